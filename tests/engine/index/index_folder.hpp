// Builds small real generations for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/generation.hpp"

namespace kizuki::test {

/// `count` random analyses with ascending ids.
std::vector<CaseAnalysis> random_cases(std::uint64_t seed, std::size_t count, unsigned scale = 1);

/// Writes one compartment.
Result<CompartmentWriter::Totals> write_compartment(const std::filesystem::path& folder,
                                                    const std::vector<CaseAnalysis>& cases,
                                                    const std::vector<std::string>& samples = {});

/// Builds and publishes a generation with compartments "public" and "org:東京商工会議所" out of
/// `cases`; returns its number.
Result<std::uint64_t> publish_cases(const GenerationStore& store,
                                    const std::vector<CaseAnalysis>& cases,
                                    std::uint64_t library_sequence);

/// What GenerationStore::verify reports, as "file: message", and its own error, if any.
std::vector<std::string> findings_of(const GenerationStore& store);

/// All files below `folder` with their bytes, by relative path.
std::vector<std::pair<std::string, std::string>> files_below(const std::filesystem::path& folder);

}  // namespace kizuki::test
