// The page 分析: what the corpus covers and what it lacks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/cross_table.hpp"
#include "server/web/html.hpp"
#include "server/web/knowhow_network.hpp"
#include "server/web/labels.hpp"

namespace kizuki {

inline constexpr std::size_t kScaleColumns = 2;
inline constexpr std::array<std::string_view, kScaleColumns> kScaleCodes{"small", "medium"};

/// Cases by step (1 … 7 at 0 … 6) and scale (as kScaleCodes).
using StepScaleCounts = std::array<std::array<std::uint32_t, kScaleColumns>, kStepCount>;

struct IssueCoverage {
  std::string issue;  // code
  StepScaleCounts cells{};
  std::array<std::uint32_t, kScaleColumns> by_scale{};
  std::uint32_t cases = 0;
};

/// Know-how that is told clearly more, or less, often in newer cases.
struct ShownTrend {
  std::string id;
  std::string label;
  bool rising = false;
  std::uint32_t before = 0;  // older cases that tell it
  std::uint32_t since = 0;   // newer ones
};

struct AnalysisView {
  std::uint32_t cases = 0;  // copies counted once
  std::size_t cards = 0;    // that enough cases tell of
  std::uint64_t sentences = 0;
  std::uint64_t predicted_steps = 0;  // cases whose steps were read from the text
  std::uint64_t predicted_issues = 0;
  std::string snapshot;
  StepScaleCounts steps{};
  std::array<std::uint32_t, kStepCount> step_cases{};  // of any scale or none
  std::vector<IssueCoverage> issues;                   // the most cases first
  CrossTable stated;                                   // stated issue × essential issue
  KnowHowNetwork together;
  std::vector<std::string> years;  // to choose from, ascending
  std::string since;               // newer cases begin here; empty: too few years
  std::uint32_t older_cases = 0;
  std::uint32_t newer_cases = 0;
  std::vector<ShownTrend> trends;  // rising ones first
  bool publish = false;            // for others' eyes: counts below three are left out
  bool outdated = false;
};

/// A cell of issue and scale with too few cases.
struct CoverageGap {
  std::string issue;
  std::size_t scale = 0;  // place in kScaleCodes
  std::uint32_t cases = 0;
};
inline constexpr std::uint32_t kLeastCoverage = 3;
/// The fewest cases first, then in the order of the issues.
std::vector<CoverageGap> gaps_of(const std::vector<IssueCoverage>& issues);

/// What stands in <main>.
Html print_analysis(const AnalysisView& view, const Taxonomy& taxonomy);

}  // namespace kizuki
