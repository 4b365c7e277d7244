// The words of the interface for what stands in the index as codes.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/corpus/taxonomy.hpp"
#include "server/web/html.hpp"

namespace kizuki {

inline constexpr int kStepCount = 7;

/// "気づき・腹落ち", of step 1 … 7; empty otherwise.
std::string_view step_name(int step);
/// The same where a line may break, with break opportunities between its words.
Html step_name_markup(int step);
/// What the guideline says to mind in this step, in a sentence or two; empty otherwise.
std::string_view step_caution(int step);

/// A facet that the pages narrow by.
struct FacetLabel {
  std::string_view name;
  std::string_view label;
};
/// The facet whose values are ids of cards; what they are called depends on who reads (CardLabels).
inline constexpr std::string_view kCardFacet = "knowhow";
/// In the order in which they stand beside the hits; steps have a place of their own.
inline constexpr std::array<FacetLabel, 9> kShownFacets{{{"step", "ステップ"},
                                                         {"scale", "規模"},
                                                         {"issue", "課題"},
                                                         {kCardFacet, "ノウハウ"},
                                                         {"industry", "業種"},
                                                         {"supporter", "支援機関"},
                                                         {"prefecture", "都道府県"},
                                                         {"tool", "道具"},
                                                         {"year", "始まった年"}}};
/// Empty when the pages do not narrow by it.
std::string_view facet_label(std::string_view name);

/// What people read for a value of a facet: "小規模" for scale "small". A value without a label of
/// its own is its own.
std::string shown_value(std::string_view name, std::string_view value, const Taxonomy& taxonomy);

}  // namespace kizuki
