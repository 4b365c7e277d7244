#include "engine/query/snippet.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/query/phrase_matcher.hpp"
#include "engine/query/snippet_cut.hpp"

namespace kizuki {
namespace {

/// Bodies tell the story; a heading says what the hit list shows anyway.
double field_factor(FieldKind kind) {
  switch (kind) {
    case FieldKind::kBody:
    case FieldKind::kOutcome:
      return 1.0;
    case FieldKind::kHeading:
    case FieldKind::kBusiness:
      return 0.5;
    case FieldKind::kTitle:
      break;
  }
  return 0.0;
}

/// Finds query terms in the term table of a case.
class TermLookup {
 public:
  TermLookup(const SnippetQuery& query, const CaseAnalysis& analysis)
      : words_(analysis.terms.size(), kNone), bigrams_(analysis.terms.size(), kNone) {
    for (std::uint32_t i = 0; i < analysis.terms.size(); ++i) {
      numbers_.emplace(analysis.terms[i], i);
    }
    for (std::size_t i = 0; i < query.terms.size(); ++i) {
      const PlanTerm& term = *query.terms[i].term;
      const auto at = numbers_.find(term.text);
      if (at == numbers_.end()) continue;
      auto& place = (term.kind == TermKind::kBigram ? bigrams_ : words_)[at->second];
      if (place == kNone) place = i;
    }
  }

  static constexpr std::size_t kNone = std::string_view::npos;

  /// Number of the query's term that stands at `occurrence`, or kNone.
  std::size_t query_term(const TermOccurrence& occurrence) const {
    return (occurrence.kind == TermKind::kBigram ? bigrams_ : words_)[occurrence.term];
  }

