// kizuki tag --index: people's word on predicted tags, and what is learned from it.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/index_build.hpp"
#include "cli/tag_review_output.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/base/json.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/index_part.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/library/library.hpp"
#include "engine/library/stored_record.hpp"
#include "engine/privacy/readable_case.hpp"
#include "engine/privacy/readable_compartments.hpp"
#include "engine/query/filter_value.hpp"
#include "engine/review/overlay_store.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {
namespace {

/// Changes shown of each compartment before training is applied.
constexpr std::size_t kShownChanges = 10;

Error argument_error(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), "", 0, "", ""};
}

/// Name and value of a tag as the library keeps them.
struct NamedTag {
  std::string name;
  std::string value;
};

bool may_be_confirmed(FilterField field) {
  return field == FilterField::kIssue || field == FilterField::kStep ||
         field == FilterField::kScale;
}

/// "課題=事業承継" → issue, succession. One tag exactly.
Result<NamedTag> parse_tag(const std::string& text, const Taxonomy& taxonomy) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    return argument_error("タグは「項目=値」の形で書いてください: " + text);
  }
  const auto field = find_filter_field(text.substr(0, equals));
  if (!field || !may_be_confirmed(*field)) {
    return argument_error("確かめられる項目は 課題・段階・規模 です: " + text);
  }
  auto values = resolve_filter_value(*field, text.substr(equals + 1), taxonomy);
  if (!values) return argument_error(values.error().message);
  if (values->size() == 1) return NamedTag{std::string(filter_field_name(*field)), values->front()};
  std::string message = "いくつもの値に当たります。どれか一つを書いてください: " + text + " →";
  for (const std::string& value : *values) {
    message += " " + std::string(filter_field_name(*field)) + "=" + value;
  }
  return argument_error(std::move(message));
}

class ReviewRun {
 public:
  ReviewRun(const TagReviewCommand& command, Console& console)
      : command_(command), console_(console) {}

  ExitStatus run() {
    if (auto opened = open(); !opened) return console_.fail(opened.error());
    Result<void> done;
    switch (command_.action) {
      case TagReviewCommand::Action::kReview:
        done = review();
        break;
      case TagReviewCommand::Action::kConfirm:
        done = confirm();
        break;
      case TagReviewCommand::Action::kTrain:
        done = train();
        break;
      case TagReviewCommand::Action::kForget:
        done = forget();
        break;
    }
    return done ? ExitStatus::kOk : console_.fail(done.error());
  }

 private:
  Result<void> open() {
    auto tools = load_record_tools("case");
    if (!tools) return std::move(tools).error();
    tools_.emplace(std::move(*tools));
    const bool writes = command_.action != TagReviewCommand::Action::kReview;
    // To open for writing makes what is not there; a mistyped folder must not become an index.
    if (const auto there = Library::open(command_.index, Library::Mode::kReadOnly);
        !there && there.error().code == ErrorCode::kNotFound) {
      return there.error();
    }
    auto library = Library::open(command_.index,
                                 writes ? Library::Mode::kReadWrite : Library::Mode::kReadOnly);
    if (!library) return std::move(library).error();
    library_.emplace(std::move(*library));
    return check_account(writes);
  }

  /// Who writes must be a curator or an operator.
  Result<void> check_account(bool writes) {
    if (!command_.as) return {};
    auto account = library_->account(*command_.as);
    if (!account) return std::move(account).error();
    const auto allowed = readable_compartments(*account, {});
    if (!allowed) return allowed.error();
    if (writes && account->role != Role::kCurator && account->role != Role::kOperator) {
      return Error{ErrorCode::kPermissionDenied,
                   "タグを確かめられるのは、役割が curator か operator のアカウントだけです",
                   "",
                   0,
                   *command_.as,
                   ""};
    }
    account_ = std::move(*account);
    return {};
  }

  Result<StoredCase> readable(const std::string& id) const {
    return account_ ? readable_case(*library_, *account_, id) : library_->get(id);
  }

