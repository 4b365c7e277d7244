#include "engine/query/query_planner.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/query/filter_value.hpp"
#include "engine/query/group_collector.hpp"
#include "engine/query/plan_builder.hpp"
#include "engine/query/query_reader.hpp"
#include "engine/query/query_words.hpp"
#include "engine/query/ranked_terms.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;
using QueryKind = QueryNode::Kind;

/// A clause of a query as a condition; nothing when the index knows none of it.
struct Clause {
  PlanNode condition;
  bool strict = false;  // must match when it stands among others
  bool plain = false;   // nothing but words that rank
};
using MaybeClause = std::optional<Clause>;

std::vector<PlanNode> term_nodes(const std::vector<PlanTerm>& terms) {
  std::vector<PlanNode> nodes;
  nodes.reserve(terms.size());
  for (const PlanTerm& term : terms) nodes.push_back(plan_term(term));
  return nodes;
}

/// A case that has a member of the group has the word.
void add_members(const RankedGroup& group, std::vector<PlanNode>& nodes) {
  for (const RankedGroup::Member& member : group.members) {
    if (member.kind == RankedGroup::Kind::kWord || member.terms.empty()) continue;
    nodes.push_back(plan_group(Kind::kAll, term_nodes(member.terms)));
  }
}

PlanNode phrase_node(PhrasePattern pattern) {
  PlanNode node = plan_node(Kind::kPhrase);
  node.phrase = std::move(pattern);
  return node;
}

/// The one word of `words`, parts and bigrams apart; nothing when there are several.
std::optional<PlanTerm> single_word(const QueryWords& words) {
  const auto is_word = [](const PlanTerm& term) { return term.kind == TermKind::kWord; };
  const auto& terms = words.terms;
  if (std::count_if(terms.begin(), terms.end(), is_word) != 1) return std::nullopt;
  return *std::find_if(terms.begin(), terms.end(), is_word);
}

/// Makes one plan. Recursion is as deep as the query's brackets, which the parser limits.
class Planning {
 public:
  /// What stands in `staff` is left out of the words.
  Planning(const ParsedQuery& query, TextSpan staff, const Taxonomy& taxonomy,
           const RankingSettings& settings, Analyzer& analyzer, AnalyzedText& scratch,
           GroupCollector& groups)
      : query_(query),
        staff_(staff),
        taxonomy_(taxonomy),
        analyzer_(analyzer),
        scratch_(scratch),
        groups_(groups),
        ranked_(settings) {}

  Result<QueryPlan> plan() &&;

 private:
  Result<QueryWords> analyze(const QueryNode& node);
  Result<std::vector<PlanNode>> facets(const QueryNode& node) const;
  Result<MaybeClause> compile(const QueryNode& node);
  Result<MaybeClause> compile_word(const QueryNode& node);
  Result<MaybeClause> compile_phrase(const QueryNode& node);
  Result<MaybeClause> compile_any(const QueryNode& node);
  Result<MaybeClause> compile_group(const QueryNode& node);
  Result<void> collect(const QueryNode& node, SequenceBuilder& sequence);
  Result<void> collect_excluded(const QueryNode& node, SequenceBuilder& sequence);

  std::string free_words(const QueryNode& node) const;

  const ParsedQuery& query_;
  TextSpan staff_;
  const Taxonomy& taxonomy_;
  Analyzer& analyzer_;
  AnalyzedText& scratch_;
  GroupCollector& groups_;
  RankedTermCollector ranked_;
  std::vector<std::string> ranked_texts_;
  std::vector<std::string> ignored_;
  int negations_ = 0;  // what is excluded does not rank
};

/// The text of a word that may rank, with what says nothing of the matter blanked.
std::string Planning::free_words(const QueryNode& node) const {
  std::string text = without_formulae(node.text);
  const bool is_verbatim = node.span.size() == text.size();
  if (is_verbatim && node.span.begin <= staff_.begin && staff_.end <= node.span.end) {
    text.replace(staff_.begin - node.span.begin, staff_.size(), staff_.size(), ' ');
  }
  return text;
}

