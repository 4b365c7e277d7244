// Building a generation with the person at the terminal told how far it is; shared by index and
// erase.
#pragma once

#include <cstddef>

#include "cli/console.hpp"
#include "engine/base/result.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "indexer/build.hpp"

namespace kizuki {

/// `asked`, or one a core when that is 0.
std::size_t build_threads(std::size_t asked);

/// Builds a new generation, whole, also where an update would do, and says what was done. Errors:
/// build_generation.
Result<BuildReport> build_with_progress(const GenerationStore& store, const Library& library,
                                        const BuildTools& tools, const BuildOptions& options,
                                        Console& console);

}  // namespace kizuki
