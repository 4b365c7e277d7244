#include "cli/arguments.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/audit_arguments.hpp"
#include "cli/backup_arguments.hpp"
#include "cli/cards_arguments.hpp"
#include "cli/engine_tools.hpp"
#include "cli/erase_arguments.hpp"
#include "cli/essence_arguments.hpp"
#include "cli/serve_arguments.hpp"
#include "cli/subcommand.hpp"
#include "cli/tag_arguments.hpp"
#include "cli/user_arguments.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostThreads = 64;
constexpr std::size_t kMostHits = 1000;
constexpr int kMostWords = CLI::detail::expected_max_vector_size;  // of a query

constexpr std::string_view kExamples =
    "例:\n"
    "  kizuki index --index work/ 事例フォルダー/           事例を取り込み、検索できるようにする\n"
    "  kizuki search --index work/ 後継者 現場 反発         探す\n"
    "  kizuki serve --index work/ --public                  検索のページを開く\n"
    "  kizuki check --profile jnet21 一覧.csv               取り込めるかだけを確かめる\n"
    "  kizuki tag 事例.jsonl                                ステップ・課題・規模を読み取る\n"
    "  kizuki essence --index work/ > ノウハウ.json         共通するノウハウを取り出す\n"
    "  kizuki cards list --index work/                      ノウハウのカードと候補を見る\n"
    "  kizuki verify --index work/                          保存した内容が壊れていないか確かめる\n"
    "  kizuki generations list --index work/                索引の世代を見る\n"
    "  kizuki backup --index work/ /mnt/控え/2026-11-29      控えを取る（戻すのは restore）\n"
    "  kizuki user list --index work/                       アカウントを見る\n"
    "  kizuki erase --index work/ --reason 本人の求め d-012 事例を消去する\n"
    "\n"
    "終了コード: 0 成功、1 失敗、2 指定の誤り、3 一部の記録を取り込めなかった\n";

/// CLI11's frame in Japanese.
class JapaneseFormatter : public CLI::Formatter {
 public:
  JapaneseFormatter() {
    column_width(28);
    label("OPTIONS", "オプション");
    label("SUBCOMMAND", "コマンド");
    label("SUBCOMMANDS", "コマンド");
    label("Positionals", "引数");
    label("REQUIRED", "（必須）");
    label("TEXT", "文字列");
    label("PATH", "場所");
    label("UINT", "数");
    label("Needs", "併用");
    label("Excludes", "併用できない");
    label("Usage", "使い方");
  }
  std::string make_usage(const CLI::App* app, std::string name) const override {
    std::string text = CLI::Formatter::make_usage(app, std::move(name));
    const std::string english = "Usage:";
    if (const auto at = text.find(english); at != std::string::npos) {
      text.replace(at, english.size(), "使い方:");
    }
    return text;
  }
};

/// CLI11 says what is wrong in English and by exception type; this is the same in Japanese.
std::string describe(const CLI::ParseError& error) {
  const std::string detail = error.what();
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (detail.find("subcommand") != std::string::npos) return "コマンドを指定してください";
    return "必要な指定がありません: " + detail.substr(0, detail.find(" is required"));
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const auto at = detail.find(": ");
    return "知らない指定です: " + (at == std::string::npos ? detail : detail.substr(at + 2));
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return "値の数が合いません: " + detail.substr(0, detail.find(':'));
  }
  if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr ||
      dynamic_cast<const CLI::RequiresError*>(&error) != nullptr) {
    return "いっしょに使えない、または足りない指定があります: " + detail;
  }
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr ||
      dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
    return "値が正しくありません: " + detail;
  }
  return "指定を読めません: " + detail;
}

/// The options of all subcommands; the structs are filled while CLI11 parses.

class ArgumentParser {
 public:
  ArgumentParser()
      : app_("気づき: 経営力再構築伴走支援の事例を探し、ノウハウを取り出す", "kizuki") {
    app_.formatter(std::make_shared<JapaneseFormatter>());
    app_.option_defaults()->group(kOptionGroup);
    app_.set_help_flag("-h,--help", "この説明を表示する")->group(kOptionGroup);
    app_.set_version_flag("--version", std::string(program_name()), "版を表示する")
        ->group(kOptionGroup);
    app_.require_subcommand(1);
    app_.footer(std::string(kExamples));
    add_index();
    add_check();
    add_search();
    add_similar();
    tag_.emplace(app_);
    add_verify();
    add_generations();
    backup_.emplace(app_);
    user_.emplace(app_);
    audit_.emplace(app_);
    erase_.emplace(app_);
    essence_.emplace(app_);
    cards_.emplace(app_);
    serve_.emplace(app_);
  }