  /// False when the phrase cannot stand in the case.
  bool may_have(const PhrasePattern& pattern) const {
    return std::all_of(pattern.units.begin(), pattern.units.end(),
                       [&](const auto& unit) { return numbers_.count(unit.term) > 0; });
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::size_t> words_;  // number of the query's term, by term of the case
  std::vector<std::size_t> bigrams_;
};

std::vector<SnippetMatch> find_matches(const SnippetQuery& query, const TermLookup& lookup,
                                       const CaseAnalysis& analysis, const AnalyzedField& field) {
  std::vector<SnippetMatch> matches;
  for (const TermOccurrence& occurrence : field.occurrences) {
    const std::size_t number = lookup.query_term(occurrence);
    if (number == TermLookup::kNone) continue;
    const SnippetQuery::Term& term = query.terms[number];
    matches.push_back({occurrence.span, term.key, term.value});
  }
  for (const SnippetQuery::Phrase& phrase : query.phrases) {
    if (!lookup.may_have(*phrase.pattern)) continue;
    for (const TextSpan place : find_phrase(*phrase.pattern, field, analysis.terms)) {
      matches.push_back({place, phrase.key, phrase.value});
    }
  }
  std::stable_sort(matches.begin(), matches.end(), [](const auto& left, const auto& right) {
    return std::tie(left.span.begin, left.span.end) < std::tie(right.span.begin, right.span.end);
  });
  return matches;
}

std::vector<TextSpan> join_spans(const std::vector<SnippetMatch>& matches) {
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

/// A piece of a sentence that may become a snippet.
struct Piece {
  const AnalyzedField* field = nullptr;
  TextSpan sentence;
  TextSpan span;
  std::vector<SnippetMatch> matches;  // inside the sentence
};

double new_value(const Piece& piece, const std::set<std::size_t>& shown) {
  std::set<std::size_t> counted;
  double value = 0.0;
  for (const SnippetMatch& match : piece.matches) {
    if (!piece.span.contains(match.span) || shown.count(match.key) > 0) continue;
    if (counted.insert(match.key).second) value += match.value;
  }
  return value * field_factor(piece.field->kind);
}

std::vector<Piece> collect_pieces(const SnippetQuery& query, const CaseAnalysis& analysis) {
  const TermLookup lookup(query, analysis);
  std::vector<Piece> pieces;
  for (const AnalyzedField& field : analysis.fields) {
    if (field_factor(field.kind) == 0.0) continue;
    const std::vector<SnippetMatch> matches = find_matches(query, lookup, analysis, field);
    auto match = matches.begin();
    for (const TextSpan sentence : field.sentences) {
      Piece piece{&field, sentence, sentence, {}};
      // A phrase may reach over the border of two sentences: it counts where it begins.
      for (; match != matches.end() && match->span.begin < sentence.end; ++match) {
        piece.matches.push_back(*match);
        SnippetMatch& last = piece.matches.back();
        last.span.end = std::min(last.span.end, sentence.end);
      }
      if (piece.matches.empty()) continue;
      piece.span = cut_sentence(field, sentence, piece.matches, kSnippetCharacters);
      pieces.push_back(std::move(piece));
    }
  }
  return pieces;
}

constexpr std::string_view kEllipsis = "…";

Snippet make_snippet(const Piece& piece) {
  Snippet snippet;
  snippet.field = piece.field->kind;
  snippet.section = piece.field->section;
  snippet.source = piece.span;
  if (piece.span.begin > piece.sentence.begin) snippet.text = kEllipsis;
  const auto shift = static_cast<std::uint32_t>(snippet.text.size());
  snippet.text += piece.span.of(piece.field->text);
  // A sentence may run over lines; a snippet is one. Bytes for bytes, so that marks stay right.
  std::replace_if(
      snippet.text.begin(), snippet.text.end(),
      [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; }, ' ');
  if (piece.span.end < piece.sentence.end) snippet.text += kEllipsis;
  for (TextSpan mark : join_spans(piece.matches)) {
    mark.begin = std::max(mark.begin, piece.span.begin);
    mark.end = std::min(mark.end, piece.span.end);
    if (mark.empty()) continue;
    snippet.marks.push_back(
        {mark.begin - piece.span.begin + shift, mark.end - piece.span.begin + shift});
  }
  return snippet;
}

std::vector<Snippet> opening(const CaseAnalysis& analysis) {
  for (const AnalyzedField& field : analysis.fields) {
    if (field.kind != FieldKind::kBody || field.sentences.empty()) continue;
    const TextSpan sentence = field.sentences.front();
    return {make_snippet(
        {&field, sentence, cut_sentence(field, sentence, {}, kSnippetCharacters), {}})};
  }
  return {};
}

/// The piece with the most new value; nothing when none has any.
std::size_t best_piece(const std::vector<Piece>& pieces, const std::set<std::size_t>& shown) {
  std::size_t best = pieces.size();
  double best_value = 0.0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const double value = new_value(pieces[i], shown);
    if (value > best_value) {
      best_value = value;
      best = i;
    }
  }
  return best;
}

}  // namespace

std::vector<Snippet> make_snippets(const SnippetQuery& query, const CaseAnalysis& analysis) {
  const std::vector<Piece> pieces = collect_pieces(query, analysis);
  std::set<std::size_t> chosen;  // pieces in the order of the text
  std::set<std::size_t> shown;   // keys of matches
  std::size_t characters = 0;
  while (chosen.size() < kMaxSnippets) {
    const std::size_t best = best_piece(pieces, shown);
    if (best == pieces.size()) break;
    characters += utf8_length(pieces[best].span.of(pieces[best].field->text));
    if (!chosen.empty() && characters > kAllSnippetsCharacters) break;
    chosen.insert(best);
    for (const SnippetMatch& match : pieces[best].matches) {
      if (pieces[best].span.contains(match.span)) shown.insert(match.key);
    }
  }
  if (chosen.empty()) return opening(analysis);
  std::vector<Snippet> snippets;
  snippets.reserve(chosen.size());
  for (const std::size_t number : chosen) snippets.push_back(make_snippet(pieces[number]));
  return snippets;
}

std::vector<TextSpan> find_marks(const SnippetQuery& query, const CaseAnalysis& analysis,
                                 const AnalyzedField& field) {
  const TermLookup lookup(query, analysis);
  return join_spans(find_matches(query, lookup, analysis, field));
}

std::vector<std::vector<TextSpan>> find_marks_of_fields(const SnippetQuery& query,
                                                        const CaseAnalysis& analysis) {
  const TermLookup lookup(query, analysis);
  std::vector<std::vector<TextSpan>> marks;
  marks.reserve(analysis.fields.size());
  for (const AnalyzedField& field : analysis.fields) {
    marks.push_back(join_spans(find_matches(query, lookup, analysis, field)));
  }
  return marks;
}

std::vector<MatchedWord> find_matched_words(const SnippetQuery& query,
                                            const CaseAnalysis& analysis) {
  const TermLookup lookup(query, analysis);
  std::vector<bool> there(query.terms.size(), false);
  for (const AnalyzedField& field : analysis.fields) {
    for (const TermOccurrence& occurrence : field.occurrences) {
      const std::size_t number = lookup.query_term(occurrence);
      if (number != TermLookup::kNone) there[number] = true;
    }
  }
  std::vector<MatchedWord> matched;
  const auto add_member = [&](const SnippetQuery::Origin& origin) {
    matched.push_back({origin.member->text, origin.group->word, origin.member->kind});
  };
  for (std::size_t i = 0; i < query.terms.size(); ++i) {
    const SnippetQuery::Term& term = query.terms[i];
    if (!there[i]) continue;
    if (term.origin.group != nullptr) {
      add_member(term.origin);
    } else if (term.term->kind == TermKind::kWord) {
      matched.push_back({term.term->text, term.term->text, RankedGroup::Kind::kWord});
    }
  }
  for (const SnippetQuery::Phrase& phrase : query.phrases) {
    const auto stands_in = [&](const AnalyzedField& field) {
      return !find_phrase(*phrase.pattern, field, analysis.terms).empty();
    };
    if (phrase.origin.group == nullptr || !lookup.may_have(*phrase.pattern)) continue;
    if (std::any_of(analysis.fields.begin(), analysis.fields.end(), stands_in)) {
      add_member(phrase.origin);
    }
  }
  return matched;
}

}  // namespace kizuki
