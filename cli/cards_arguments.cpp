#include "cli/cards_arguments.hpp"

#include <algorithm>
#include <map>

#include "cli/subcommand.hpp"

namespace kizuki {

CardsArguments::CardsArguments(CLI::App& program)
    : cards_(add_subcommand(program, "cards",
                            "ノウハウのカードと候補を見る・確かめる・まとめる・分ける")) {
  cards_->require_subcommand(1);
  CLI::App* list = add_action("list", "カードと候補を並べる", CardsCommand::Action::kList);
  const std::map<std::string, std::string> statuses = {
      {"active", ""}, {"candidate", ""}, {"rejected", ""}, {"merged", ""}, {"gone", ""}};
  list->add_option("--status", command_.status,
                   "この状態のものだけ: active, candidate, rejected, merged, gone")
      ->check(CLI::Validator(
          [statuses](std::string& typed) {
            return statuses.contains(typed) ? std::string() : "「" + typed + "」は使えません";
          },
          "", ""))
      ->type_name("状態");
  add_format(list);
  CLI::App* show = add_action("show", "カードの内容、確かめられた文、変更の記録を見る",
                              CardsCommand::Action::kShow);
  add_card(show);
  add_format(show);
  add_decisions();
  add_transfers();
  cards_->footer(
      "例:\n"
      "  kizuki cards list --index work/\n"
      "  kizuki cards confirm --index work/ K01 d-012/2/120-243\n"
      "  kizuki cards accept --index work/ --label 朝礼で一言ずつ話す c-5f3a\n"
      "  kizuki cards undo --index work/ --reason 早すぎた c-5f3a\n"
      "文の場所（事例/節/始まり-終わり）は kizuki essence の case, section, begin, end。\n"
      "確かめた文は例文に、違うとした文は反例になり、次の kizuki essence から効く。\n"
      "取り消しても、決定と取り消しの両方が記録に残る（kizuki cards show）。\n");
}

void CardsArguments::add_decisions() {
  const auto decision = [&](const std::string& name, const std::string& description,
                            CardsCommand::Action action) {
    CLI::App* command = add_action(name, description, action);
    add_card(command);
    add_reason(command);
    return command;
  };
  CLI::App* confirm =
      decision("confirm", "この文はこのカードに当たる", CardsCommand::Action::kConfirm);
  confirm->add_option("EVIDENCE", command_.evidence, "文の場所（事例/節/始まり-終わり）")
      ->required()
      ->type_name("");
  CLI::App* reject =
      decision("reject", "この文はこのカードに当たらない。文がなければ、ノウハウではない",
               CardsCommand::Action::kReject);
  reject->add_option("EVIDENCE", command_.evidence, "文の場所（事例/節/始まり-終わり）")
      ->type_name("");
  decision("restore", "見送ったカードや候補を、もとにもどす", CardsCommand::Action::kRestore);
  CLI::App* undo = decision(
      "undo", "最後の決定（採用・見送り・統合・分割・改名）を取り消す。文があれば、その文の決定",
      CardsCommand::Action::kUndo);
  undo->add_option("EVIDENCE", command_.evidence, "文の場所（事例/節/始まり-終わり）")
      ->type_name("");
  CLI::App* accept = decision("accept", "候補をカードにする", CardsCommand::Action::kAccept);
  accept->add_option("--label", command_.label, "見出し（既定: 候補の見出し）")->type_name("文");
  accept->add_option("--definition", command_.definition, "説明")->type_name("文");
  accept->add_option("--step", command_.steps, "よく現れるステップ 1〜7（何度でも）")
      ->allow_extra_args(false)
      ->check(between(1, 7))
      ->type_name("番号");
  accept
      ->add_option("--compartment", command_.compartment,
                   "見せる範囲: public, members, org:名前（既定: 根拠の事例と同じ）")
      ->type_name("範囲");
  CLI::App* merge =
      decision("merge", "カードや候補を、ほかのものにまとめる", CardsCommand::Action::kMerge);
  merge->add_option("INTO", command_.into, "まとめる先")->required()->type_name("");
  CLI::App* split = decision("split", "候補から、これらの事例の文を別の候補に分ける",
                             CardsCommand::Action::kSplit);
  split->add_option("CASE", command_.cases, "事例の id")->required()->type_name("");
  CLI::App* rename = decision("rename", "見出しを変える", CardsCommand::Action::kRename);
  rename->add_option("LABEL", command_.label, "新しい見出し")->required()->type_name("");
}

void CardsArguments::add_transfers() {
  CLI::App* out =
      add_action("export", "カードを JSON Lines で書き出す", CardsCommand::Action::kExport);
  out->add_option("--out", command_.file, "書き出すファイル（既定: 標準出力）")
      ->type_name("ファイル");
  out->add_flag("--with-evidence", command_.with_evidence,
                "確かめられた文を例文に入れる（事例の文が外に出る）");
  CLI::App* in =
      add_action("import", "カードを JSON Lines から取り込む", CardsCommand::Action::kImport);
  in->add_option("FILE", command_.file, "ファイル")->required()->type_name("");
  in->add_option("--compartment", command_.compartment, "新しいカードを見せる範囲（既定: public）")
      ->type_name("範囲");
  add_reason(in);
}

CLI::App* CardsArguments::add_action(const std::string& name, const std::string& description,
                                     CardsCommand::Action action) {
  CLI::App* command = add_subcommand(*cards_, name, description);
  add_index_folder(command, command_.index);
  command->add_option("--as", as_, "このアカウントとして（既定: operator）")
      ->type_name("アカウント");
  command->callback([this, action] { command_.action = action; });
  return command;
}

void CardsArguments::add_card(CLI::App* command) {
  command->add_option("CARD", command_.card, "カードの id")->required()->type_name("");
}

void CardsArguments::add_reason(CLI::App* command) {
  command->add_option("--reason", command_.reason, "理由（記録に残る）")->type_name("文");
}

void CardsArguments::add_format(CLI::App* command) {
  const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                       {"json", OutputFormat::kJson}};
  command->add_option("--format", command_.format, "出力の形: text, json")
      ->transform(one_of(formats))
      ->type_name("形");
}

std::variant<CardsCommand, std::string> CardsArguments::command() const {
  CardsCommand command = command_;
  const CLI::App& chosen = *cards_->get_subcommands().front();
  // An empty name is the name of no account; it must not mean the operator.
  if (chosen.count("--as") > 0) command.as = as_;
  return command;
}

}  // namespace kizuki