Result<QueryWords> Planning::analyze(const QueryNode& node) {
  const bool is_free = negations_ == 0 && node.kind == QueryKind::kWord;
  const std::string text = is_free ? free_words(node) : node.text;
  auto words = analyze_query_words(text, analyzer_, scratch_);
  if (!words) return words;
  if (words->terms.empty()) ignored_.push_back(node.text);
  if (negations_ == 0) {
    ranked_.add(words->terms, node.kind == QueryKind::kPhrase);
    ranked_texts_.push_back(text);
  }
  return words;
}

Result<std::vector<PlanNode>> Planning::facets(const QueryNode& node) const {
  auto values = resolve_filter_value(node.field, node.text, taxonomy_);
  if (!values) {
    Error error = std::move(values).error();
    if (!node.span.empty()) {  // a filter given beside the query has no place in it
      const std::string_view before = std::string_view(query_.text).substr(0, node.span.begin);
      error.message.insert(0, std::to_string(utf8_length(before) + 1) + "文字目: ");
      error.message += "。言葉として探すときは「:」を空白に変えてください";
    }
    return error;
  }
  std::vector<PlanNode> nodes;
  for (std::string& value : *values) {
    nodes.push_back(plan_node(Kind::kFacet));
    nodes.back().facet = {facet_name(node), std::move(value)};
  }
  return nodes;
}

Result<MaybeClause> Planning::compile(const QueryNode& node) {
  switch (node.kind) {
    case QueryKind::kWord:
      return compile_word(node);
    case QueryKind::kPhrase:
      return compile_phrase(node);
    case QueryKind::kAny:
      return compile_any(node);
    case QueryKind::kFilter:
    case QueryKind::kNot:
    case QueryKind::kAll:
      break;
  }
  return compile_group(node);
}

Result<MaybeClause> Planning::compile_word(const QueryNode& node) {
  auto words = analyze(node);
  if (!words) return std::move(words).error();
  if (negations_ == 0) {
    std::vector<PlanNode> nodes = term_nodes(words->terms);
    const auto groups = groups_.add(node.text, scratch_);
    if (!groups) return groups.error();
    for (const std::size_t number : *groups) add_members(groups_.groups()[number], nodes);
    if (nodes.empty()) return MaybeClause();
    return MaybeClause(Clause{plan_group(Kind::kAny, std::move(nodes)), false, true});
  }
  if (words->terms.empty()) return MaybeClause();
  // What is excluded is meant as it stands, not by any of its terms.
  if (const auto word = single_word(*words)) {
    return MaybeClause(Clause{plan_term(*word), false, false});
  }
  return MaybeClause(Clause{phrase_node(std::move(words->pattern)), false, false});
}

Result<MaybeClause> Planning::compile_phrase(const QueryNode& node) {
  auto words = analyze(node);
  if (!words) return std::move(words).error();
  if (words->pattern.units.empty()) return MaybeClause();
  return MaybeClause(Clause{phrase_node(std::move(words->pattern)), true, false});
}

Result<MaybeClause> Planning::compile_any(const QueryNode& node) {
  Clause any{plan_node(Kind::kAny), true, true};
  for (const QueryNode& child : node.children) {
    auto clause = compile(child);
    if (!clause) return clause;
    if (!*clause) continue;
    any.strict = any.strict && (*clause)->strict;
    any.plain = any.plain && (*clause)->plain;
    any.condition.children.push_back(std::move((*clause)->condition));
  }
  if (any.condition.children.empty()) return MaybeClause();
  any.condition = plan_group(Kind::kAny, std::move(any.condition.children));
  return MaybeClause(std::move(any));
}

Result<MaybeClause> Planning::compile_group(const QueryNode& node) {
  SequenceBuilder sequence;
  if (node.kind == QueryKind::kAll) {
    for (const QueryNode& child : node.children) {
      if (auto done = collect(child, sequence); !done) return std::move(done).error();
    }
  } else if (auto done = collect(node, sequence); !done) {
    return std::move(done).error();
  }
  if (sequence.is_void()) return MaybeClause();
  const bool strict = sequence.is_strict();
  const bool plain = sequence.is_plain();
  return MaybeClause(Clause{std::move(sequence).condition(), strict, plain});
}

