// What the know-how models see of a sentence: characters, words, its end, who acts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/token.hpp"

namespace kizuki {

/// Name of a feature; the same in every run.
using FeatureKey = std::uint64_t;

/// Kinds of features; each is normalised by itself.
enum class FeatureView : std::uint8_t {
  kBigram,   // two neighbouring characters
  kTrigram,  // three
  kWord,   // base forms of all words, function words too: 「せず」「まで」 are the know-how
  kKanji,  // single kanji
  kEnding,  // the last eight base forms
  kTail,    // the last one to four base forms, joined
  kFlag,    // SentenceFlag
};
inline constexpr std::size_t kFeatureViews = 7;

/// Signs of who acts and how a sentence ends.
enum class SentenceFlag : std::uint8_t {
  kSupporter,      // names a supporter
  kSupporterActs,  // … as subject: 診断士は
  kManagerActs,    // 社長は
  kStaffActs,      // 従業員が
  kStative,        // 〜ている, 〜である, 〜であった
  kPast,           // 〜た
  kNounEnding,     // 体言止め
  kQuote,          // 「
  kNumber,
  kOutcome,          // 増, 減, 回復 …
  kBenefactive,      // 〜してもらう, 促す
  kRestraint,        // 〜せず, 〜にとどめる, 控える
  kBullet,           // a line that begins with a bullet
  kSupporterBefore,  // the sentence before names a supporter
  kSupporterAfter,
};
inline constexpr std::size_t kSentenceFlags = 15;

/// Names that stand for a supporter, and for the head of the company, in reports.
bool names_supporter(std::string_view text);
bool names_manager(std::string_view text);
/// Whether the text speaks of what went wrong or should have been done
/// (「べきであった」「裏目に」).
bool tells_caution(std::string_view text);

/// Features of one sentence, with repetitions, by view.
struct SentenceTraits {
  std::array<std::vector<FeatureKey>, kFeatureViews> views;
  bool caution = false;         // tells_caution
  bool names_only = false;      // nothing but names, numbers and signs: 滋賀県, 2023年2月28日
  std::uint32_t flags = 0;      // bit a SentenceFlag; repeated in the view kFlag
  std::uint64_t text_hash = 0;  // XXH3 of the normalised text, numbers as 0

  bool has(SentenceFlag flag) const { return (flags >> static_cast<unsigned>(flag) & 1U) != 0; }
};

FeatureKey flag_key(SentenceFlag flag);
/// Key of the step `step` (0-based) of the sentence's section.
FeatureKey step_key(std::size_t step);

/// Reads the features of a sentence from its tokens. One a thread; keeps scratch memory. Linear
/// time.
class SentenceTraitReader {
 public:
  /// Replaces `out`; `tokens` are those of one sentence.
  void read(std::span<const Token> tokens, SentenceTraits& out);

 private:
  void read_characters(SentenceTraits& out) const;
  void read_words(std::span<const Token> tokens, SentenceTraits& out);
  void read_flags(std::span<const Token> tokens, SentenceTraits& out) const;

  std::string text_;
  std::u32string characters_;
  std::vector<std::string_view> bases_;  // of words, in order
  std::string joined_;
};

/// Sets `flag` in both places where it stands.
void set_flag(SentenceTraits& features, SentenceFlag flag);

}  // namespace kizuki
