// Dictionary entries as the analysis needs them, read once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text/lexicon.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// What a feature string says. The views point into it.
struct Morpheme {
  std::string_view base;     // normalised; empty: the same as the surface
  std::string_view reading;  // empty when unknown
  std::uint16_t compound = 0;
  PartOfSpeech pos = PartOfSpeech::kOther;
  bool content = false;  // an index term, as far as class and base form tell
};

Morpheme read_morpheme(std::string_view feature, const Lexicon& lexicon);

/// Remembers what was read, by the address of the feature string: MeCab's dictionaries stay mapped
/// at one place while their model lives, so an address names an entry. Direct-mapped and of fixed
/// size (0.4 MB): a newer entry takes the place of an older one. One a thread; model and lexicon
/// must outlive it.
class MorphemeCache {
 public:
  explicit MorphemeCache(const Lexicon& lexicon);

  /// `feature` is NUL-terminated and belongs to the model's dictionaries. The result is valid until
  /// the next call.
  const Morpheme& find(const char* feature);

 private:
  struct Entry {
    const char* feature = nullptr;
    Morpheme morpheme;
  };

  const Lexicon* lexicon_;
  std::vector<Entry> entries_;
};

}  // namespace kizuki
