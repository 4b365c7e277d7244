#include "engine/essence/sentence_traits.hpp"

#include <algorithm>
#include <string_view>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"
#include "engine/essence/people_words.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kEndingWords = 8;
constexpr std::size_t kTailWords = 4;
constexpr unsigned kBitsPerCharacter = 21;
constexpr FeatureKey kFlagBase = FeatureKey{0xF} << 60;
constexpr FeatureKey kStepBase = FeatureKey{0xE} << 60;

constexpr std::array<std::string_view, 8> kStaff{"従業員", "社員", "職人",     "パート",
                                                 "若手",   "職長", "スタッフ", "課長"};
constexpr std::array<std::string_view, 4> kSubjectMarks{"は", "が", "も", "から"};
constexpr std::array<std::string_view, 5> kStatives{"ている", "である", "であった", "ていた",
                                                    "だった"};
constexpr std::array<std::string_view, 10> kOutcomes{"増え", "減っ", "減り", "低下", "増加",
                                                     "伸び", "回復", "黒字", "達成", "改善し"};
constexpr std::array<std::string_view, 6> kBenefactives{"もらう", "もらい", "もらっ",
                                                        "いただ", "頂い",   "促"};
constexpr std::array<std::string_view, 7> kRestraints{"ずに",   "せず", "わず", "控え",
                                                      "とどめ", "留め", "避け"};

constexpr std::array<std::string_view, 20> kCautions{
    "べきだった", "べきであった", "べきでした", "失敗",   "反省",         "裏目",        "怠っ",
    "性急",       "焦っ",         "軽視",       "見落と", "置き去り",     "尚早",        "早すぎ",
    "拙速",       "頓挫",         "中断となっ", "猛反発", "足りなかった", "不足していた"};

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

/// A word of `words` with a mark of the subject right behind it.
template <std::size_t N>
bool acts(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      const std::string_view behind = text.substr(at + word.size());
      if (std::any_of(kSubjectMarks.begin(), kSubjectMarks.end(),
                      [&](std::string_view mark) { return behind.starts_with(mark); })) {
        return true;
      }
    }
    return false;
  });
}

FeatureKey word_key(FeatureView view, std::string_view word) {
  // The upper bits are free for keys that hold their characters.
  return (xxh3(word, static_cast<std::uint64_t>(view) + 1) >> 4) | (FeatureKey{0x8} << 60);
}

std::vector<FeatureKey>& view_of(SentenceTraits& out, FeatureView view) {
  return out.views[static_cast<std::size_t>(view)];
}

/// Nothing but names, numbers with their units (the noun behind, 月 too) and signs.
bool names_or_counts(std::span<const Token> tokens) {
  PartOfSpeech before = PartOfSpeech::kOther;
  for (const Token& token : tokens) {
    switch (token.pos) {
      case PartOfSpeech::kProperNoun:
      case PartOfSpeech::kNumber:
      case PartOfSpeech::kNounSuffix:
      case PartOfSpeech::kPrefix:
      case PartOfSpeech::kSymbol:
        break;
      case PartOfSpeech::kNoun:
        if (before != PartOfSpeech::kNumber) return false;
        break;
      default:
        return false;
    }
    before = token.pos;
  }
  return true;
}

}  // namespace

bool names_supporter(std::string_view text) { return contains_any(text, kSupporterWords); }
bool names_manager(std::string_view text) { return contains_any(text, kManagerWords); }
bool tells_caution(std::string_view text) { return contains_any(text, kCautions); }

FeatureKey flag_key(SentenceFlag flag) { return kFlagBase | static_cast<FeatureKey>(flag); }
FeatureKey step_key(std::size_t step) { return kStepBase | static_cast<FeatureKey>(step); }

void set_flag(SentenceTraits& features, SentenceFlag flag) {
  if (features.has(flag)) return;
  features.flags |= 1U << static_cast<unsigned>(flag);
  view_of(features, FeatureView::kFlag).push_back(flag_key(flag));
}

