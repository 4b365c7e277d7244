// MeCab alone: the bound that analysis and indexing are compared with.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// Appends `text`, cut behind sentence ends and never longer than 2 KiB a piece, so that MeCab
/// works at its best length.
void append_pieces(std::string_view text, std::vector<std::string>& pieces);

struct BareRun {
  double wall_seconds = 0;
  double cpu_seconds = 0;  // of all threads together
};

/// MeCab's lattice API with one shared model: the fastest way to call it. One a thread.
class BareMecab {
 public:
  /// With the same dictionaries as the analysis. Errors: kNotFound.
  static Result<BareMecab> load(const AnalyzerFiles& files);
  ~BareMecab();
  BareMecab(BareMecab&&) noexcept;
  BareMecab& operator=(BareMecab&&) noexcept;

  /// Parses all `pieces` on `threads` threads and walks the nodes; nothing is kept.
  BareRun run(std::span<const std::string> pieces, std::size_t threads) const;

 private:
  struct State;
  explicit BareMecab(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