  Result<std::vector<IndexPart>> open_parts(const Generation& generation) const {
    const auto scope = command_.as ? ReaderScope::of_account(*library_, *command_.as)
                                   : Result<ReaderScope>(ReaderScope::everything());
    if (!scope) return scope.error();
    const auto compartments = scope->compartments(generation);
    if (!compartments) return compartments.error();
    const auto names = parts_to_read(generation, *compartments);
    if (!names) return names.error();
    std::vector<IndexPart> parts;
    for (const std::string& name : *names) {
      auto opened = generation.open_parts(name);
      if (!opened) return std::move(opened).error();
      for (IndexPart& part : *opened) parts.push_back(std::move(part));
    }
    return parts;
  }

  Result<void> review() {
    const auto generation = GenerationStore(command_.index).open_current();
    if (!generation) return generation.error();
    const auto parts = open_parts(**generation);
    if (!parts) return parts.error();
    const auto model = load_tag_model(tools_->data_folder);
    if (!model) return model.error();
    const auto name = reviewed_name();
    if (!name) return name.error();
    Tagger tagger(*model);
    std::vector<ReviewItem> items;
    for (UncertainTag& tag : find_uncertain_tags(*parts, command_.limit, *name)) {
      const auto stored = readable(tag.case_id);
      // Moved or erased since the index was made.
      if (!stored || stored->compartment != tag.compartment) continue;
      const auto record = decode_stored(*stored, tools_->codec);
      if (!record) return record.error();
      const auto tags = tagger.tag_case(*record);
      if (!tags) return tags.error();
      ReviewItem item{std::move(tag), record->title, {}};
      add_evidence(*record, *tags, item);
      items.push_back(std::move(item));
    }
    console_.out(command_.format == OutputFormat::kJson
                     ? print_review_as_json(items, *tools_->taxonomy)
                     : print_review_as_text(items, *tools_->taxonomy, command_.index));
    return {};
  }

  /// Name of the tags to list; empty for all.
  Result<std::string> reviewed_name() const {
    if (command_.field.empty()) return std::string();
    const auto field = find_filter_field(command_.field);
    if (!field || !may_be_confirmed(*field)) {
      return argument_error("確かめられる項目は 課題・段階・規模 です: " + command_.field);
    }
    return std::string(filter_field_name(*field));
  }

  static void add_evidence(const CaseRecord& record, const CaseTags& tags, ReviewItem& item) {
    const auto add = [&](const TagEvidence& evidence) {
      item.evidence.push_back(
          {std::string(evidence.span.of(text_of_field(record, evidence.field))), evidence.reason});
    };
    if (item.tag.name == "scale" && tags.scale.evidence) add(*tags.scale.evidence);
    if (item.tag.name == "issue") {
      for (const IssueTag& tag : tags.issues) {
        if (tag.issue != item.tag.value) continue;
        for (const TagEvidence& evidence : tag.evidence) add(evidence);
      }
    }
    if (item.tag.name != "step") return;
    const StepTag* best = nullptr;
    for (const SectionTags& section : tags.sections) {
      for (const StepTag& tag : section.steps) {
        const bool fits = std::to_string(tag.step) == item.tag.value;
        if (fits && (best == nullptr || tag.confidence > best->confidence)) best = &tag;
      }
    }
    if (best == nullptr) return;
    for (const TagEvidence& evidence : best->evidence) add(evidence);
  }

  /// All that is said, checked before anything is written.
  Result<std::vector<Confirmation>> confirmations() const {
    std::vector<Confirmation> all;
    for (const auto& [texts, verdict] :
         {std::pair(&command_.confirmed, true), std::pair(&command_.denied, false)}) {
      for (const std::string& text : *texts) {
        const auto tag = parse_tag(text, *tools_->taxonomy);
        if (!tag) return tag.error();
        Confirmation& confirmation = all.emplace_back();
        confirmation.case_id = command_.case_id;
        confirmation.name = tag->name;
        confirmation.value = tag->value;
        confirmation.confirmed = verdict;
        confirmation.author = command_.as.value_or(std::string(kOperatorName));
        confirmation.reason = command_.reason;
      }
    }
    return all;
  }

