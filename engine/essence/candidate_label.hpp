// What to call a group of sentences that tell the same act.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// So many sentences, the most central ones, are enough to name a candidate.
inline constexpr std::size_t kMostLabelSentences = 24;

/// Up to three phrases, the best first, each made of one clause of one of the sentences.
/// `sentences` come the most central first. A phrase is better the more of the other sentences
/// share its predicate, its nouns and its pairs of characters, the earlier its sentence stands, and
/// when it has an object that names something and 8 to 22 characters, rather many of these.
/// Arguments that no other sentence has are left out, but for the object and what stands next to
/// the predicate. When no sentence has a clause with an argument, the end of the first that says
/// something (sentence_tail.hpp) is the one name. Empty only when all sentences are. Errors: the
/// analyser's.
Result<std::vector<std::string>> label_candidate(const std::vector<std::string>& sentences,
                                                 Analyzer& analyzer);

}  // namespace kizuki
