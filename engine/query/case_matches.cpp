#include "engine/query/case_matches.hpp"

#include <algorithm>
#include <tuple>

#include "engine/query/phrase_matcher.hpp"

namespace kizuki {

SnippetTexts::SnippetTexts(const SnippetQuery& query) : query_(&query) {
  for (std::uint32_t i = 0; i < query.terms.size(); ++i) {
    const PlanTerm& term = *query.terms[i].term;
    const std::uint32_t text = add(term.text);
    std::uint32_t& place = (term.kind == TermKind::kBigram ? bigrams_ : words_)[text];
    if (place == kNone) place = i;
  }
  for (const SnippetQuery::Phrase& phrase : query.phrases) {
    std::vector<std::uint32_t>& units = units_.emplace_back();
    for (const auto& unit : phrase.pattern->units) units.push_back(add(unit.term));
  }
}

std::uint32_t SnippetTexts::add(std::string_view text) {
  const auto [at, is_new] = texts_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (is_new) {
    words_.push_back(kNone);
    bigrams_.push_back(kNone);
  }
  return at->second;
}

std::uint32_t SnippetTexts::number_of(std::string_view text) const {
  const auto at = texts_.find(text);
  return at == texts_.end() ? kNone : at->second;
}

CaseMatches::CaseMatches(const SnippetTexts& texts, const CaseAnalysis& analysis)
    : texts_(&texts),
      analysis_(&analysis),
      has_term_(texts.query().terms.size(), false),
      has_phrase_(texts.query().phrases.size(), false) {
  look_up_terms();
  fields_.reserve(analysis.fields.size());
  for (const AnalyzedField& field : analysis.fields) add_field(field);
}

void CaseMatches::look_up_terms() {
  std::vector<bool> there(texts_->size(), false);
  text_of_.reserve(analysis_->terms.size());
  for (const std::string& term : analysis_->terms) {
    text_of_.push_back(texts_->number_of(term));
    if (text_of_.back() != SnippetTexts::kNone) there[text_of_.back()] = true;
  }
  for (std::size_t phrase = 0; phrase < has_phrase_.size(); ++phrase) {
    const std::vector<std::uint32_t>& units = texts_->units_of(phrase);
    may_have_.push_back(
        std::all_of(units.begin(), units.end(), [&](std::uint32_t text) { return there[text]; }));
  }
}

void CaseMatches::add_field(const AnalyzedField& field) {
  std::vector<SnippetMatch>& matches = fields_.emplace_back();
  for (const TermOccurrence& occurrence : field.occurrences) {
    const std::uint32_t text = text_of_[occurrence.term];
    if (text == SnippetTexts::kNone) continue;
    const std::uint32_t number = texts_->term_of(text, occurrence.kind);
    if (number == SnippetTexts::kNone) continue;
    const SnippetQuery::Term& term = query().terms[number];
    matches.push_back({occurrence.span, term.key, term.value});
    has_term_[number] = true;
  }
  for (std::size_t number = 0; number < query().phrases.size(); ++number) {
    if (!may_have_[number]) continue;
    const SnippetQuery::Phrase& phrase = query().phrases[number];
    for (const TextSpan place : find_phrase(*phrase.pattern, field, analysis_->terms)) {
      matches.push_back({place, phrase.key, phrase.value});
      has_phrase_[number] = true;
    }
  }
  std::stable_sort(matches.begin(), matches.end(), [](const auto& left, const auto& right) {
    return std::tie(left.span.begin, left.span.end) < std::tie(right.span.begin, right.span.end);
  });
}

std::vector<TextSpan> CaseMatches::marks(std::size_t field) const {
  return join_matches(fields_[field]);
}

std::vector<TextSpan> join_matches(const std::vector<SnippetMatch>& matches) {
  std::vector<TextSpan> joined;
  for (const SnippetMatch& match : matches) {
    if (!joined.empty() && match.span.begin <= joined.back().end) {
      joined.back().end = std::max(joined.back().end, match.span.end);
    } else {
      joined.push_back(match.span);
    }
  }
  return joined;
}

std::vector<MatchedWord> find_matched_words(const CaseMatches& matches) {
  const SnippetQuery& query = matches.query();
  std::vector<MatchedWord> matched;
  const auto add_member = [&](const SnippetQuery::Origin& origin) {
    matched.push_back({origin.member->text, origin.group->word, origin.member->kind});
  };
  for (std::size_t i = 0; i < query.terms.size(); ++i) {
    const SnippetQuery::Term& term = query.terms[i];
    if (!matches.has_term(i)) continue;
    if (term.origin.group != nullptr) {
      add_member(term.origin);
    } else if (term.term->kind == TermKind::kWord) {
      matched.push_back({term.term->text, term.term->text, RankedGroup::Kind::kWord});
    }
  }
  for (std::size_t i = 0; i < query.phrases.size(); ++i) {
    const SnippetQuery::Origin& origin = query.phrases[i].origin;
    if (origin.group != nullptr && matches.has_phrase(i)) add_member(origin);
  }
  return matched;
}

}  // namespace kizuki
