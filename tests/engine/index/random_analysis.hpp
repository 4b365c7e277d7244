// Generated analyses for tests: every shape that the contract allows.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "engine/index/case_analysis.hpp"

namespace kizuki::test {

/// An analysis with words, parts, bigrams, inflected and folded terms, empty fields, several
/// sections and facets. `scale` 0 gives nearly empty ones, 1 usual ones, 10 long ones. The terms
/// are in order of first occurrence, as analyze_case makes them.
CaseAnalysis random_analysis(std::mt19937_64& random, std::string id, unsigned scale);

/// "case-000042".
std::string numbered_id(std::uint64_t number);

}  // namespace kizuki::test
