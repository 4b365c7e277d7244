#include "engine/query/query_planner.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/query/filter_value.hpp"
#include "engine/query/query_words.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;
using QueryKind = QueryNode::Kind;

PlanNode make_node(Kind kind, std::vector<PlanNode> children = {}) {
  PlanNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

PlanNode term_node(PlanTerm term) {
  PlanNode node = make_node(Kind::kTerm);
  node.term = std::move(term);
  return node;
}

/// Several nodes under one; one node stays itself, none is kNothing.
PlanNode combine(Kind kind, std::vector<PlanNode> nodes) {
  if (nodes.empty()) return make_node(Kind::kNothing);
  if (nodes.size() == 1) return std::move(nodes.front());
  return make_node(kind, std::move(nodes));
}

PlanNode with_first(Kind kind, PlanNode first, std::vector<PlanNode> others) {
  if (others.empty()) return first;
  others.insert(others.begin(), std::move(first));
  return make_node(kind, std::move(others));
}

bool same_term(const PlanTerm& left, const PlanTerm& right) {
  return left.text == right.text &&
         (left.kind == TermKind::kBigram) == (right.kind == TermKind::kBigram);
}

/// Distinct terms in order of first occurrence; the weight is the highest of the occurrences
/// (a word outweighs the same text as a part) times 2n/(1+n) for n of them.
std::vector<PlanNode> merge_terms(const std::vector<PlanTerm>& terms) {
  struct Merged {
    PlanTerm term;
    double count = 0.0;
  };
  std::vector<Merged> merged;
  for (const PlanTerm& term : terms) {
    auto at = std::find_if(merged.begin(), merged.end(),
                           [&](const Merged& entry) { return same_term(entry.term, term); });
    if (at == merged.end()) at = merged.insert(merged.end(), {term, 0.0});
    if (term.weight > at->term.weight) at->term = term;
    at->count += 1.0;
  }
  std::vector<PlanNode> nodes;
  for (Merged& entry : merged) {
    entry.term.weight *= 2.0 * entry.count / (1.0 + entry.count);
    nodes.push_back(term_node(std::move(entry.term)));
  }
  return nodes;
}

PlanNode phrase_node(QueryWords words) {
  PlanNode node = make_node(Kind::kPhrase, merge_terms(words.terms));
  node.phrase = std::move(words.pattern);
  return node;
}

/// A query, or a pair of brackets, while its children are collected.
struct Sequence {
  std::vector<PlanTerm> words;   // ranked
  std::vector<PlanNode> ranked;  // ranked like words
  std::vector<PlanNode> required;
  /// Alternatives by field; profile facets by name behind the others.
  std::map<std::pair<FilterField, std::string>, std::vector<PlanNode>> filters;
  std::vector<PlanNode> excluded;
  bool asked = false;  // something was ranked or required, if only words that the index ignores
};

}  // namespace

struct QueryPlanner::State {
  Analyzer analyzer;
  std::shared_ptr<const Taxonomy> taxonomy;
  RankingSettings settings;
  AnalyzedText scratch;
  std::string_view text;  // of the query being planned
  std::vector<std::string> ignored;

  /// A compiled node, and whether cases must match it when it stands among others.
  struct Compiled {
    PlanNode node;
    bool required = false;
  };
  using MaybeCompiled = std::optional<Compiled>;  // nothing: the index knows none of it

  Result<QueryWords> analyze(const QueryNode& node);
  Result<std::vector<PlanNode>> facets(const QueryNode& node) const;
  Result<MaybeCompiled> compile(const QueryNode& node);
  Result<MaybeCompiled> compile_phrase(const QueryNode& node);
  Result<MaybeCompiled> compile_any(const QueryNode& node);
  Result<MaybeCompiled> compile_all(const QueryNode& node);
  Result<MaybeCompiled> compile_excluded(const QueryNode& node);
  Result<void> collect(const QueryNode& node, Sequence& sequence);
};

