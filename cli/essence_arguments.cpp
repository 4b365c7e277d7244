#include "cli/essence_arguments.hpp"

#include <map>

#include "cli/subcommand.hpp"
#include "engine/essence/trend.hpp"

namespace kizuki {
namespace {

/// What is wrong with --since and --compare; empty when nothing is.
std::string wrong_comparison(const EssenceCommand& command, bool lists) {
  if (command.since.empty() && command.compare.empty()) return "";
  if (!command.since.empty() && !command.compare.empty()) {
    return "--since と --compare はいっしょに使えません";
  }
  if (lists) return "--since と --compare は --kwic、--table といっしょに使えません";
  if (!command.since.empty() && !is_trend_date(command.since)) {
    return "--since には年、年月、年月日のどれかを書いてください（例: 2024、2024-04、2024-04-01）";
  }
  return "";
}

}  // namespace

EssenceArguments::EssenceArguments(CLI::App& program)
    : essence_(add_subcommand(program, "essence",
                              "事例に共通するノウハウを、根拠の文とともに取り出す")) {
  add_index_folder(essence_, command_.index);
  essence_
      ->add_option("--filter", command_.filters,
                   "条件で絞る（何度でも）。例: --filter 規模=小規模 --filter step=4")
      ->allow_extra_args(false)
      ->type_name("項目=値");
  essence_->add_flag("--no-cards", command_.no_cards,
                     "カードを使わず、事例の文だけから候補を見つける");
  essence_
      ->add_option("--cards", command_.cards, "カードのファイル（JSON Lines）。既定は付属のもの")
      ->type_name("ファイル");
  essence_->add_option("--top", command_.top, "出力するノウハウの数（既定: すべて）")
      ->check(between(1, 100'000))
      ->type_name("数");
  essence_->add_option("--least-cases", command_.least_cases, "何事例から取り上げるか（既定: 3）")
      ->check(between(2, 1'000))
      ->type_name("数");
  essence_->add_option("--threads", command_.threads, "スレッドの数（既定: コアの数）")
      ->check(between(1, 64))
      ->type_name("数");
  essence_->add_option("--as", as_, "このアカウントが読める事例だけから取り出す（既定: すべて）")
      ->type_name("アカウント");
  const std::map<std::string, EssenceFormat> formats = {{"json", EssenceFormat::kJson},
                                                        {"html", EssenceFormat::kHtml},
                                                        {"md", EssenceFormat::kMarkdown},
                                                        {"xlsx", EssenceFormat::kWorkbook},
                                                        {"text", EssenceFormat::kText}};
  essence_
      ->add_option("--format", command_.format,
                   "出力の形: json, html, md, xlsx（既定: json）。--kwic と --table では text, "
                   "json（既定: text）")
      ->transform(one_of(formats))
      ->type_name("形");
  essence_->add_option("--kwic", command_.kwic, "この語が現れる所を、前後の文とともに並べる")
      ->type_name("語");
  essence_
      ->add_option("--table", command_.table,
                   "二つの項目で事例を数えた表。例: step,issue、knowhow,scale")
      ->type_name("項目,項目");
  essence_
      ->add_option("--since", command_.since,
                   "この日より前に始まった事例と、それ以後の事例を比べる。例: 2024-04")
      ->type_name("日付");
  essence_
      ->add_option("--compare", command_.compare,
                   "前に --format json で書き出したファイルの事例と、その後に加わった事例を比べる")
      ->type_name("ファイル");
  essence_->add_flag("--publish", command_.publish,
                     "公開用: 3件に満たない数と、事例の番号を出さない（html, md, xlsx のとき）");
  essence_->add_option("--out", command_.out, "書き出すファイル（既定: 標準出力）")
      ->type_name("ファイル");
  essence_->footer(
      "例:\n"
      "  kizuki essence --index work/ --format json > ノウハウ.json\n"
      "  kizuki essence --index work/ --format html --out 報告.html\n"
      "  kizuki essence --index work/ --format xlsx --out 報告.xlsx\n"
      "  kizuki essence --index work/ --compare 前回.json --format html --out 報告.html\n"
      "  kizuki essence --index work/ --filter 規模=小規模 --top 10\n"
      "  kizuki essence --index work/ --kwic 腹落ち\n"
      "  kizuki essence --index work/ --table step,issue\n"
      "  kizuki essence --index work/ --no-cards --out 候補.json\n"
      "「候補」は似た文のまとまりで、まだ人が確かめていないもの。\n");
}

std::variant<EssenceCommand, std::string> EssenceArguments::command() const {
  EssenceCommand command = command_;
  if (command.no_cards && !command.cards.empty()) {
    return "--no-cards と --cards はいっしょに使えません";
  }
  const bool lists = !command.kwic.empty() || !command.table.empty();
  if (essence_->count("--kwic") > 0 && command.kwic.empty()) return "--kwic に語を書いてください";
  if (!command.kwic.empty() &&
      (!command.table.empty() || !command.filters.empty() || command.publish)) {
    return "--kwic は --table、--filter、--publish といっしょに使えません";
  }
  if (const std::string wrong = wrong_comparison(command, lists); !wrong.empty()) return wrong;
  if (lists && essence_->count("--format") == 0) command.format = EssenceFormat::kText;
  const bool text = command.format == EssenceFormat::kText;
  if (lists && !text && command.format != EssenceFormat::kJson) {
    return "--kwic と --table の形は text か json です";
  }
  if (!lists && text) return "--format text は --kwic か --table といっしょに使ってください";
  if (command.publish && lists) return "--publish は --table といっしょに使えません";
  if (command.publish && command.format == EssenceFormat::kJson) {
    return "--publish は --format html、md、xlsx のどれかといっしょに使ってください";
  }
  // An empty name is the name of no account; it must not mean the operator.
  if (essence_->count("--as") > 0) command.as = as_;
  return command;
}

}  // namespace kizuki
