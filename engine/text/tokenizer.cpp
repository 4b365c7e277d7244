#include "engine/text/tokenizer.hpp"

#include <optional>

#include <mecab.h>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"
#include "engine/text/mecab_text.hpp"
#include "engine/text/morpheme.hpp"
#include "engine/text/tokenizer_state.hpp"

namespace kizuki {

struct Tokenizer::State {
  State(const TokenizerModel& tokenizer_model, const Lexicon& word_lexicon,
        const TokenizerLimits& tokenizer_limits)
      : model(tokenizer_model.state().model.get()),
        lexicon(&word_lexicon),
        limits(tokenizer_limits),
        tagger(model->createTagger()),
        lattice(model->createLattice()),
        morphemes(word_lexicon) {}

  /// Where the tokens of one call go.
  struct Output {
    std::string_view normalized;
    OffsetCursor* offsets;
    std::vector<Token>* tokens;
    std::size_t piece_begin = 0;  // number of tokens before the piece
  };

  void add_piece(TextSpan piece, Output out);
  bool parse(std::string_view piece);
  bool add_nodes(TextSpan piece, const Output& out);
  void add_node(const MeCab::Node& node, TextSpan place, const Output& out);
  void add_unknown(TextSpan place, PartOfSpeech guess, const Output& out);
  /// Joins `place` to the last token when both are parts of one Latin word.
  bool extend_latin(TextSpan place, const Output& out);
  void bound_lattice();
  Token unknown_token(std::string_view surface, PartOfSpeech guess) const;