namespace {

/// What takes part in `sequence` as one node; nothing when the index knows none of it.
PlanNode assemble(Sequence sequence) {
  std::vector<PlanNode> ranked = merge_terms(sequence.words);
  std::move(sequence.ranked.begin(), sequence.ranked.end(), std::back_inserter(ranked));
  PlanNode base = make_node(Kind::kEverything);
  if (!sequence.required.empty()) {
    std::vector<PlanNode> raising;
    if (!ranked.empty()) raising.push_back(combine(Kind::kSum, std::move(ranked)));
    base = with_first(Kind::kMaybe, combine(Kind::kAll, std::move(sequence.required)),
                      std::move(raising));
  } else if (!ranked.empty()) {
    // A sum even of one: this is where the term budget applies.
    base = make_node(Kind::kSum, std::move(ranked));
  }
  std::vector<PlanNode> filters;
  for (auto& [field, alternatives] : sequence.filters) {
    filters.push_back(combine(Kind::kBest, std::move(alternatives)));
  }
  base = with_first(Kind::kFilter, std::move(base), std::move(filters));
  return with_first(Kind::kExcept, std::move(base), std::move(sequence.excluded));
}

}  // namespace

Result<QueryWords> QueryPlanner::State::analyze(const QueryNode& node) {
  auto words = analyze_query_words(node.text, settings, analyzer, scratch);
  if (words && words->terms.empty()) ignored.push_back(node.text);
  return words;
}

Result<std::vector<PlanNode>> QueryPlanner::State::facets(const QueryNode& node) const {
  auto values = resolve_filter_value(node.field, node.text, *taxonomy);
  if (!values) {
    Error error = std::move(values).error();
    if (!node.span.empty()) {  // a filter given beside the query has no place in it
      const std::size_t position = utf8_length(text.substr(0, node.span.begin)) + 1;
      error.message.insert(0, std::to_string(position) + "文字目: ");
    }
    return error;
  }
  std::vector<PlanNode> nodes;
  for (std::string& value : *values) {
    PlanNode facet = make_node(Kind::kFacet);
    facet.facet = {facet_name(node), std::move(value)};
    nodes.push_back(std::move(facet));
  }
  return nodes;
}

Result<QueryPlanner::State::MaybeCompiled> QueryPlanner::State::compile(const QueryNode& node) {
  switch (node.kind) {
    case QueryKind::kWord: {
      auto words = analyze(node);
      if (!words) return std::move(words).error();
      if (words->terms.empty()) return MaybeCompiled();
      return MaybeCompiled(Compiled{combine(Kind::kSum, merge_terms(words->terms)), false});
    }
    case QueryKind::kPhrase:
      return compile_phrase(node);
    case QueryKind::kFilter: {
      auto values = facets(node);
      if (!values) return std::move(values).error();
      return MaybeCompiled(Compiled{combine(Kind::kBest, std::move(*values)), true});
    }
    case QueryKind::kAny:
      return compile_any(node);
    case QueryKind::kNot:
    case QueryKind::kAll:
      break;
  }
  return compile_all(node);
}

Result<QueryPlanner::State::MaybeCompiled> QueryPlanner::State::compile_phrase(
    const QueryNode& node) {
  auto words = analyze(node);
  if (!words) return std::move(words).error();
  if (words->terms.empty()) return MaybeCompiled();
  return MaybeCompiled(Compiled{phrase_node(std::move(*words)), true});
}

Result<QueryPlanner::State::MaybeCompiled> QueryPlanner::State::compile_any(const QueryNode& node) {
  std::vector<PlanNode> alternatives;
  bool required = true;
  for (const QueryNode& child : node.children) {
    auto compiled = compile(child);
    if (!compiled) return std::move(compiled).error();
    if (!*compiled) continue;
    required = required && (*compiled)->required;
    alternatives.push_back(std::move((*compiled)->node));
  }
  if (alternatives.empty()) return MaybeCompiled();
  return MaybeCompiled(Compiled{combine(Kind::kBest, std::move(alternatives)), required});
}

