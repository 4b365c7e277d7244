// What PreparedCase hides. Included by the writers' sources only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/index/annotation.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/gram_profile.hpp"
#include "engine/index/text_index_writer.hpp"

namespace kizuki {

struct PreparedCase::State {
  State(const CaseAnalysis& analysis, std::string encoded, const LengthSettings& settings);

  LengthSettings length;
  std::string id;
  AnalysisKey key;
  std::string record;
  std::uint64_t text_bytes;
  std::uint32_t words;
  IndexDocument document;
  GramProfile grams;
  std::vector<Facet> facets;
  std::vector<Annotation> predicted;
  std::vector<Annotation> confirmed;
};

}  // namespace kizuki
