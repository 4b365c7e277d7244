// Know-how cards: what is known already, with sentences that show it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Steps 1..7 as bits 0..6; 0 = unknown or none.
using StepBits = std::uint8_t;

StepBits step_bits(const std::vector<int>& steps);

/// One piece of know-how that people have agreed on.
struct KnowHowCard {
  std::string id;     // 1–64 of A-Za-z0-9._-
  std::string label;  // Japanese phrase
  std::string definition;
  std::vector<int> typical_steps;  // 1..7
  std::string actor;               // "supporter", "company" or empty
  /// Sentences that show it, in words of many authors, and ones that look alike but do not.
  std::vector<std::string> examples;
  std::vector<std::string> counter_examples;
  std::vector<std::string> questions;  // that a supporter can ask
};

/// At most this many cards in a catalogue, and examples (counter-examples) of a card.
inline constexpr std::size_t kMaxCards = 500;
inline constexpr std::size_t kMaxCardExamples = 5'000;

/// Errors: kInvalidRecord with the field.
Result<KnowHowCard> card_from_json(const Json& value);
Json card_to_json(const KnowHowCard& card);

/// Reads a card a line; ids are distinct. Errors: kNotFound, kInvalidRecord and kLimitExceeded with
/// file and line.
Result<std::vector<KnowHowCard>> load_cards(const std::filesystem::path& file);
/// The same from text, with or without a byte order mark; `name` is what errors call it.
Result<std::vector<KnowHowCard>> parse_cards(std::string_view text, const std::string& name);
/// What parse_cards reads.
std::string cards_to_lines(const std::vector<KnowHowCard>& cards);

}  // namespace kizuki