/// What must not match. A word of several terms is meant as it stands, not as any of its terms.
Result<QueryPlanner::State::MaybeCompiled> QueryPlanner::State::compile_excluded(
    const QueryNode& node) {
  if (node.kind == QueryKind::kAny || node.kind == QueryKind::kAll) {
    const bool plain =
        std::none_of(node.children.begin(), node.children.end(),
                     [](const auto& child) { return child.kind == QueryKind::kNot; });
    if (!plain) return compile_all(node);
    std::vector<PlanNode> nodes;
    for (const QueryNode& child : node.children) {
      auto compiled = compile_excluded(child);
      if (!compiled) return compiled;
      if (*compiled) nodes.push_back(std::move((*compiled)->node));
    }
    if (nodes.empty()) return MaybeCompiled();
    return MaybeCompiled(Compiled{combine(Kind::kBest, std::move(nodes)), true});
  }
  if (node.kind != QueryKind::kWord) return compile(node);
  auto words = analyze(node);
  if (!words) return std::move(words).error();
  if (words->terms.empty()) return MaybeCompiled();
  const auto is_word = [](const PlanTerm& term) { return term.kind == TermKind::kWord; };
  if (std::count_if(words->terms.begin(), words->terms.end(), is_word) == 1) {
    return MaybeCompiled(Compiled{
        term_node(*std::find_if(words->terms.begin(), words->terms.end(), is_word)), true});
  }
  return MaybeCompiled(Compiled{phrase_node(std::move(*words)), true});
}

Result<void> QueryPlanner::State::collect(const QueryNode& node, Sequence& sequence) {
  if (node.kind == QueryKind::kFilter) {
    auto values = facets(node);
    if (!values) return std::move(values).error();
    auto& alternatives = sequence.filters[{node.field, node.facet}];
    std::move(values->begin(), values->end(), std::back_inserter(alternatives));
    return {};
  }
  if (node.kind == QueryKind::kNot) {
    auto compiled = compile_excluded(node.children.front());
    if (!compiled) return std::move(compiled).error();
    if (*compiled) sequence.excluded.push_back(std::move((*compiled)->node));
    return {};
  }
  sequence.asked = true;
  if (node.kind == QueryKind::kWord) {
    auto words = analyze(node);
    if (!words) return std::move(words).error();
    std::move(words->terms.begin(), words->terms.end(), std::back_inserter(sequence.words));
    return {};
  }
  auto compiled = compile(node);
  if (!compiled) return std::move(compiled).error();
  if (!*compiled) return {};
  auto& place = (*compiled)->required ? sequence.required : sequence.ranked;
  place.push_back(std::move((*compiled)->node));
  return {};
}

Result<QueryPlanner::State::MaybeCompiled> QueryPlanner::State::compile_all(const QueryNode& node) {
  Sequence sequence;
  if (node.kind == QueryKind::kNot) {
    if (auto done = collect(node, sequence); !done) return std::move(done).error();
  } else {
    for (const QueryNode& child : node.children) {
      if (auto done = collect(child, sequence); !done) return std::move(done).error();
    }
  }
  const bool filtered = !sequence.filters.empty();
  const bool ranked = !sequence.words.empty() || !sequence.ranked.empty();
  const bool required = !sequence.required.empty();
  // Words that the index ignores are not a wish for all cases.
  if (!ranked && !required && !filtered && (sequence.asked || sequence.excluded.empty())) {
    return MaybeCompiled();
  }
  const bool hard = required || filtered || !ranked;
  return MaybeCompiled(Compiled{assemble(std::move(sequence)), hard});
}

QueryPlanner::QueryPlanner(std::shared_ptr<const AnalyzerModel> model,
                           std::shared_ptr<const Taxonomy> taxonomy,
                           const RankingSettings& settings)
    : state_(std::make_unique<State>(
          State{Analyzer(std::move(model)), std::move(taxonomy), settings, {}, {}, {}})) {}
QueryPlanner::~QueryPlanner() = default;
QueryPlanner::QueryPlanner(QueryPlanner&&) noexcept = default;
QueryPlanner& QueryPlanner::operator=(QueryPlanner&&) noexcept = default;

Result<QueryPlan> QueryPlanner::plan(const ParsedQuery& query) {
  state_->ignored.clear();
  state_->text = query.text;
  const bool empty = query.root.kind == QueryKind::kAll && query.root.children.empty();
  if (empty) {
    Error error;
    error.code = ErrorCode::kInvalidQuery;
    error.message =
        "検索する言葉も条件もありません。「後継者 反発」のように言葉を並べるか、「課題:事業承継」の"
        "ように条件を書いてください";
    return error;
  }
  auto compiled = state_->compile_all(query.root);
  if (!compiled) return std::move(compiled).error();
  QueryPlan plan;
  if (*compiled) plan.root = std::move((*compiled)->node);
  plan.ignored = std::move(state_->ignored);
  return plan;
}

}  // namespace kizuki
