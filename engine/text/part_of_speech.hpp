// Reads the feature strings of IPADIC.
#pragma once

#include <string_view>

#include "engine/text/token.hpp"

namespace kizuki {

/// What the analysis takes from a feature string: "class,subclass,…,base,reading,pronunciation" in
/// IPADIC's nine columns; entries for unknown words have seven and leave base and reading empty, as
/// does "*". The views point into the feature string.
struct Feature {
  PartOfSpeech pos = PartOfSpeech::kOther;
  std::string_view base;
  std::string_view reading;
};

Feature parse_feature(std::string_view feature);

/// The part of speech of the first two columns.
PartOfSpeech part_of_speech(std::string_view main_class, std::string_view sub_class);

/// True for the classes whose words carry content: nouns, verbs, adjectives, adverbs and the like,
/// but not particles, auxiliaries, dependent words, conjunctions, fillers and symbols.
bool is_content(PartOfSpeech pos);

}  // namespace kizuki
