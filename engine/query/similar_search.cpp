#include "engine/query/similar_search.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/query/plan_builder.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/search_run.hpp"
#include "engine/query/similar_ranking.hpp"

namespace kizuki {
namespace {

/// The settings of similar cases, for as long as it lives: more terms, and no passages, since the
/// seed is no question that one place of a case could answer.
class SimilarSettings {
 public:
  explicit SimilarSettings(RankingSettings& settings) : settings_(settings), usual_(settings) {
    settings_.scored_terms = settings_.similar_terms;
    settings_.opening_weight = 0.0;
    settings_.passage_weight = 0.0;
  }
  ~SimilarSettings() { settings_ = usual_; }
  SimilarSettings(const SimilarSettings&) = delete;
  SimilarSettings& operator=(const SimilarSettings&) = delete;

 private:
  RankingSettings& settings_;
  RankingSettings usual_;
};

struct Seed {
  std::string text;
  CaseProfile profile;
};

Error not_found(const std::string& id) {
  Error error;
  error.code = ErrorCode::kNotFound;
  error.message = "事例 " + id + " は見つかりません。番号を確かめてください";
  return error;
}

/// In a view the ids do not ascend; elsewhere they are searched.
std::optional<std::uint32_t> find_in(const IndexPart& part, const std::string& id) {
  if (part.compartments.size() <= 1) return part.reader.find_case(id);
  for (std::uint32_t document = 1; document <= part.reader.case_count(); ++document) {
    if (part.reader.case_id(document) == id) return document;
  }
  return std::nullopt;
}

std::optional<Candidate> find_seed(const std::vector<IndexPart>& parts, const std::string& id,
                                   const SearchOptions& options) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto document = find_in(parts[i], id);
    if (!document) continue;
    const auto& gone = parts[i].superseded;
    if (std::binary_search(gone.begin(), gone.end(), *document)) continue;
    if (options.is_visible &&
        options.is_visible({{id, parts[i].compartment_of(*document)}}) != std::vector<bool>{true}) {
      continue;
    }
    return Candidate{static_cast<std::uint32_t>(i), *document, 0.0};
  }
  return std::nullopt;
}

/// Title, headings, sections and outcome: the whole text.
std::string text_of(const CaseAnalysis& analysis) {
  std::string text;
  for (const AnalyzedField& field : analysis.fields) {
    text.append(text.empty() ? "" : "\n").append(field.text);
  }
  return std::string(utf8_prefix(text, kNotesLimitBytes));
}

Result<Seed> seed_of_case(const SearchContext& context, const IssueVocabulary& vocabulary,
                          const std::string& id, const SearchOptions& options) {
  const auto place = find_seed(context.parts, id, options);
  if (!place) return not_found(id);
  const IndexPart& part = context.parts[place->part];
  const auto analysis = part.reader.analysis(place->document);
  if (!analysis) return analysis.error();
  return Seed{text_of(*analysis), profile_of_case(part, place->document, vocabulary)};
}

ParsedQuery as_notes(const std::string& text, const std::vector<QueryNode>& filters) {
  QueryNode word;
  word.kind = QueryNode::Kind::kWord;
  word.text = text;
  word.span = {0, static_cast<std::uint32_t>(text.size())};
  ParsedQuery query;
  query.text = text;
  query.notes = true;
  query.root.children.push_back(std::move(word));
  for (const QueryNode& filter : filters) add_filter(query, filter);
  return query;
}

void leave_out(const std::string& id, QueryPlan& plan) {
  PlanNode seed = plan_node(PlanNode::Kind::kFacet);
  seed.facet = {"id", id};
  std::vector<PlanNode> all;
  if (plan.condition.kind == PlanNode::Kind::kAll) {
    all = std::move(plan.condition.children);
  } else if (plan.condition.kind != PlanNode::Kind::kEverything) {
    all.push_back(std::move(plan.condition));
  }
  all.push_back(plan_node(PlanNode::Kind::kNot, {std::move(seed)}));
  plan.condition = plan_group(PlanNode::Kind::kAll, std::move(all));
}

/// The issues that a text is about: as read from it, else by the scores of its words.
IssueProbabilities issues_of_text(const QueryPlan& plan, const IssueVocabulary& vocabulary,
                                  double pair_weight) {
  IssueProbabilities issues(vocabulary.size(), 0.0F);
  for (const IssueCandidate& candidate : plan.understanding.issue_profile) {
    const auto number = vocabulary.find(candidate.issue);
    if (number) issues[*number] = static_cast<float>(candidate.weight);
  }
  if (!plan.understanding.issue_profile.empty()) return issues;
  const auto scores = vocabulary.scores(plan.ranked, plan.ranked_texts, pair_weight);
  const double greatest = *std::max_element(scores.begin(), scores.end());
  for (std::size_t i = 0; greatest > 0.0 && i < scores.size(); ++i) {
    issues[i] = static_cast<float>(scores[i] / greatest);
  }
  return issues;
}

/// What the text says of the company (QueryUnderstanding), as a case would have it.
void read_profile(const QueryPlan& plan, CaseProfile& profile) {
  for (const UnderstoodAttribute& attribute : plan.understanding.attributes) {
    if (attribute.facet == "issue") profile.claimed.push_back(attribute.value);
    if (attribute.facet == "step") profile.steps.push_back(attribute.value);
    if (attribute.facet == "industry" && profile.industry.empty()) {
      profile.industry.push_back(attribute.value);
    }
    if (attribute.facet == "scale" && profile.scale.empty()) {
      profile.scale.push_back(attribute.value);
    }
  }
  std::sort(profile.claimed.begin(), profile.claimed.end());
  std::sort(profile.steps.begin(), profile.steps.end());
}

}  // namespace

Result<HitList> find_similar(SearchContext& context, QueryPlanner& planner,
                             const SimilarQuery& query, const SearchOptions& options) {
  static const std::shared_ptr<const IssueVocabulary> kNoIssues =
      IssueVocabulary::make({{"", "", {}}}).value();
  const IssueVocabulary& vocabulary = context.issues() != nullptr ? *context.issues() : *kNoIssues;
  const SimilarSettings settings(context.settings);
  Seed seed;
  QueryChoices choices = options.choices;
  if (query.case_id.empty()) {
    seed.text = query.text;
  } else {
    auto found = seed_of_case(context, vocabulary, query.case_id, options);
    if (!found) return std::move(found).error();
    seed = std::move(*found);
    choices.synonyms = choices.variants = choices.understanding = false;
  }
  if (seed.text.size() > kNotesLimitBytes) {
    Error error;
    error.code = ErrorCode::kInvalidQuery;
    error.message =
        "文章が長すぎます。" + std::to_string(kNotesLimitBytes / 1024) + " KiB までにしてください";
    return error;
  }
  auto plan = planner.plan(as_notes(seed.text, query.filters), choices);
  if (!plan) return std::move(plan).error();
  if (query.case_id.empty()) {
    seed.profile.issues = issues_of_text(*plan, vocabulary, context.settings.issue_pair_weight);
    read_profile(*plan, seed.profile);
  } else {
    leave_out(query.case_id, *plan);
  }
  const SimilarRanking ranking(context.parts, vocabulary, seed.profile, query.purpose,
                               context.settings);
  return SearchRun(context, *plan, options, &ranking, true).run();
}

}  // namespace kizuki
