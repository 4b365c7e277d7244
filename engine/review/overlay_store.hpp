// The overlays of an index folder: `<index>/overlays/NAME.kzto`, a file a compartment.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/tag_overlay.hpp"

namespace kizuki {

inline constexpr std::string_view kOverlayFolder = "overlays";

/// By compartment.
using OverlayMap = std::map<std::string, std::shared_ptr<const TagOverlay>>;

/// Thread-safe: each call reads or replaces whole files.
class OverlayStore {
 public:
  explicit OverlayStore(const std::filesystem::path& index_folder);

  struct Loaded {
    OverlayMap overlays;
    /// Compartments whose overlay was made for another model and says nothing now: to be trained
    /// again. Ascending.
    std::vector<std::string> outdated;
  };
  /// Errors: kCorrupt, kVersionMismatch, kIo (a file is there and cannot be read).
  Result<Loaded> load(std::string_view model_fingerprint) const;

  /// Replaces the compartment's. Errors: those of files.
  Result<void> save(const TagOverlay& overlay) const;
  /// False when there was none.
  Result<bool> remove(std::string_view compartment) const;

  /// Removes those that learned from one of the cases, and what cannot be read and so cannot be
  /// told. Returns the files' names, ascending.
  Result<std::vector<std::string>> remove_learned_from(const std::vector<std::string>& ids) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace kizuki
