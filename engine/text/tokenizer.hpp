// Morphemes by MeCab, safely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/lexicon.hpp"
#include "engine/text/offset_map.hpp"
#include "engine/text/piece_cutter.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// MeCab's dictionaries, mapped into memory. Immutable and shared by all threads.
class TokenizerModel {
 public:
  /// `system_dictionary` is the folder of a compiled IPADIC in UTF-8; `user_dictionary` a file
  /// compiled for it, or empty for none. No configuration file of the machine or of the user is
  /// read. Errors: kNotFound (says what to install), kCorrupt.
  static Result<TokenizerModel> load(const std::filesystem::path& system_dictionary,
                                     const std::filesystem::path& user_dictionary);
  ~TokenizerModel();
  TokenizerModel(TokenizerModel&&) noexcept;
  TokenizerModel& operator=(TokenizerModel&&) noexcept;

  /// MeCab's version, e.g. "0.996".
  static std::string_view mecab_version();

  struct State;
  const State& state() const { return *state_; }

 private:
  TokenizerModel();
  std::unique_ptr<State> state_;
};

/// Bounds on what MeCab gets and keeps.
struct TokenizerLimits {
  PieceLimits piece;
  std::size_t lattice_bytes = std::size_t{8} << 20;  // a lattice that grew beyond is made anew
};

/// What a tokenizer did so far.
struct TokenizerCounters {
  std::uint64_t parses = 0;        // calls of MeCab
  std::uint64_t parsed_bytes = 0;  // handed to it
  std::uint64_t retries = 0;       // pieces that it did not cover and that were cut in two
  std::uint64_t lattice_rebuilds = 0;
};

/// Cuts sentences into morphemes. One a thread; model and lexicon must outlive it and its tokens.
///
/// MeCab gets pieces (PieceCutter) in the spelling of its dictionary (MecabText), NUL-terminated.
/// Its answer must cover the piece, otherwise the piece is cut in two and tried again; a single
/// character that is still refused becomes an unknown token. No byte but white space is lost.
///
/// Unknown words without any letter or digit are symbols, whatever MeCab guesses; a word of the
/// dictionary that is only the beginning of a word in Latin letters does not cut it.
class Tokenizer {
 public:
  Tokenizer(const TokenizerModel& model, const Lexicon& lexicon,
            const TokenizerLimits& limits = {});
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  /// Appends the tokens of one sentence of `normalized`, whose views they keep. Their spans are
  /// mapped by `offsets`.
  void tokenize(std::string_view normalized, TextSpan sentence, OffsetCursor& offsets,
                std::vector<Token>& tokens);

  const TokenizerCounters& counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