Result<void> Planning::collect(const QueryNode& node, SequenceBuilder& sequence) {
  if (node.kind == QueryKind::kNot) return collect_excluded(node, sequence);
  if (node.kind == QueryKind::kFilter) {
    auto values = facets(node);
    if (!values) return std::move(values).error();
    sequence.add_filter({node.field, node.facet, node.span.empty()}, std::move(*values));
    return {};
  }
  auto clause = compile(node);
  if (!clause) return std::move(clause).error();
  if (!*clause) {
    sequence.add_ignored();
  } else if ((*clause)->strict) {
    sequence.add_required(std::move((*clause)->condition));
  } else {
    sequence.add_optional(std::move((*clause)->condition), (*clause)->plain);
  }
  return {};
}

Result<void> Planning::collect_excluded(const QueryNode& node, SequenceBuilder& sequence) {
  ++negations_;
  auto clause = compile(node.children.front());
  --negations_;
  if (!clause) return std::move(clause).error();
  if (*clause) sequence.add_excluded(std::move((*clause)->condition));
  return {};
}

Result<QueryPlan> Planning::plan() && {
  SequenceBuilder sequence;
  for (const QueryNode& child : query_.root.children) {
    if (auto done = collect(child, sequence); !done) return std::move(done).error();
  }
  QueryPlan plan;
  plan.ignored = std::move(ignored_);
  if (sequence.is_void()) {
    plan.condition = plan_node(Kind::kNothing);
    return plan;
  }
  plan.ranked = std::move(ranked_).take();
  plan.groups = groups_.take();
  plan.ranked_texts = std::move(ranked_texts_);
  plan.wants_ranked = sequence.words_decide();
  plan.condition = plan.wants_ranked ? std::move(sequence).condition_beside_words()
                                     : std::move(sequence).condition();
  return plan;
}

}  // namespace

struct QueryPlanner::State {
  Analyzer analyzer;
  std::shared_ptr<const Taxonomy> taxonomy;
  RankingSettings settings;
  GroupCollector groups;
  QueryReader reader;
  AnalyzedText scratch;
};

QueryPlanner::QueryPlanner(const std::shared_ptr<const AnalyzerModel>& model,
                           const std::shared_ptr<const Taxonomy>& taxonomy,
                           const RankingSettings& settings,
                           const std::shared_ptr<const QueryKnowledge>& knowledge)
    : state_(std::make_unique<State>(
          State{Analyzer(model),
                taxonomy,
                settings,
                GroupCollector(knowledge, model),
                QueryReader(knowledge == nullptr ? nullptr : knowledge->tags, taxonomy),
                {}})) {}
QueryPlanner::~QueryPlanner() = default;
QueryPlanner::QueryPlanner(QueryPlanner&&) noexcept = default;
QueryPlanner& QueryPlanner::operator=(QueryPlanner&&) noexcept = default;

Result<QueryPlan> QueryPlanner::plan(const ParsedQuery& query, const QueryChoices& choices) {
  if (query.root.children.empty()) {
    Error error;
    error.code = ErrorCode::kInvalidQuery;
    error.message =
        "検索する言葉も条件もありません。「後継者 反発」のように言葉を並べるか、「課題:事業承継」の"
        "ように条件を書いてください";
    return error;
  }
  auto understanding = state_->reader.read(query, choices);
  if (!understanding) return std::move(understanding).error();
  const auto plan_without = [&](TextSpan staff) {
    state_->groups.begin(choices);
    return Planning(query, staff, *state_->taxonomy, state_->settings, state_->analyzer,
                    state_->scratch, state_->groups)
        .plan();
  };
  auto plan = plan_without(understanding->staff);
  // Who types nothing but 「従業員8名」 means these words.
  if (plan && plan->ranked.empty() && !understanding->staff.empty()) plan = plan_without({});
  if (plan) plan->understanding = std::move(*understanding);
  return plan;
}

}  // namespace kizuki
