// Bringing an index up to date with the person at the terminal told how far it is; shared by
// index, tag and erase.
#pragma once

#include <cstddef>
#include <filesystem>

#include "cli/console.hpp"
#include "cli/engine_tools.hpp"
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

/// What `bring_up_to_date` is asked for.
struct IndexTask {
  std::size_t threads = 0;          // 0 = one a core
  bool analyse_everything = false;  // with always_build: do not take over analyses
  bool always_build = false;        // a new generation, also where an update would do
  bool update_small = false;        // an update wherever possible, also of a small index
  std::size_t keep = 3;             // generations kept after a build
};

/// Brings the index up to date with the library by what is needed, nothing, an update or a new
/// generation, and says what was done.
Result<void> bring_up_to_date(const std::filesystem::path& index, const Library& library,
                              const BuildTools& tools, const IndexTask& task, Console& console);

/// What building this index needs: the shipped parts, which refer to `tools`, the index's own
/// overlays, and the know-how cards as they stand in the library. Says which overlays are out of
/// use.
Result<BuildTools> load_build_tools(const RecordTools& tools, const std::filesystem::path& index,
                                    const Library& library, Console& console);

}  // namespace kizuki
