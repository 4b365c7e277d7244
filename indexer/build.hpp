// The second half of indexing: library → analysis → a new state of the index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/library/library.hpp"
#include "indexer/case_preparer.hpp"
#include "indexer/draft_builder.hpp"
#include "indexer/update.hpp"

namespace kizuki {

struct BuildOptions {
  std::size_t threads = 2;          // analysis threads; the result does not depend on it
  bool analyse_everything = false;  // do not take over analyses of the current state
  LengthSettings length;
  /// Views beside the view of all, for readers of more than kMaxCompartmentsWithoutView.
  std::vector<ViewDefinition> views;
  /// Generations of fewer cases are rather built anew than updated: it is as quick, and leaves the
  /// whole corpus in one piece.
  std::uint64_t update_least_cases = 2'000;
  std::string program;  // for the manifest, e.g. "kizuki 0.1.0"
};

struct BuildReport {
  std::uint64_t generation = 0;
  std::uint64_t library_sequence = 0;
  std::uint64_t cases = 0;
  std::uint64_t analysed = 0;  // the rest was taken over
  std::uint64_t text_bytes = 0;
  std::uint64_t caught_up = 0;  // of changes while it was built, in an update beside it
};

/// What has to be done to bring the index up to date with the library.
enum class IndexNeed { kNothing, kUpdate, kBuild };

/// kUpdate when at most kMaxUpdateCases cases have changed since the current generation was built,
/// or people have confirmed tags, and it still fits analyser, tag model, format, settings and
/// views. Errors: those of the library.
Result<IndexNeed> index_need(const GenerationStore& store, const Library& library,
                             const BuildTools& tools, const BuildOptions& options);

/// Brings the current generation up to date by an update, at a cost that does not grow with the
/// corpus; takes the update lock only, so that it works beside a running build. Errors: kNotFound
/// (index_need is kBuild by now), kLocked, or those of library, analysis and index; what readers
/// see is unchanged then.
Result<UpdateReport> update_index(const GenerationStore& store, const Library& library,
                                  const BuildTools& tools, const BuildOptions& options);

/// Builds a generation from the library as it stands now and makes it current, with an update for
/// what was written while it was built. Takes the build lock. Peak memory is bounded: cases flow
/// through in id order, one compartment after the other. Errors: kLocked (another build runs), or
/// those of library, analysis and index; the state that was current stays so, and the draft is
/// removed.
Result<BuildReport> build_generation(const GenerationStore& store, const Library& library,
                                     const BuildTools& tools, const BuildOptions& options,
                                     const BuildProgress& progress);

}  // namespace kizuki
