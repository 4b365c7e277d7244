// The analyses of one record's sections, made once for all who read them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// The index takes the terms of a section, know-how its sentences, both from the same tokens; to
/// analyse is the greatest part of the work of both. One a thread; keeps its memory for the next
/// record, within bounds.
class SectionAnalyses {
 public:
  /// `analyzer` must outlive it.
  explicit SectionAnalyses(Analyzer& analyzer) : analyzer_(analyzer) {}

  Analyzer& analyzer() const { return analyzer_; }

  /// Another record begins. To be called before its first section. Memory that the records before
  /// needed is kept up to kMostMemory.
  void clear();
  /// What is kept now.
  std::size_t memory_bytes() const;

  /// The analysis of section `number` (from 0), made when first asked for; `text` is the same each
  /// time. Valid until clear(), but for what is too much to be kept, which is made at each call:
  /// until the next. Errors: those of Analyzer::analyze.
  Result<const AnalyzedText*> of(std::size_t number, std::string_view text);

  /// Sections of a record that are kept, and bytes of text in all.
  static constexpr std::size_t kMostSections = 64;
  static constexpr std::size_t kMostBytes = std::size_t{256} << 10;
  static constexpr std::size_t kMostMemory = std::size_t{16} << 20;

 private:
  struct Section {
    AnalyzedText analysis;
    bool made = false;
  };

  Analyzer& analyzer_;
  std::vector<Section> sections_;
  std::size_t bytes_ = 0;
  AnalyzedText not_kept_;
};

}  // namespace kizuki