  MeCab::Model* model;
  const Lexicon* lexicon;
  TokenizerLimits limits;
  std::unique_ptr<MeCab::Tagger> tagger;
  std::unique_ptr<MeCab::Lattice> lattice;
  MecabText text;
  MorphemeCache morphemes;
  TokenizerCounters counters;
};

namespace {

/// Both sides of a border inside a word of Latin letters.
bool continues_latin(const Token& left, std::string_view right) {
  return left.surface.data() + left.surface.size() == right.data() &&
         is_ascii_letter(left.surface.back()) && is_ascii_letter(right.front());
}

/// Bytes of the first characters of `text` that are all of word classes, or all of others.
std::size_t alike_prefix(std::string_view text) {
  std::size_t end = 0;
  const bool word = is_word_class(char_class(utf8_next(text, end)));
  while (end < text.size()) {
    std::size_t next = end;
    if (is_word_class(char_class(utf8_next(text, next))) != word) break;
    end = next;
  }
  return end;
}

std::size_t middle(std::string_view text, TextSpan piece) {
  std::size_t cut = piece.begin + piece.size() / 2;
  while (cut > piece.begin && !utf8_is_border(text, cut)) --cut;
  if (cut == piece.begin) cut += utf8_size(static_cast<unsigned char>(text[cut]));
  return cut;
}

}  // namespace

Token Tokenizer::State::unknown_token(std::string_view surface, PartOfSpeech guess) const {
  Token token;
  token.surface = token.base = surface;
  token.known = false;
  // MeCab takes unknown signs for nouns and unknown scripts for symbols.
  const bool word = has_word_character(surface);
  token.pos = !word                            ? PartOfSpeech::kSymbol
              : guess == PartOfSpeech::kSymbol ? PartOfSpeech::kNoun
                                               : guess;
  token.content = word && !lexicon->stop_words.contains(surface);
  return token;
}

void Tokenizer::State::add_unknown(TextSpan place, PartOfSpeech guess, const Output& out) {
  // MeCab groups all characters that its table does not know: 😀𠮷 is one word to it.
  for (std::uint32_t begin = place.begin; begin < place.end;) {
    const TextSpan run{begin, begin + static_cast<std::uint32_t>(alike_prefix(
                                          TextSpan{begin, place.end}.of(out.normalized)))};
    out.tokens->push_back(unknown_token(run.of(out.normalized), guess));
    out.tokens->back().span = out.offsets->original(run);
    begin = run.end;
  }
}

bool Tokenizer::State::extend_latin(TextSpan place, const Output& out) {
  if (out.tokens->size() == out.piece_begin) return false;
  Token& last = out.tokens->back();
  const std::string_view surface = place.of(out.normalized);
  if (!continues_latin(last, surface)) return false;
  const std::uint32_t begin = last.span.begin;
  last = unknown_token({last.surface.data(), last.surface.size() + surface.size()},
                       PartOfSpeech::kNoun);
  last.span = {begin, out.offsets->original(place).end};
  return true;
}

void Tokenizer::State::add_node(const MeCab::Node& node, TextSpan place, const Output& out) {
  if (extend_latin(place, out)) return;
  const Morpheme& morpheme = morphemes.find(node.feature);
  if (node.stat == MECAB_UNK_NODE) {
    add_unknown(place, morpheme.pos, out);
    return;
  }
  Token& token = out.tokens->emplace_back();
  token.span = out.offsets->original(place);
  token.surface = place.of(out.normalized);
  token.base = morpheme.base.empty() ? token.surface : morpheme.base;
  token.reading = morpheme.reading;
  token.pos = morpheme.pos;
  token.known = true;
  token.content = morpheme.content;
  token.compound = morpheme.compound;
}

bool Tokenizer::State::parse(std::string_view piece) {
  text.assign(piece);
  ++counters.parses;
  counters.parsed_bytes += text.text().size();
  lattice->set_sentence(text.text().data(), text.text().size());
  return tagger->parse(lattice.get());
}

bool Tokenizer::State::add_nodes(TextSpan piece, const Output& out) {
  std::size_t covered = 0;  // bytes of `text`
  for (const MeCab::Node* node = lattice->bos_node(); node != nullptr; node = node->next) {
    if (node->stat == MECAB_BOS_NODE || node->stat == MECAB_EOS_NODE) continue;
    const auto begin = static_cast<std::size_t>(node->surface - text.text().data());
    if (covered + node->rlength != begin + node->length) return false;
    covered = begin + node->length;
    const auto place_begin = static_cast<std::uint32_t>(piece.begin + text.piece_offset(begin));
    const auto place_end = static_cast<std::uint32_t>(piece.begin + text.piece_offset(covered));
    add_node(*node, {place_begin, place_end}, out);
  }
  return covered == text.text().size();
}

void Tokenizer::State::bound_lattice() {
  // Nodes are numbered as they are made, the end of the sentence last; they make up nearly all of a
  // lattice's memory, which it keeps for its next sentence.
  const MeCab::Node* const last = lattice->eos_node();
  if (last == nullptr || last->id * sizeof(MeCab::Node) <= limits.lattice_bytes) return;
  lattice.reset(model->createLattice());
  ++counters.lattice_rebuilds;
}

void Tokenizer::State::add_piece(TextSpan piece, Output out) {
  out.piece_begin = out.tokens->size();
  const std::string_view bytes = piece.of(out.normalized);
  if (parse(bytes) && add_nodes(piece, out)) {
    bound_lattice();
    return;
  }
  ++counters.retries;
  out.tokens->resize(out.piece_begin);
  lattice.reset(model->createLattice());
  if (bytes.size() == utf8_size(static_cast<unsigned char>(bytes.front()))) {
    add_unknown(piece, PartOfSpeech::kNoun, out);
    return;
  }
  const auto cut = static_cast<std::uint32_t>(middle(out.normalized, piece));
  for (const TextSpan half : {TextSpan{piece.begin, cut}, TextSpan{cut, piece.end}}) {
    // Cut again by the same rules, which also take the white space off the halves.
    PieceCutter cutter(out.normalized, half, limits.piece);
    while (const auto next = cutter.next()) add_piece(*next, out);
  }
}

Tokenizer::Tokenizer(const TokenizerModel& model, const Lexicon& lexicon,
                     const TokenizerLimits& limits)
    : state_(std::make_unique<State>(model, lexicon, limits)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::tokenize(std::string_view normalized, TextSpan sentence, OffsetCursor& offsets,
                         std::vector<Token>& tokens) {
  const State::Output out{normalized, &offsets, &tokens, tokens.size()};
  PieceCutter cutter(normalized, sentence, state_->limits.piece);
  while (const auto piece = cutter.next()) state_->add_piece(*piece, out);
}

const TokenizerCounters& Tokenizer::counters() const { return state_->counters; }

}  // namespace kizuki
