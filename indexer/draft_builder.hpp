// Builds all compartments and views of a draft generation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/library/library.hpp"
#include "indexer/case_annotator.hpp"
#include "indexer/case_preparer.hpp"

namespace kizuki {

/// Cases done and in all.
using BuildProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// One build. Cases flow through in order of compartment and id, prepared by `threads` threads, in
/// bounded memory. One a thread.
class DraftBuilder {
 public:
  struct Settings {
    std::size_t threads = 2;
    LengthSettings length;
    std::vector<ViewDefinition> views;  // wanted; those needed are built (view_definition.hpp)
    std::string program;
  };

  /// `earlier` may be null: then everything is analysed. All arguments outlive the builder.
  DraftBuilder(const Library& library, const BuildTools& tools, const Settings& settings,
               const Generation* earlier, const BuildProgress& progress);

  /// Builds the library as it stood at `sequence` into the draft's folder, with what people have
  /// said by now. Errors: those of
  /// library, analysis and index.
  Result<Manifest> build(const GenerationStore::Draft& draft, std::uint64_t sequence);

  /// Cases that were analysed anew.
  std::uint64_t analysed() const { return analysed_; }

 private:
  struct Batch;
  struct PreparedBatch;
  class Views;

  Result<ManifestCompartment> build_compartment(const GenerationStore::Draft& draft,
                                                const LibrarySnapshot::Compartment& compartment,
                                                Views& views);
  template <typename Pipeline>
  Result<void> feed(Pipeline& pipeline, const std::vector<std::uint64_t>& rows);
  Result<std::vector<std::string>> sample_texts(const std::vector<std::uint64_t>& rows) const;

  const Library& library_;
  const BuildTools& tools_;
  const Settings& settings_;
  const Generation* earlier_;
  const BuildProgress& progress_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t analysed_ = 0;
  ConfirmedCases confirmed_;
};

}  // namespace kizuki
