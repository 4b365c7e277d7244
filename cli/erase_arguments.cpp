#include "cli/erase_arguments.hpp"

#include <algorithm>
#include <map>

#include "cli/subcommand.hpp"

namespace kizuki {

EraseArguments::EraseArguments(CLI::App& program)
    : erase_(add_subcommand(program, "erase", "事例を消去し、その控えを出す（元には戻せない）")) {
  add_index_folder(erase_, command_.index);
  erase_->add_option("--reason", command_.reason, "理由（記録に残るので、人の名前は書かないこと）")
      ->required()
      ->type_name("文");
  erase_
      ->add_option("--wait", command_.wait_seconds,
                   "索引を使っているほかの処理を待つ秒数（既定: 60）")
      ->check(between(0, 86'400))
      ->type_name("秒");
  erase_
      ->add_option("--threads", command_.threads,
                   "索引の作り直しに使うスレッドの数（既定: コアの数）")
      ->check(between(1, 64))
      ->type_name("数");
  erase_->add_flag("--remove-copies", command_.remove_copies,
                   "版の移行の前に作られた控え（library.db.before-v…）も消す");
  const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                       {"json", OutputFormat::kJson}};
  erase_->add_option("--format", command_.format, "出力の形: text, json")
      ->transform(one_of(formats))
      ->type_name("形");
  erase_->add_option("ID", command_.ids, "消去する事例の id")->required()->type_name("");
  erase_->footer(
      "例:\n"
      "  kizuki erase --index work/ --reason 本人の求め d-012\n"
      "  kizuki erase --index work/ --reason 同意の撤回 --format json d-012 d-013 > 控え.json\n"
      "途中で止まったときは、同じ指定でもう一度実行すると続きを行う。"
      "別の場所に取った控えは消さない。\n");
}

std::variant<EraseCommand, std::string> EraseArguments::command() const {
  if (command_.reason.empty()) return "--reason に理由を書いてください";
  EraseCommand command = command_;
  command.ids.clear();
  for (const std::string& id : command_.ids) {
    const bool repeated =
        std::find(command.ids.begin(), command.ids.end(), id) != command.ids.end();
    if (!repeated) command.ids.push_back(id);
  }
  return command;
}

}  // namespace kizuki