  std::variant<Command, UsageAnswer> parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      return UsageAnswer{help_of_chosen(), ExitStatus::kOk};
    } catch (const CLI::CallForVersion& version) {
      return UsageAnswer{std::string(version.what()) + "\n", ExitStatus::kOk};
    } catch (const CLI::ParseError& error) {
      // CLI11 misses the command before it looks at what stands there.
      const bool unknown = argc > 1 && argv[1][0] != '-' && app_.get_subcommands().empty();
      return usage_error(unknown ? "知らないコマンドです: " + std::string(argv[1])
                                 : describe(error));
    }
    if (index_command_->parsed()) {
      const bool needs_sources = !index_.merge && !index_.rebuild && !index_.update;
      if (needs_sources && index_.sources.empty()) return usage_error(kNoSources);
      return Command(index_);
    }
    if (check_command_->parsed()) {
      if (check_.sources.empty()) return usage_error(kNoSources);
      return Command(check_);
    }
    if (search_command_->parsed()) return checked_search();
    if (similar_command_->parsed()) return checked_similar();
    if (tag_->parsed()) {
      const auto command = tag_->command();
      if (const auto* review = std::get_if<TagReviewCommand>(&command)) return Command(*review);
      if (const auto* tag = std::get_if<TagCommand>(&command)) return Command(*tag);
      return usage_error(std::get<std::string>(command));
    }
    if (verify_command_->parsed()) return Command(verify_);
    if (backup_->backup_parsed()) return Command(backup_->backup());
    if (backup_->restore_parsed()) return Command(backup_->restore());
    if (user_->parsed()) return checked(user_->command());
    if (audit_->parsed()) return Command(audit_->command());
    if (erase_->parsed()) return checked(erase_->command());
    if (essence_->parsed()) return checked(essence_->command());
    if (cards_->parsed()) return checked(cards_->command());
    if (serve_->parsed()) return Command(serve_->command());
    return Command(generations_);
  }

 private:
  CLI::App* add(const std::string& name, const std::string& description) {
    return add_subcommand(app_, name, description);
  }

  void add_index() {
    index_command_ = add("index", "事例を取り込み、検索できるようにする");
    add_index_folder(index_command_, index_.index);
    add_source_options(index_command_, index_.profile, index_.encoding, index_.strict,
                       index_.sources);
    auto* const rebuild =
        index_command_->add_flag("--rebuild", index_.rebuild, "変わらない事例も解析し直す");
    auto* const merge = index_command_->add_flag(
        "--merge", index_.merge, "更新を足すだけで済むときも、一つの世代にまとめ直す");
    index_command_
        ->add_flag("--update", index_.update,
                   "事例が少ない索引でも、作り直さずに変わった分だけを足す")
        ->excludes(rebuild)
        ->excludes(merge);
    index_command_
        ->add_option("--threads", index_.threads, "解析に使うスレッドの数（既定: コアの数）")
        ->check(between(1, kMostThreads))
        ->type_name("数");
    index_command_->add_option("--keep", index_.keep, "残す世代の数（既定: 3）")
        ->check(between(1, 1000))
        ->type_name("数");
    index_command_->footer(
        "例:\n  kizuki index --index work/ data/cases\n"
        "  kizuki index --index work/ --profile mirasapo-supports 支援制度.csv\n"
        "  kizuki index --index work/ --encoding cp932 --profile jnet21 一覧.csv\n"
        "  kizuki index --index work/ --merge      夜間に: たまった更新を一つの世代にまとめる\n");
  }

  void add_check() {
    check_command_ = add("check", "取り込めるかを確かめる（何も書かない）");
    add_source_options(check_command_, check_.profile, check_.encoding, check_.strict,
                       check_.sources);
    check_command_->footer("例:\n  kizuki check data/cases\n");
  }

  void add_search() {
    search_command_ = add("search", "事例を探す");
    add_index_folder(search_command_, search_.index);
    search_command_
        ->add_option("--filter", search_.filters,
                     "条件で絞る（何度でも）。例: --filter 規模=小規模 --filter step=4")
        ->allow_extra_args(false)
        ->type_name("項目=値");
    search_command_->add_option("--limit", search_.limit, "件数（既定: 10、trec では 100）")
        ->check(between(1, kMostHits))
        ->type_name("数");
    search_command_->add_option("--offset", search_.offset, "飛ばす件数")
        ->check(between(0, 100000))
        ->type_name("数");
    search_command_
        ->add_option("--as", as_, "このアカウントが読める事例だけから探す（既定: すべて）")
        ->type_name("アカウント");
    const std::map<std::string, HitOrder> orders = {{"relevance", HitOrder::kRelevance},
                                                    {"date", HitOrder::kNewest},
                                                    {"oldest", HitOrder::kOldest}};
    search_command_
        ->add_option("--sort", search_.order,
                     "並べ方: relevance（近い順）, date（新しい年から）, oldest（古い年から）")
        ->transform(one_of(orders))
        ->type_name("順");
    search_command_
        ->add_option("--deadline-ms", search_.deadline_ms,
                     "この時間（ミリ秒）で打ち切り、そこまでの結果を出す")
        ->check(between(1, 3'600'000))
        ->type_name("数");
    search_command_
        ->add_option(
            "--ignore", search_.choices.disbelieved,
            "読み取ったことを一つ使わない（何度でも）。例: --ignore issue=hr --ignore scale")
        ->allow_extra_args(false)
        ->type_name("項目[=値]");
    search_command_->add_flag("!--no-understanding", search_.choices.understanding,
                              "文から課題や規模を読み取らない");
    search_command_->add_flag("!--no-synonyms", search_.choices.synonyms,
                              "似た意味の言葉では探さない");
    search_command_->add_flag("!--no-variants", search_.choices.variants,
                              "送り仮名などが違う書き方では探さない");
    add_explain(search_command_, search_.explain);
    const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                         {"json", OutputFormat::kJson},
                                                         {"trec", OutputFormat::kTrec}};
    search_command_->add_option("--format", search_.format, "出力の形: text, json, trec")
        ->transform(one_of(formats))
        ->type_name("形");
    search_command_
        ->add_option("--queries", search_.queries,
                     "{\"id\",\"text\"} を一行ずつ書いたファイルで続けて探す")
        ->type_name("ファイル");
    // Extra arguments are off because "[a,b]" would be taken apart as a list, and all are taken
    // because as many as are expected are.
    search_command_->add_option("QUERY", search_words_, "探す言葉、またはメモ")
        ->expected(kMostWords, kMostWords)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false)
        ->type_name("");
    search_command_->footer(
        "例:\n  kizuki search --index work/ 後継者 現場 反発\n"
        "  kizuki search --index work/ '\"信頼関係\" -補助金 規模:小規模'\n"
        "  kizuki search --index work/ --format trec --queries 質問.jsonl\n"
        "書き方: 言葉を空白で並べる。\"…\" は続きの言葉、-言葉 は除く、A OR B はどちらか、項目:値 "
        "は条件\n");
  }

  static void add_explain(CLI::App* command, bool& explain) {
    command->add_flag("--explain", explain,
                      "なぜ見つかったか（言葉のある場所と段階、共通するノウハウ）も示す");
  }

  void add_similar() {
    similar_command_ = add("similar", "似た事例を探す");
    add_index_folder(similar_command_, similar_.index);
    CLI::App* const seed = similar_command_;
    seed->add_option("--case", similar_.case_id, "この番号の事例に似たもの")->type_name("番号");
    seed->add_option("--text", similar_.text, "この文章に似たもの（- は標準入力）")
        ->type_name("ファイル");
    seed->add_option("--queries", similar_.queries, "{\"id\",\"text\"} を一行ずつ書いたファイル")
        ->type_name("ファイル");
    seed->add_option("--seeds", similar_.seeds, "事例の番号を一行ずつ書いたファイル")
        ->type_name("ファイル");
    similar_command_->add_option("--filter", similar_.filters, "条件で絞る（何度でも）")
        ->allow_extra_args(false)
        ->type_name("項目=値");
    similar_command_->add_option("--limit", similar_.limit, "件数（既定: 10、trec では 100）")
        ->check(between(1, kMostHits))
        ->type_name("数");
    similar_command_->add_option("--as", similar_as_, "このアカウントが読める事例だけから探す")
        ->type_name("アカウント");
    const std::map<std::string, SimilarPurpose> purposes = {
        {"situation", SimilarPurpose::kSituation},
        {"measures", SimilarPurpose::kMeasures},
        {"contrast", SimilarPurpose::kContrast},
        {"varied", SimilarPurpose::kVaried}};
    similar_command_
        ->add_option("--purpose", similar_.purpose,
                     "situation（似た状況）, measures（似た手当て）, contrast（対照的）, "
                     "varied（いろいろ: 似た状況で、たがいに似ていないもの）")
        ->transform(one_of(purposes))
        ->type_name("目的");
    add_explain(similar_command_, similar_.explain);
    const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                         {"json", OutputFormat::kJson},
                                                         {"trec", OutputFormat::kTrec}};
    similar_command_->add_option("--format", similar_.format, "出力の形: text, json, trec")
        ->transform(one_of(formats))
        ->type_name("形");
    similar_command_->footer(
        "例:\n  kizuki similar --index work/ --case d-012\n"
        "  kizuki similar --index work/ --text 訪問前のメモ.txt --purpose measures\n");
  }

  std::variant<Command, UsageAnswer> checked_similar() {
    std::size_t seeds = 0;
    for (const char* option : {"--case", "--text", "--queries", "--seeds"}) {
      seeds += similar_command_->count(option) > 0 ? 1 : 0;
    }
    if (seeds != 1) {
      return usage_error(
          "何に似た事例を探すか、--case、--text、--queries、--seeds "
          "のどれか一つで指定してください");
    }
    if (similar_command_->count("--as") > 0) similar_.as = similar_as_;
    if (similar_.limit == 0) similar_.limit = similar_.format == OutputFormat::kTrec ? 100 : 10;
    return Command(similar_);
  }

  void add_verify() {
    verify_command_ = add("verify", "保存した内容が壊れていないか確かめる");
    add_index_folder(verify_command_, verify_.index);
    verify_command_->footer("例:\n  kizuki verify --index work/\n");
  }

  void add_generations() {
    generations_command_ = add("generations", "索引の世代を見る・戻す・片付ける");
    generations_command_->require_subcommand(1);
    const auto action = [this](const std::string& name, const std::string& description,
                               GenerationsCommand::Action value) {
      CLI::App* command = generations_command_->add_subcommand(name, description);
      command->group(kCommandGroup);
      command->footer("例:\n  kizuki generations " + name + " --index work/\n");
      command->set_help_flag("-h,--help", "この説明を表示する")->group(kOptionGroup);
      add_index_folder(command, generations_.index);
      command->callback([this, value] { generations_.action = value; });
      return command;
    };
    action("list", "世代を並べる（* が今のもの）", GenerationsCommand::Action::kList);
    action("rollback", "一つ前の世代に戻す", GenerationsCommand::Action::kRollback);
    action("prune", "古い世代を消す", GenerationsCommand::Action::kPrune)
        ->add_option("--keep", generations_.keep, "残す世代の数（既定: 3）")
        ->check(between(1, 1000))
        ->type_name("数");
    generations_command_->footer("例:\n  kizuki generations rollback --index work/\n");
  }

  std::variant<Command, UsageAnswer> checked_search() {
    const bool has_query = search_command_->count("QUERY") > 0;
    const bool has_file = !search_.queries.empty();
    if (has_query && has_file) return usage_error("探す言葉と --queries はいっしょに使えません");
    if (!has_query && !has_file && search_.filters.empty()) {
      return usage_error("探す言葉か --queries のどちらか一つを指定してください");
    }
    for (const std::string& word : search_words_) {
      search_.query += (search_.query.empty() ? "" : " ") + word;
    }
    // An empty name is the name of no account; it must not mean the operator.
    if (search_command_->count("--as") > 0) search_.as = as_;
    if (search_.limit == 0) search_.limit = search_.format == OutputFormat::kTrec ? 100 : 10;
    return Command(search_);
  }

  template <typename T>
  std::variant<Command, UsageAnswer> checked(const std::variant<T, std::string>& command) const {
    if (const auto* wrong = std::get_if<std::string>(&command)) return usage_error(*wrong);
    return Command(std::get<T>(command));
  }

  std::string help_of_chosen() {
    const CLI::App* chosen = &app_;
    std::string above;
    while (!chosen->get_subcommands().empty()) {
      above += (above.empty() ? "" : " ") + chosen->get_name();
      chosen = chosen->get_subcommands().front();
    }
    return chosen->help(above);
  }

  UsageAnswer usage_error(const std::string& message) const {
    std::string name = "kizuki";
    const auto chosen = app_.get_subcommands();
    if (!chosen.empty()) name += " " + chosen.front()->get_name();
    return {"エラー: " + message + "\n  → " + name + " --help で使い方を確かめられます。\n",
            ExitStatus::kUsage};
  }

  CLI::App app_;
  CLI::App* index_command_ = nullptr;
  CLI::App* check_command_ = nullptr;
  CLI::App* search_command_ = nullptr;
  CLI::App* similar_command_ = nullptr;
  CLI::App* verify_command_ = nullptr;
  CLI::App* generations_command_ = nullptr;
  IndexCommand index_;
  CheckCommand check_;
  SearchCommand search_;
  std::vector<std::string> search_words_;  // of the query, as the shell cut them
  SimilarCommand similar_;
  std::string similar_as_;
  std::optional<TagArguments> tag_;
  VerifyCommand verify_;
  GenerationsCommand generations_;
  std::string as_;
  std::optional<BackupArguments> backup_;
  std::optional<UserArguments> user_;
  std::optional<AuditArguments> audit_;
  std::optional<EraseArguments> erase_;
  std::optional<EssenceArguments> essence_;
  std::optional<CardsArguments> cards_;
  std::optional<ServeArguments> serve_;
};

}  // namespace

std::variant<Command, UsageAnswer> parse_arguments(int argc, const char* const* argv) {
  return ArgumentParser().parse(argc, argv);
}

}  // namespace kizuki
