#include "engine/query/search_advice.hpp"

#include <algorithm>
#include <utility>

#include "engine/query/near_word.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/query_words.hpp"
#include "engine/query/spelling.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

/// Words of a query that are looked at, and suggestions that are counted for each.
constexpr std::size_t kMostWords = 8;
constexpr std::size_t kMostTried = 4;

/// The query with `to` in place of one word. Only words that stand in the text as typed.
std::string replace_word(const ParsedQuery& query, const QueryNode& word, const std::string& to) {
  std::string text = query.text;
  return text.replace(word.span.begin, word.span.size(), to);
}

/// The filters that were given beside the query.
std::vector<QueryNode> filters_beside(const ParsedQuery& query) {
  std::vector<QueryNode> filters;
  for (const QueryNode& node : query.root.children) {
    if (node.kind == QueryNode::Kind::kFilter && node.span.empty()) filters.push_back(node);
  }
  return filters;
}

}  // namespace

Result<SearchAdvice> Advisor::advise(const ParsedQuery& query, std::uint64_t found) {
  SearchAdvice advice;
  if (query.notes) return advice;
  if (auto added = add_suggestion(query, found, advice); !added) return std::move(added).error();
  if (found > 0) return advice;
  if (auto added = add_relaxations(query, advice); !added) return std::move(added).error();
  return advice;
}

Result<void> Advisor::add_relaxations(const ParsedQuery& query, SearchAdvice& advice) {
  for (RelaxedQuery& relaxed : relaxed_queries(query)) {
    // To give up everything is the last resort.
    if (relaxed.kind == RelaxedQuery::Kind::kAll && !advice.relaxations.empty()) continue;
    auto counted = sources_.count(relaxed.query);
    if (!counted) return std::move(counted).error();
    if (!*counted) break;
    if ((*counted)->cases == 0) continue;
    advice.relaxations.push_back({std::move(relaxed), (*counted)->cases, (*counted)->is_estimate});
  }
  // Whoever typed words would rather keep them, however many cases there are without.
  const auto drops_words = [](const Relaxation& relaxation) {
    return relaxation.relaxed.kind == RelaxedQuery::Kind::kWords;
  };
  std::stable_sort(advice.relaxations.begin(), advice.relaxations.end(),
                   [&](const Relaxation& left, const Relaxation& right) {
                     if (drops_words(left) != drops_words(right)) return drops_words(right);
                     return left.total > right.total;
                   });
  return {};
}

/// No case has all that the analyser makes of the word.
Result<bool> Advisor::is_misspelt(const QueryNode& word) {
  auto words = analyze_query_words(word.text, *sources_.analyzer, scratch_);
  if (!words) return std::move(words).error();
  PlanNode all;
  all.kind = PlanNode::Kind::kAll;
  for (const PlanTerm& term : words->terms) {
    if (term.kind != TermKind::kWord) continue;
    PlanNode& node = all.children.emplace_back();
    node.kind = PlanNode::Kind::kTerm;
    node.term = term;
  }
  if (all.children.empty()) return true;
  const auto counted = sources_.first_stage->count({{}, {}, &all, {}, {}}, 1);
  if (!counted) return counted.error();
  return counted->cases == 0;
}

Result<std::vector<std::string>> Advisor::meant(const std::string& word) {
  std::vector<std::string> words;
  auto normalized = normalized_form(word);
  if (!normalized) return std::move(normalized).error();
  NearWords near(*normalized);
  if (!near.has_effect()) return words;
  const auto offered = sources_.first_stage->for_each_word(
      [&](std::string_view known, std::uint64_t cases) { near.offer(known, cases); });
  if (!offered) return offered.error();
  words = std::move(near).take();
  // What sounds the same is the likelier slip of an input method.
  if (auto analyzed = sources_.analyzer->analyze(word, scratch_); !analyzed) {
    return std::move(analyzed).error();
  }
  if (sources_.knowledge == nullptr || sources_.knowledge->readings == nullptr) return words;
  std::string reading;
  for (const Token& token : scratch_.tokens()) {
    reading += token.reading.empty() ? to_katakana(token.surface) : std::string(token.reading);
  }
  std::vector<std::string> sounding;
  for (const std::string_view other : sources_.knowledge->readings->words(reading)) {
    const auto cases =
        sources_.first_stage->document_frequency({std::string(other), TermKind::kWord});
    if (!cases) return cases.error();
    if (*cases > 0 && other != *normalized) sounding.emplace_back(other);
  }
  words.insert(words.begin(), sounding.begin(), sounding.end());
  return words;
}

Result<void> Advisor::add_suggestion(const ParsedQuery& query, std::uint64_t found,
                                     SearchAdvice& advice) {
  const std::vector<QueryNode> beside = filters_beside(query);
  std::size_t looked_at = 0;
  for (const QueryNode& word : query.root.children) {
    if (word.kind != QueryNode::Kind::kWord || word.span.empty()) continue;
    if (++looked_at > kMostWords) break;
    const auto misspelt = is_misspelt(word);
    if (!misspelt) return misspelt.error();
    if (!*misspelt) continue;
    const auto words = meant(word.text);
    if (!words) return words.error();
    for (std::size_t i = 0; i < std::min(words->size(), kMostTried); ++i) {
      Suggestion suggestion{replace_word(query, word, (*words)[i]), word.text, (*words)[i], 0,
                            false};
      auto parsed = parse_query(suggestion.query);
      if (!parsed) continue;  // longer than a query may be
      for (const QueryNode& filter : beside) add_filter(*parsed, filter);
      auto counted = sources_.count(*parsed);
      if (!counted) return std::move(counted).error();
      if (!*counted) return {};
      if ((*counted)->cases <= found) continue;
      suggestion.total = (*counted)->cases;
      suggestion.total_is_estimate = (*counted)->is_estimate;
      advice.suggestion = std::move(suggestion);
      return {};
    }
  }
  return {};
}

}  // namespace kizuki