void SentenceTraitReader::read_characters(SentenceTraits& out) const {
  auto& pairs = view_of(out, FeatureView::kBigram);
  auto& triples = view_of(out, FeatureView::kTrigram);
  auto& kanji = view_of(out, FeatureView::kKanji);
  for (std::size_t i = 0; i < characters_.size(); ++i) {
    const auto at = [&](std::size_t offset) {
      return static_cast<FeatureKey>(characters_[i + offset]);
    };
    if (char_class(characters_[i]) == CharClass::kKanji) kanji.push_back(at(0));
    if (i + 1 >= characters_.size()) continue;
    const FeatureKey pair = at(0) << kBitsPerCharacter | at(1);
    pairs.push_back(pair);
    // Above all pairs: the first of three characters is never U+0000.
    if (i + 2 < characters_.size()) triples.push_back((pair << kBitsPerCharacter | at(2)));
  }
}

void SentenceTraitReader::read_words(std::span<const Token> tokens, SentenceTraits& out) {
  bases_.clear();
  for (const Token& token : tokens) {
    if (token.pos == PartOfSpeech::kSymbol) continue;
    bases_.push_back(token.pos == PartOfSpeech::kNumber ? std::string_view("0") : token.base);
  }
  for (const std::string_view base : bases_) {
    view_of(out, FeatureView::kWord).push_back(word_key(FeatureView::kWord, base));
  }
  const std::size_t ending = bases_.size() - std::min(bases_.size(), kEndingWords);
  for (std::size_t i = ending; i < bases_.size(); ++i) {
    view_of(out, FeatureView::kEnding).push_back(word_key(FeatureView::kEnding, bases_[i]));
  }
  joined_.clear();
  for (std::size_t n = 1; n <= std::min(bases_.size(), kTailWords); ++n) {
    joined_.insert(0, std::string(bases_[bases_.size() - n]) + "\t");
    view_of(out, FeatureView::kTail).push_back(word_key(FeatureView::kTail, joined_));
  }
}

void SentenceTraitReader::read_flags(std::span<const Token> tokens, SentenceTraits& out) const {
  const std::string_view text = text_;
  const auto flag_if = [&](bool holds, SentenceFlag flag) {
    if (holds) set_flag(out, flag);
  };
  flag_if(contains_any(text, kSupporterWords), SentenceFlag::kSupporter);
  flag_if(acts(text, kSupporterWords), SentenceFlag::kSupporterActs);
  flag_if(acts(text, kManagerWords), SentenceFlag::kManagerActs);
  flag_if(acts(text, kStaff), SentenceFlag::kStaffActs);
  flag_if(contains_any(text, kOutcomes), SentenceFlag::kOutcome);
  flag_if(contains_any(text, kBenefactives), SentenceFlag::kBenefactive);
  flag_if(contains_any(text, kRestraints), SentenceFlag::kRestraint);
  flag_if(text.find("「") != text.npos, SentenceFlag::kQuote);
  flag_if(text.find('0') != text.npos, SentenceFlag::kNumber);
  const Token* last = nullptr;
  for (const Token& token : tokens) {
    if (token.pos != PartOfSpeech::kSymbol) last = &token;
  }
  if (last == nullptr) return;
  flag_if(last->base == "た" || last->base == "だ", SentenceFlag::kPast);
  flag_if(last->pos <= PartOfSpeech::kNounSuffix, SentenceFlag::kNounEnding);
  constexpr std::size_t kEndBytes = 24;
  const std::string_view end = text.substr(text.size() - std::min(text.size(), kEndBytes));
  flag_if(contains_any(end, kStatives), SentenceFlag::kStative);
}

void SentenceTraitReader::read(std::span<const Token> tokens, SentenceTraits& out) {
  for (auto& view : out.views) view.clear();
  out.flags = 0;
  text_.clear();
  characters_.clear();
  bool in_number = false;
  for (const Token& token : tokens) {
    for (std::size_t at = 0; at < token.surface.size();) {
      const char32_t character = utf8_next(token.surface, at);
      const bool digit = char_class(character) == CharClass::kDigit;
      if (digit && in_number) continue;
      in_number = digit;
      characters_.push_back(digit ? U'0' : character);
      utf8_append(text_, characters_.back());
    }
  }
  read_characters(out);
  read_words(tokens, out);
  read_flags(tokens, out);
  out.text_hash = xxh3(text_);
  out.caution = tells_caution(text_);
  out.names_only = names_or_counts(tokens);
}

}  // namespace kizuki
