#include "engine/text/morpheme.hpp"

#include "engine/text/char_class.hpp"
#include "engine/text/part_of_speech.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kCacheBits = 14;

/// Dictionary forms with signs that MecabText writes (％, （株）, −): the text they were found in
/// may have the ASCII sign, so the text's own form is the normalised one. None of them is
/// inflected.
bool may_be_rewritten(std::string_view base) {
  // U+FF00 to U+FF7F by their first two bytes, then − 〜 ” ’.
  for (const std::string_view sign : {"\xEF\xBC", "\xEF\xBD", "−", "〜", "”", "’"}) {
    if (base.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

Morpheme read_morpheme(std::string_view feature, const Lexicon& lexicon) {
  const Feature parsed = parse_feature(feature);
  Morpheme morpheme;
  morpheme.pos = parsed.pos;
  morpheme.reading = parsed.reading;
  morpheme.content = is_content(parsed.pos);
  if (parsed.base.empty()) return morpheme;
  morpheme.content = morpheme.content && has_word_character(parsed.base) &&
                     !lexicon.stop_words.contains(parsed.base);
  if (may_be_rewritten(parsed.base)) return morpheme;
  morpheme.base = parsed.base;
  morpheme.compound = lexicon.compound_parts.find(parsed.base);
  return morpheme;
}

MorphemeCache::MorphemeCache(const Lexicon& lexicon)
    : lexicon_(&lexicon), entries_(std::size_t{1} << kCacheBits) {}

const Morpheme& MorphemeCache::find(const char* feature) {
  // Fibonacci hashing of the address; it decides only which entry is thrown out, never a result.
  const auto address = reinterpret_cast<std::uintptr_t>(feature);
  const std::uint64_t hash = std::uint64_t{address} * 0x9E3779B97F4A7C15ULL;
  Entry& entry = entries_[static_cast<std::size_t>(hash >> (64 - kCacheBits))];
  if (entry.feature != feature) entry = {feature, read_morpheme(feature, *lexicon_)};
  return entry.morpheme;
}

}  // namespace kizuki
