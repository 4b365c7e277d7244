// Freshness: what has changed since a generation was built, as an update beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/library/library.hpp"
#include "indexer/case_preparer.hpp"

namespace kizuki {

struct UpdateReport {
  std::uint64_t generation = 0;
  std::uint64_t update = 0;  // number; 0 when nothing had changed
  std::uint64_t library_sequence = 0;
  std::uint64_t cases = 0;      // in the update: new and changed since the generation was built
  std::uint64_t gone = 0;       // cases that were built and are no more
  std::uint64_t analysed = 0;   // the rest was taken over
  std::uint64_t confirmed = 0;  // unchanged cases that people said something about since
};

/// What an update is written for: a finished generation, or a draft of one.
struct UpdateTarget {
  std::filesystem::path folder;
  const Manifest* manifest = nullptr;
};

/// Writes `changes` since the target was built as its next update. `earlier`, which may be null, is
/// where analyses are taken over from. The caller holds the update lock. Memory does not grow with
/// the generation. Errors: those of library, analysis and index; what readers see is unchanged
/// then.
Result<UpdateReport> write_update(const GenerationStore& store, const Library& library,
                                  const BuildTools& tools, const UpdateTarget& target,
                                  const Generation* earlier, const LibraryChanges& changes,
                                  const std::string& program);

/// True when an update can bring the target up to date for all readers: the views of `wanted` that
/// the compartments need, new ones too, are there.
bool views_stay_fit(const Manifest& manifest, const LibraryChanges& changes,
                    const std::vector<ViewDefinition>& wanted);

}  // namespace kizuki
