// An evaluation of tags as Markdown and SVG.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "bench/tagging/tag_scores.hpp"

namespace kizuki {

/// F1 by label, and what was named where a label was missed, most frequent first.
std::string label_table(const SetScores& scores);

/// The `most` wrong tags named with the highest confidence.
std::string wrong_table(std::vector<WrongTag> wrong, std::size_t most);

/// Ten bins of probability: outcomes, mean probability, share of positives.
std::string reliability_table(std::span<const Outcome> outcomes);

/// The same as a diagram: a dot a bin, its area by the bin's outcomes, beside the diagonal.
std::string reliability_svg(std::span<const Outcome> steps, std::span<const Outcome> issues);

}  // namespace kizuki
