// The second half of indexing: library → analysis → a new generation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

struct BuildOptions {
  std::size_t threads = 2;          // analysis threads; the result does not depend on it
  bool analyse_everything = false;  // do not take over analyses of the current generation
  LengthSettings length;
  std::string program;  // for the manifest, e.g. "kizuki 0.1.0"
};

struct BuildReport {
  std::uint64_t generation = 0;
  std::uint64_t library_sequence = 0;
  std::uint64_t cases = 0;
  std::uint64_t analysed = 0;  // the rest was taken over
  std::uint64_t text_bytes = 0;
};

/// Cases done and in all.
using BuildProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// What a build needs of the rest of the engine; all outlive it.
struct BuildTools {
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::shared_ptr<const Taxonomy> taxonomy;
  const CaseCodec* codec = nullptr;
};

/// True when the current generation already holds the library as it stands, made by the same
/// analyser and format.
Result<bool> is_up_to_date(const GenerationStore& store, const Library& library,
                           const AnalyzerModel& analyzer, const LengthSettings& length);

/// Builds a generation from the library as it stands now and makes it current. Takes the build
/// lock. Peak memory is bounded: cases flow through in id order, one compartment after the other.
/// Errors: kLocked (another build runs), or those of library, analysis and index; the generation
/// that was current stays so, and the draft is removed.
Result<BuildReport> build_generation(const GenerationStore& store, const Library& library,
                                     const BuildTools& tools, const BuildOptions& options,
                                     const BuildProgress& progress);

}  // namespace kizuki
