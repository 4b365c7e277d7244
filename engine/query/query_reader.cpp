#include "engine/query/query_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/tagging/case_predictor.hpp"
#include "engine/tagging/employees.hpp"
#include "engine/tagging/evidence.hpp"
#include "engine/tagging/scale_tag.hpp"

namespace kizuki {
namespace {

/// Probabilities from which an issue or a step is shown, and from which an issue is a candidate.
constexpr float kShownIssue = 0.35F;
constexpr float kShownStep = 0.6F;
constexpr float kCandidateIssue = 0.05F;
constexpr std::size_t kMostCandidates = 8;
/// How sure a word of the first sentence makes the industry.
constexpr double kIndustryWeight = 0.7;
constexpr double kPrefectureWeight = 0.9;

constexpr std::array<std::string_view, 12> kFormulae{"いつもお世話になっております",
                                                     "お世話になっております",
                                                     "お世話になります",
                                                     "お疲れ様です",
                                                     "お疲れさまです",
                                                     "よろしくお願いいたします",
                                                     "よろしくお願い致します",
                                                     "よろしくお願いします",
                                                     "宜しくお願いいたします",
                                                     "宜しくお願い致します",
                                                     "ご確認ください",
                                                     "ご教示ください"};

/// Behind what is named to be set aside.
constexpr std::array<std::string_view, 8> kSetAside{
    "ではなく", "じゃなく", "以外で", "以外の", "は不要", "は除く", "は除いて", "は要らない"};

/// Whose number it is, when it stands before the number.
constexpr std::array<std::string_view, 8> kStaffWords{"従業員数", "従業員", "従業者",   "正社員",
                                                      "社員",     "職員",   "スタッフ", "総勢"};

/// Characters that a name of what is set aside may consist of: kanji, katakana, Latin.
bool may_be_named(char32_t c) {
  return (c >= 0x30A0 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF) || c == U'々' ||
         (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

/// Begin of the name that ends at `end`.
std::size_t name_begin(std::string_view text, std::size_t end) {
  while (end > 0) {
    std::size_t begin = end - 1;
    while (begin > 0 && !utf8_is_border(text, begin)) --begin;
    std::size_t at = begin;
    if (!may_be_named(utf8_next(text, at))) break;
    end = begin;
  }
  return end;
}

bool is_disbelieved(const QueryChoices& choices, std::string_view facet, std::string_view value) {
  std::string whole(facet);
  whole.append("=").append(value);
  return std::any_of(choices.disbelieved.begin(), choices.disbelieved.end(),
                     [&](const std::string& entry) { return entry == facet || entry == whole; });
}

/// The query's text with filters and excluded parts blanked.
std::string free_text(const ParsedQuery& query) {
  std::string text = query.text;
  for (const QueryNode& node : query.root.children) {
    if (node.kind != QueryNode::Kind::kFilter && node.kind != QueryNode::Kind::kNot) continue;
    blank(text, node.span.begin, node.span.end);
  }
  return without_formulae(text);
}

}  // namespace

std::string without_formulae(std::string_view text) {
  std::string out(text);
  if (utf8_length(text) < QueryReader::kLeastFreeText) return out;
  for (const std::string_view formula : kFormulae) {
    for (std::size_t at = out.find(formula); at != out.npos; at = out.find(formula, at)) {
      blank(out, at, at + formula.size());
    }
  }
  for (const std::string_view sign : kSetAside) {
    for (std::size_t at = out.find(sign); at != out.npos; at = out.find(sign, at + sign.size())) {
      blank(out, name_begin(out, at), at);
    }
  }
  return out;
}

struct QueryReader::State {
  State(std::shared_ptr<const TagModel> model, std::shared_ptr<const Taxonomy> terms)
      : tags(std::move(model)), taxonomy(std::move(terms)) {
    if (tags == nullptr) return;
    predictor = std::make_unique<CasePredictor>(tags);
    evidence = std::make_unique<EvidenceReader>(*tags);
  }

  void add(std::string facet, std::string value, double weight, TextSpan span,
           const QueryChoices& choices, QueryUnderstanding& out) const;
  /// A cue word or stem of the issue stands in the text.
  bool names_issue(std::size_t issue) const;
  void add_issues(const QueryChoices& choices, QueryUnderstanding& out);
  void add_steps(const QueryChoices& choices, QueryUnderstanding& out);
  void add_company(const CaseRecord& record, const QueryChoices& choices, QueryUnderstanding& out);
  void add_prefectures(const QueryChoices& choices, QueryUnderstanding& out) const;
  /// Where the number of employees stands as it was typed; empty when it is not found.
  TextSpan staff_place() const;
  std::string_view text() const { return record.sections.front().text; }

  std::shared_ptr<const TagModel> tags;
  std::shared_ptr<const Taxonomy> taxonomy;
  std::unique_ptr<CasePredictor> predictor;
  std::unique_ptr<EvidenceReader> evidence;
  CaseRecord record;  // the text as the body of a case
  CasePrediction prediction;
};

void QueryReader::State::add(std::string facet, std::string value, double weight, TextSpan span,
                             const QueryChoices& choices, QueryUnderstanding& out) const {
  if (is_disbelieved(choices, facet, value) || span.empty() || weight <= 0.0) return;
  out.attributes.push_back({std::move(facet), std::move(value), std::min(weight, 1.0),
                            std::string(span.of(text())), span});
}

bool QueryReader::State::names_issue(std::size_t issue) const {
  const auto speaks = [&](const CueHit& hit) {
    const Cue& cue = tags->lexicon.cue(hit.phrase);
    return cue.label == issue &&
           (cue.kind == CueKind::kIssueCue || cue.kind == CueKind::kIssueStem);
  };
  const auto names = [&](const SentenceFeatures& sentence) {
    return std::any_of(sentence.cues.begin(), sentence.cues.end(), speaks);
  };
  const auto& fields = prediction.features.text.fields;
  return std::any_of(fields.begin(), fields.end(), [&](const CaseField& field) {
    const auto sentences = prediction.features.of(field);
    return std::any_of(sentences.begin(), sentences.end(), names);
  });
}

void QueryReader::State::add_issues(const QueryChoices& choices, QueryUnderstanding& out) {
  std::vector<std::pair<float, std::string>> order;
  const std::vector<std::string>& codes = tags->lexicon.issues();
  // Of a few words the model says little but which issues are frequent.
  const bool few_words = utf8_length(text()) < kLeastFreeText;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const float probability = prediction.issues[i];
    if (few_words && !names_issue(i)) continue;
    if (probability < kCandidateIssue || is_disbelieved(choices, "issue", codes[i])) continue;
    order.emplace_back(-probability, codes[i]);
    if (probability < kShownIssue) continue;
    for (const TagEvidence& said : evidence->of_issue(prediction, i)) {
      if (said.denied) continue;
      add("issue", codes[i], probability, said.span, choices, out);
      break;
    }
  }
  std::sort(order.begin(), order.end());
  if (order.size() > kMostCandidates) order.resize(kMostCandidates);
  for (auto& [negated, code] : order) out.issue_profile.push_back({std::move(code), -negated});
}

void QueryReader::State::add_steps(const QueryChoices& choices, QueryUnderstanding& out) {
  if (utf8_length(text()) < kLeastFreeText || prediction.steps.empty()) return;
  for (std::size_t step = 0; step < kSteps; ++step) {
    const float probability = prediction.steps.front().steps[step];
    if (probability < kShownStep) continue;
    for (const TagEvidence& said : evidence->of_step(prediction, 0, step)) {
      if (said.denied) continue;
      add("step", std::to_string(step + 1), probability, said.span, choices, out);
      break;
    }
  }
}

TextSpan QueryReader::State::staff_place() const {
  const CaseText& read = prediction.features.text;
  const auto count = read_employees(read);
  if (!count) return {};
  const std::string said =
      to_utf8(read.passages[count->passage].text.substr(count->begin, count->end - count->begin));
  const std::size_t at = text().find(said);  // npos when the text writes it in other characters
  if (said.empty() || at == std::string_view::npos) return {};
  TextSpan place{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + said.size())};
  const std::string_view before = text().substr(0, at);
  for (const std::string_view word : kStaffWords) {
    if (!before.ends_with(word)) continue;
    place.begin -= static_cast<std::uint32_t>(word.size());
    break;
  }
  return place;
}

void QueryReader::State::add_company(const CaseRecord& company, const QueryChoices& choices,
                                     QueryUnderstanding& out) {
  const BusinessWordPlace business = find_business_word(company.company.business);
  if (business.division != '\0') {
    const auto shift = static_cast<std::uint32_t>(text().find(company.company.business));
    add("industry", std::string(1, business.division), kIndustryWeight,
        {shift + business.span.begin, shift + business.span.end}, choices, out);
  }
  const ScaleTag scale = tag_scale(company, prediction.features.text, false);
  if (!scale.evidence || !scale.employees || is_disbelieved(choices, "scale", "")) return;
  const std::string code(scale_code(scale.scale));
  if (scale.scale == Scale::kUnknown || is_disbelieved(choices, "scale", code)) return;
  out.employees = scale.employees;
  out.staff = staff_place();
  add("scale", code, scale.confidence, out.staff.empty() ? scale.evidence->span : out.staff,
      choices, out);
}

void QueryReader::State::add_prefectures(const QueryChoices& choices,
                                         QueryUnderstanding& out) const {
  for (const Prefecture& prefecture : taxonomy->prefectures()) {
    const std::size_t at = text().find(prefecture.name);
    if (at == std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(at);
    add("prefecture", prefecture.name, kPrefectureWeight,
        {begin, begin + static_cast<std::uint32_t>(prefecture.name.size())}, choices, out);
  }
}

QueryReader::QueryReader(std::shared_ptr<const TagModel> tags,
                         std::shared_ptr<const Taxonomy> taxonomy)
    : state_(std::make_unique<State>(std::move(tags), std::move(taxonomy))) {}
QueryReader::~QueryReader() = default;
QueryReader::QueryReader(QueryReader&&) noexcept = default;
QueryReader& QueryReader::operator=(QueryReader&&) noexcept = default;

Result<QueryUnderstanding> QueryReader::read(const ParsedQuery& query,
                                             const QueryChoices& choices) {
  QueryUnderstanding understanding;
  if (state_->tags == nullptr || !choices.understanding) return understanding;
  State& state = *state_;
  state.record = CaseRecord();
  state.record.sections.emplace_back();
  state.record.sections.front().text = free_text(query);
  const auto predicted = state.predictor->predict(state.record, state.prediction);
  if (!predicted) return predicted.error();
  const auto& passages = state.prediction.features.text.passages;
  if (passages.empty()) return understanding;
  state.add_issues(choices, understanding);
  state.add_steps(choices, understanding);
  CaseRecord company = state.record;
  company.company.business = std::string(passages.front().span.of(state.text()));
  state.add_company(company, choices, understanding);
  state.add_prefectures(choices, understanding);
  constexpr std::array<std::string_view, 5> kOrder{"issue", "step", "industry", "scale",
                                                   "prefecture"};
  const auto place = [&](const UnderstoodAttribute& attribute) {
    return std::find(kOrder.begin(), kOrder.end(), attribute.facet);
  };
  std::sort(understanding.attributes.begin(), understanding.attributes.end(),
            [&](const UnderstoodAttribute& left, const UnderstoodAttribute& right) {
              if (left.facet != right.facet) return place(left) < place(right);
              if (left.weight != right.weight) return left.weight > right.weight;
              return left.value < right.value;
            });
  return understanding;
}

}  // namespace kizuki
