#include "engine/query/advisor.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/query/near_word.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/query_words.hpp"
#include "engine/query/spelling.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

/// Words of a query that are looked at, runs of nouns in each, and suggestions that are counted.
constexpr std::size_t kMostWords = 8;
constexpr std::size_t kMostRuns = 4;
constexpr std::size_t kMostTried = 4;
/// Cases with all words of a phrase that are read to see whether one of them says it.
constexpr std::uint64_t kMostRead = 200;
/// Words read alike that are looked at for each word of a compound, most common first.
constexpr std::size_t kMostHomophones = 16;

bool is_noun(const Token& token) {
  switch (token.pos) {
    case PartOfSpeech::kNoun:
    case PartOfSpeech::kProperNoun:
    case PartOfSpeech::kNounSuffix:
    case PartOfSpeech::kPrefix:
      return true;
    default:
      return false;
  }
}

/// 食品製造 is no slip for 食品製造業, nor the other way round.
bool is_part_of(std::string_view left, std::string_view right) {
  return left.find(right) != left.npos || right.find(left) != right.npos;
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

Result<std::optional<std::uint64_t>> Advisor::cases_with_all_of(const std::string& text) {
  auto words = analyze_query_words(text, *sources_.analyzer, scratch_);
  if (!words) return std::move(words).error();
  PlanNode all;
  all.kind = PlanNode::Kind::kAll;
  for (const PlanTerm& term : words->terms) {
    if (term.kind != TermKind::kWord) continue;
    PlanNode& node = all.children.emplace_back();
    node.kind = PlanNode::Kind::kTerm;
    node.term = term;
  }
  if (all.children.empty()) return std::optional<std::uint64_t>();
  const auto found = sources_.first_stage->all({{}, {}, &all, {}, {}}, FirstStage::kAllPostings);
  if (!found) return found.error();
  return std::optional(found->found);
}

/// No case has all that the analyser makes of the word.
Result<bool> Advisor::is_misspelt(const QueryNode& word) {
  const auto cases = cases_with_all_of(word.text);
  if (!cases) return cases.error();
  return cases->value_or(0) == 0;
}

Result<std::uint64_t> Advisor::cases_with(std::string_view word) const {
  return sources_.first_stage->document_frequency({std::string(word), TermKind::kWord});
}

Result<std::vector<Advisor::Instead>> Advisor::sounding_like(const std::string& word) {
  std::vector<Instead> out;
  if (sources_.knowledge == nullptr || sources_.knowledge->readings == nullptr) return out;
  if (auto analyzed = sources_.analyzer->analyze(word, scratch_); !analyzed) {
    return std::move(analyzed).error();
  }
  std::string reading;
  for (const Token& token : scratch_.tokens()) {
    reading += token.reading.empty() ? to_katakana(token.surface) : std::string(token.reading);
  }
  for (const std::string_view other : sources_.knowledge->readings->words(reading)) {
    const auto cases = cases_with(other);
    if (!cases) return cases.error();
    if (*cases > 0) out.push_back({std::string(other), *cases});
  }
  return out;
}

Result<std::vector<std::string>> Advisor::meant(const std::string& word) {
  std::vector<std::string> words;
  auto normalized = normalized_form(word);
  if (!normalized) return std::move(normalized).error();
  if (!NearWords(*normalized).has_effect()) return words;
  // What sounds the same is the likelier slip of an input method.
  auto sounding = sounding_like(word);
  if (!sounding) return std::move(sounding).error();
  for (Instead& other : *sounding) {
    if (other.word != *normalized) words.push_back(std::move(other.word));
  }
  const auto vocabulary = sources_.vocabulary();
  if (!vocabulary) return vocabulary.error();
  for (std::string& other : (*vocabulary)->near(*normalized)) words.push_back(std::move(other));
  return words;
}

std::optional<std::uint64_t> Advisor::most_cases_with(const std::string& word) {
  characters_.clear();
  characters_.add(word);
  std::optional<std::uint64_t> least;
  for (const CharacterGram pair : characters_.pairs()) {
    const std::uint64_t cases = sources_.grams->frequency(pair);
    least = std::min(least.value_or(cases), cases);
  }
  return least;
}

Result<std::vector<TextSpan>> Advisor::noun_runs(const std::string& word) {
  std::vector<TextSpan> runs;
  if (auto analyzed = sources_.analyzer->analyze(word, scratch_); !analyzed) {
    return std::move(analyzed).error();
  }
  std::size_t nouns = 0;  // of the run at the end of `runs`
  for (const Token& token : scratch_.tokens()) {
    const bool follows = nouns > 0 && runs.back().end == token.span.begin;
    if (!is_noun(token)) {
      if (nouns == 1) runs.pop_back();
      nouns = 0;
    } else if (follows) {
      runs.back().end = token.span.end;
      ++nouns;
    } else {
      if (nouns == 1) runs.pop_back();
      runs.push_back(token.span);
      nouns = 1;
    }
  }
  if (nouns == 1) runs.pop_back();
  if (runs.size() > kMostRuns) runs.resize(kMostRuns);
  return runs;
}

Result<std::optional<Suggestion>> Advisor::try_instead(const ParsedQuery& query, TextSpan place,
                                                       const std::string& to) {
  Suggestion suggestion;
  suggestion.query = query.text;
  suggestion.query.replace(place.begin, place.size(), to);
  suggestion.from = place.of(query.text);
  suggestion.to = to;
  auto parsed = parse_query(suggestion.query);
  if (!parsed) return std::optional<Suggestion>();  // longer than a query may be
  for (const QueryNode& filter : filters_beside(query)) add_filter(*parsed, filter);
  const auto counted = sources_.count(*parsed);
  if (!counted) return counted.error();
  if (!*counted || (*counted)->cases == 0) return std::optional<Suggestion>();
  suggestion.total = (*counted)->cases;
  suggestion.total_is_estimate = (*counted)->is_estimate;
  return std::optional(std::move(suggestion));
}

Result<bool> Advisor::is_said(const std::string& phrase) {
  if (most_cases_with(phrase) == std::uint64_t{0}) return false;
  const auto cases = cases_with_all_of(phrase);
  if (!cases) return cases.error();
  if (cases->value_or(0) > kMostRead) return true;
  auto parsed = parse_query("\"" + phrase + "\"");
  if (!parsed) return false;
  const auto counted = sources_.count(*parsed);
  if (!counted) return counted.error();
  return *counted && (*counted)->cases > 0;
}

Result<std::optional<Suggestion>> Advisor::suggest_run(const ParsedQuery& query,
                                                       const QueryNode& word, TextSpan run) {
  const std::string said(run.of(word.text));
  const auto words = meant(said);
  if (!words) return words.error();
  if (words->empty()) return std::optional<Suggestion>();
  const auto as_typed = is_said(said);
  if (!as_typed) return as_typed.error();
  if (*as_typed) return std::optional<Suggestion>();
  for (std::size_t i = 0; i < std::min(words->size(), kMostTried); ++i) {
    if (is_part_of((*words)[i], said)) continue;
    const auto instead = is_said((*words)[i]);
    if (!instead) return instead.error();
    if (!*instead) continue;
    const TextSpan place{word.span.begin + run.begin, word.span.begin + run.end};
    return try_instead(query, place, (*words)[i]);
  }
  return std::optional<Suggestion>();
}

Result<std::vector<Advisor::Instead>> Advisor::compounds_sounding_like(const std::string& word) {
  std::vector<Instead> out;
  auto sounding = sounding_like(word);
  if (!sounding) return std::move(sounding).error();
  for (Instead& other : *sounding) {
    if (other.word != word) out.push_back(std::move(other));
  }
  if (sources_.knowledge == nullptr || sources_.knowledge->readings == nullptr) return out;
  for (const Token& token : scratch_.tokens()) {
    std::size_t looked_at = 0;
    for (const std::string_view other : sources_.knowledge->readings->words(token.reading)) {
      if (other == token.surface || is_hiragana_word(other)) continue;
      if (++looked_at > kMostHomophones) break;
      const auto known = cases_with(other);
      if (!known) return known.error();
      if (*known == 0) continue;
      std::string instead = word;
      instead.replace(token.span.begin, token.span.size(), other);
      const std::uint64_t cases = most_cases_with(instead).value_or(0);
      out.push_back({std::move(instead), std::min(cases, *known)});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Instead& left, const Instead& right) {
    return left.at_most > right.at_most;
  });
  return out;
}

Result<std::optional<Suggestion>> Advisor::suggest_compound(const ParsedQuery& query,
                                                            const QueryNode& word) {
  const std::uint64_t all = sources_.first_stage->case_count();
  const auto as_typed = most_cases_with(word.text);
  if (!as_typed || *as_typed * kRareBeside > all) return std::optional<Suggestion>();
  const auto words = compounds_sounding_like(word.text);
  if (!words) return words.error();
  const std::uint64_t least = std::max({*as_typed * kRareBeside, kLeastCommon, all / kCommonShare});
  for (std::size_t i = 0; i < std::min(words->size(), kMostTried); ++i) {
    if ((*words)[i].at_most < least) break;
    auto suggestion = try_instead(query, word.span, (*words)[i].word);
    if (!suggestion || *suggestion) return suggestion;
  }
  return std::optional<Suggestion>();
}

Result<std::optional<Suggestion>> Advisor::suggest(const ParsedQuery& query, const QueryNode& word,
                                                   std::uint64_t found) {
  const auto misspelt = is_misspelt(word);
  if (!misspelt) return misspelt.error();
  if (*misspelt) {
    const auto words = meant(word.text);
    if (!words) return words.error();
    for (std::size_t i = 0; i < std::min(words->size(), kMostTried); ++i) {
      auto suggestion = try_instead(query, word.span, (*words)[i]);
      if (!suggestion || (*suggestion && (*suggestion)->total > found)) return suggestion;
    }
  }
  if (word.span.size() != word.text.size()) return std::optional<Suggestion>();
  const auto runs = noun_runs(word.text);
  if (!runs) return runs.error();
  for (const TextSpan& run : *runs) {
    const bool whole = run.size() == word.text.size();
    auto suggestion = whole ? suggest_compound(query, word) : suggest_run(query, word, run);
    if (!suggestion || *suggestion) return suggestion;
  }
  return std::optional<Suggestion>();
}

Result<void> Advisor::add_suggestion(const ParsedQuery& query, std::uint64_t found,
                                     SearchAdvice& advice) {
  std::size_t looked_at = 0;
  for (const QueryNode& word : query.root.children) {
    if (word.kind != QueryNode::Kind::kWord || word.span.empty()) continue;
    if (++looked_at > kMostWords) break;
    auto suggestion = suggest(query, word, found);
    if (!suggestion) return std::move(suggestion).error();
    if (!*suggestion) continue;
    advice.suggestion = std::move(*suggestion);
    return {};
  }
  return {};
}

}  // namespace kizuki
