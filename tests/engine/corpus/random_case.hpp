// Records made up from a seed, for properties.
#pragma once

#include <cstdint>
#include <random>

#include "engine/base/json.hpp"

namespace kizuki::test {

/// A record that the schema accepts, with a random choice of optional and unknown members.
Json random_case(std::mt19937_64& random);

/// `value` with the members of all its objects in random order.
Json shuffled(const Json& value, std::mt19937_64& random);

/// `value` with one place somewhere inside replaced, dropped or added to, often wrongly.
Json mutated(Json value, std::mt19937_64& random);

/// Uniform in [0, bound).
std::size_t pick(std::mt19937_64& random, std::size_t bound);

}  // namespace kizuki::test
