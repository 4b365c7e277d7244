#include "engine/query/snippet.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/utf8.hpp"
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

std::vector<Piece> collect_pieces(const CaseMatches& found) {
  std::vector<Piece> pieces;
  for (std::size_t number = 0; number < found.analysis().fields.size(); ++number) {
    const AnalyzedField& field = found.analysis().fields[number];
    if (field_factor(field.kind) == 0.0) continue;
    const std::vector<SnippetMatch>& matches = found.of_field(number);
    auto match = matches.begin();
    for (const TextSpan sentence : field.sentences) {
      if (match == matches.end()) break;
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
  for (TextSpan mark : join_matches(piece.matches)) {
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

std::vector<Snippet> make_snippets(const CaseMatches& matches) {
  const std::vector<Piece> pieces = collect_pieces(matches);
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
  if (chosen.empty()) return opening(matches.analysis());
  std::vector<Snippet> snippets;
  snippets.reserve(chosen.size());
  for (const std::size_t number : chosen) snippets.push_back(make_snippet(pieces[number]));
  return snippets;
}

}  // namespace kizuki