  Result<void> confirm() {
    if (const auto stored = readable(command_.case_id); !stored) return stored.error();
    const auto all = confirmations();
    if (!all) return all.error();
    LibraryWriter writer(*library_);
    std::vector<bool> written;
    for (const Confirmation& confirmation : *all) {
      const auto said = writer.confirm(confirmation);
      if (!said) return said.error();
      written.push_back(*said);
    }
    if (auto committed = writer.commit(); !committed) return committed;
    for (std::size_t i = 0; i < all->size(); ++i) {
      const Confirmation& said = (*all)[i];
      console_.say(
          "[" + said.case_id + "] " + describe_tag(said.name, said.value, *tools_->taxonomy) +
          (said.confirmed ? " → 合っている" : " → 違う") + (written[i] ? "" : "（前と同じ）"));
    }
    const bool changed = std::find(written.begin(), written.end(), true) != written.end();
    return changed ? refresh_index() : Result<void>();
  }

  /// Shows what was said in searches; when nothing is built yet, the next build will.
  Result<void> refresh_index() {
    const auto current = GenerationStore(command_.index).open_current();
    if (!current && current.error().code == ErrorCode::kNotFound) return {};
    const auto tools = load_build_tools(*tools_, command_.index, *library_, console_);
    if (!tools) return tools.error();
    return bring_up_to_date(command_.index, *library_, *tools, {}, console_);
  }

  Result<std::vector<std::string>> learnable(const OverlayTeacher& teacher) const {
    auto names = teacher.compartments();
    if (!names || !account_) return names;
    return readable_compartments(*account_, *names);
  }

  Result<void> train() {
    const auto model = load_tag_model(tools_->data_folder);
    if (!model) return model.error();
    const OverlayStore store(command_.index);
    const auto loaded = store.load((*model)->fingerprint);
    if (!loaded) return loaded.error();
    OverlayTeacher teacher(*library_, tools_->codec, *model);
    const auto names = learnable(teacher);
    if (!names) return names.error();
    std::vector<TrainingResult> results;
    for (const std::string& name : *names) {
      auto lesson = teacher.learn(name);
      if (!lesson) return std::move(lesson).error();
      const auto now = loaded->overlays.find(name);
      auto effect = teacher.effect(name, now == loaded->overlays.end() ? nullptr : now->second,
                                   std::make_shared<const TagOverlay>(lesson->overlay),
                                   kShownChanges, [&](std::uint64_t done, std::uint64_t total) {
                                     console_.progress("違いを調べています", done, total, "件");
                                     return true;
                                   });
      console_.end_progress();
      if (!effect) return std::move(effect).error();
      results.push_back({name, std::move(*lesson), std::move(*effect)});
    }
    const bool applies = command_.apply && !results.empty();
    console_.out(command_.format == OutputFormat::kJson
                     ? print_training_as_json(results, applies)
                     : print_training_as_text(results, *tools_->taxonomy, applies));
    if (!applies) return {};
    for (const TrainingResult& result : results) {
      if (auto saved = store.save(result.lesson.overlay); !saved) return saved;
    }
    return refresh_index();
  }

  Result<void> forget() {
    const auto model = load_tag_model(tools_->data_folder);
    if (!model) return model.error();
    const OverlayStore store(command_.index);
    const auto loaded = store.load((*model)->fingerprint);
    if (!loaded) return loaded.error();
    std::vector<std::string> names = loaded->outdated;
    for (const auto& [name, overlay] : loaded->overlays) names.push_back(name);
    std::size_t removed = 0;
    for (const std::string& name : names) {
      if (account_ && !may_read(*account_, name)) continue;
      const auto done = store.remove(name);
      if (!done) return done.error();
      removed += *done ? 1 : 0;
    }
    console_.say(removed == 0 ? "学習した補正はありません"
                              : "学習した補正を " + std::to_string(removed) + " 区画で消しました");
    return removed > 0 ? refresh_index() : Result<void>();
  }

  const TagReviewCommand& command_;
  Console& console_;
  std::optional<RecordTools> tools_;
  std::optional<Library> library_;
  std::optional<Account> account_;  // none: the operator
};

}  // namespace

ExitStatus run(const TagReviewCommand& command, Console& console) {
  return ReviewRun(command, console).run();
}

}  // namespace kizuki
