#include "cli/serve_arguments.hpp"

#include "cli/subcommand.hpp"

namespace kizuki {

ServeArguments::ServeArguments(CLI::App& program)
    : serve_(add_subcommand(program, "serve", "検索のページと API をこのコンピューターで開く")) {
  add_index_folder(serve_, command_.index);
  serve_
      ->add_option("--listen", command_.listen,
                   "待ち受けるアドレスと番号（既定: 127.0.0.1:8765。番号 0 は空いているもの）")
      ->type_name("場所");
  serve_->add_option("--config", command_.config, "設定のファイル（JSON。docs/server.md）")
      ->type_name("ファイル");
  serve_->add_flag("--public", command_.public_cases,
                   "公開の事例を、アカウントなしで読めるようにする");
  serve_->footer(
      "例:\n"
      "  kizuki serve --index work/ --public\n"
      "  kizuki serve --index work/ --config kizuki.json\n"
      "止めるには "
      "Ctrl-C。途中の応答を終えてから止まります。索引を更新すると、止めずに切り替わります\n");
}

}  // namespace kizuki
