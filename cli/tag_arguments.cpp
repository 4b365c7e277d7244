#include "cli/tag_arguments.hpp"

#include <map>

#include "cli/subcommand.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostReviewed = 1'000;

bool given(const CLI::App& command, const std::string& option) { return command.count(option) > 0; }

}  // namespace

TagArguments::TagArguments(CLI::App& program)
    : tag_(add_subcommand(program, "tag",
                          "ステップ・課題・規模を本文から読み取る。読み取ったタグを確かめる")) {
  add_source_options(tag_, command_.profile, command_.encoding, command_.strict, command_.sources);
  CLI::Validator share = CLI::Range(0.05, 1.0);
  share.description("");
  tag_->add_option("--none-from", command_.none_threshold,
                   "「ステップなし」の確率がこれ以上の節にはステップを付けない（0.05〜1、"
                   "1 ならどの節にも付ける。既定: 0.9）")
      ->check(share)
      ->type_name("確率");
  const char* const facets = "分類などの項目を読み取る（事故の型など、プロファイルが定める項目）";
  tag_->add_option("--facet-model", command_.facet_model,
                   "このモデルで項目の値も本文から読み取る。--learn とともに: 書き込む先")
      ->type_name("ファイル")
      ->group(facets);
  tag_->add_option("--learn", command_.learned_facet,
                   "項目の値が付いた記録（SOURCE）から学習し、--facet-model のファイルに書く")
      ->type_name("項目")
      ->group(facets);
  const char* const group = "索引のタグを確かめる（--index とともに）";
  const auto in_group = [&](CLI::Option* option) { return option->group(group); };
  in_group(tag_->add_option("--index", review_.index, "索引のフォルダー"))->type_name("フォルダー");
  in_group(tag_->add_flag("--review", reviews_,
                          "確信度が五分五分に近い推定のタグを、根拠の文とともに並べる"));
  in_group(tag_->add_option("--limit", review_.limit, "並べる数（既定: 10）"))
      ->check(between(1, kMostReviewed))
      ->type_name("数");
  in_group(tag_->add_option("--field", review_.field, "この項目だけを並べる（課題・段階・規模）"))
      ->type_name("項目");
  in_group(tag_->add_option("--case", review_.case_id, "確かめた事例の id"))->type_name("ID");
  in_group(tag_->add_option("--confirm", review_.confirmed,
                            "このタグで合っている（何度でも）。例: --confirm 課題=事業承継"))
      ->allow_extra_args(false)
      ->type_name("項目=値");
  in_group(tag_->add_option("--deny", review_.denied, "このタグは違う（何度でも）"))
      ->allow_extra_args(false)
      ->type_name("項目=値");
  in_group(tag_->add_option("--reason", review_.reason, "理由（記録に残る）"))->type_name("文");
  in_group(tag_->add_flag("--train", trains_,
                          "確かめた結果から区画ごとの補正を学習し、何が変わるかを示す"));
  in_group(tag_->add_flag("--apply", review_.apply, "学習した補正を使う（--train とともに）"));
  in_group(tag_->add_flag("--forget", forgets_, "学習した補正をやめる"));
  in_group(tag_->add_option("--as", as_, "このアカウントとして（既定: 運用者）"))
      ->type_name("アカウント");
  const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                       {"json", OutputFormat::kJson}};
  in_group(tag_->add_option("--format", review_.format, "出力の形: text, json"))
      ->transform(one_of(formats))
      ->type_name("形");
  tag_->footer(
      "例:\n  kizuki tag data/cases > タグ.jsonl\n"
      "  kizuki tag --profile accidents --learn accident_type --facet-model 型.kzfm "
      "昔の記録.jsonl\n"
      "  kizuki tag --profile accidents --facet-model 型.kzfm 新しい記録.jsonl\n"
      "  kizuki tag --index work/ --review\n"
      "  kizuki tag --index work/ --case d-012 --confirm 課題=事業承継 --deny 課題=販路開拓\n"
      "  kizuki tag --index work/ --train\n"
      "SOURCE を指定すると、一行に一事例の JSON を書きます。記録に付いているタグは見ません。"
      "確信度が 0.5 に満たないものには「要確認」が付きます。\n"
      "人が確かめたタグは、推定にも記録にも優先し、すぐに検索に反映されます。\n");
}

std::variant<TagCommand, TagReviewCommand, std::string> TagArguments::command() const {
  const bool confirms =
      given(*tag_, "--case") || given(*tag_, "--confirm") || given(*tag_, "--deny");
  if (given(*tag_, "--index")) return review_command();
  if (reviews_ || trains_ || forgets_ || confirms) {
    return "--index で索引のフォルダーを指定してください";
  }
  if (command_.sources.empty()) return std::string(kNoSources);
  if (given(*tag_, "--learn") && command_.learned_facet.empty()) {
    return "--learn に項目の名前を指定してください（例: accident_type）";
  }
  if (given(*tag_, "--learn") && command_.facet_model.empty()) {
    return "--learn には、学習した結果を書くファイルを --facet-model で指定してください";
  }
  return command_;
}

std::variant<TagCommand, TagReviewCommand, std::string> TagArguments::review_command() const {
  if (!command_.sources.empty()) return "--index と SOURCE はいっしょに使えません";
  if (given(*tag_, "--learn") || given(*tag_, "--facet-model")) {
    return "--learn と --facet-model は SOURCE とともに使います（--index とは使えません）";
  }
  const bool has_tags = !review_.confirmed.empty() || !review_.denied.empty();
  const bool confirms = given(*tag_, "--case") || has_tags;
  if (int{reviews_} + int{trains_} + int{forgets_} + int{confirms} != 1) {
    return "--review、--case（--confirm か --deny とともに）、--train、--forget のどれか一つを"
           "指定してください";
  }
  TagReviewCommand command = review_;
  // An empty name is the name of no account; it must not mean the operator.
  if (given(*tag_, "--as")) command.as = as_;
  if (confirms) {
    if (command.case_id.empty()) return "--case に事例の id を指定してください";
    if (!has_tags) return "--confirm か --deny で、確かめたタグを指定してください";
    command.action = TagReviewCommand::Action::kConfirm;
  } else if (trains_) {
    command.action = TagReviewCommand::Action::kTrain;
  } else if (forgets_) {
    command.action = TagReviewCommand::Action::kForget;
  }
  if (command.apply && !trains_) return "--apply は --train とともに使います";
  return command;
}

}  // namespace kizuki
