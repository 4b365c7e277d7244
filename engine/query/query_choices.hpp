// What a person may switch off in how a query is read.
#pragma once

#include <string>
#include <vector>

namespace kizuki {

struct QueryChoices {
  bool synonyms = true;       // groups of words that mean the same (SynonymTable)
  bool variants = true;       // other spellings of the same word, kanji for kana
  bool understanding = true;  // attributes read from the text (QueryUnderstanding)
  /// Attributes that are not to be believed: "scale" (all of a facet) or "scale=small" (one value),
  /// names and values as UnderstoodAttribute has them.
  std::vector<std::string> disbelieved;
};

}  // namespace kizuki
