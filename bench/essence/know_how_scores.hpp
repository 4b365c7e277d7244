// Extracted know-how against the sentences that readers marked.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kizuki {

/// A marked sentence. "OTHER" is know-how outside of the inventory: neutral.
struct GoldMark {
  std::string case_id;
  std::string know_how;
  std::string sentence;
};

/// An extracted item: evidence as case id and sentence, best first.
struct ScoredItem {
  bool candidate = false;
  std::vector<std::pair<std::string, std::string>> evidence;
};

/// - precision: of the first N items (N: `top`, at most the know-how of three cases or more), the
///   share of good ones: evidence from three cases, more than half of one know-how from two cases,
///   no better item good for the same.
/// - coverage: share of the know-how of three cases or more that a good item among the first `top`
///   stands for.
/// - B-cubed, each sentence itself left out (Amigó et al. 2009; so a sentence alone counts 0).
/// - noise: share of the evidence of the first `top` items that is no marked sentence.
/// - removed: coverage of the `removed` know-how by candidates among themselves.
struct KnowHowScores {
  double precision = 0;
  double coverage = 0;
  double b_cubed_precision = 0;
  double b_cubed_recall = 0;
  double noise = 0;
  double evidence_at_5 = 0;
  double removed = 0;

  double b_cubed_f1() const;
};

KnowHowScores score_know_how(const std::vector<GoldMark>& gold,
                             const std::vector<ScoredItem>& items, std::size_t top = 40,
                             const std::set<std::string>& removed = {});

}  // namespace kizuki
