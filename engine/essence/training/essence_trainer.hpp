// Makes the shipped model of the know-how extraction.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/essence_model.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/essence/training/marked_sentences.hpp"

namespace kizuki {

/// Learns rarity and filter from the sentences of `cases` (all their steps as given) and the
/// examples of `cards`, which count a tenth each as acts: they are many authors' words. The order
/// of cases and cards changes nothing. No confidences yet (identity). Errors: kInvalidArgument (no
/// case), the analyser's.
Result<EssenceModel> train_essence_model(std::span<const MarkedCase* const> cases,
                                         std::span<const KnowHowCard> cards,
                                         CaseSentenceReader& reader);

/// train_essence_model of all cases, with confidences learned on cases whose style
/// (style_of_sample) the filter did not see. `sources` are named in the model.
Result<EssenceModel> train_shipped_essence(std::span<const MarkedCase> cases,
                                           std::span<const KnowHowCard> cards,
                                           CaseSentenceReader& reader, std::string sources);

/// What the shipped model learns from.
inline constexpr const char* kShippedEssenceSources =
    "data/cases data/reports data/knowhow data/cards";

/// The style of writing of a sample case, by its id: "vivid", "mixed", "banks", "chambers",
/// "bureaus"; "other" for all else.
std::string style_of_sample(std::string_view id);

}  // namespace kizuki
