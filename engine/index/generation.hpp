// Generations: immutable states of the index, one of them current.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file_lock.hpp"
#include "engine/base/result.hpp"
#include "engine/index/manifest.hpp"

namespace kizuki {

class CompartmentReader;

/// A generation open for reading: it holds a shared lock, so that prune leaves it alone, and its
/// files stay readable whatever is switched meanwhile. Immutable; readers made from it are one a
/// thread.
class Generation {
  struct State;

 public:
  /// For GenerationStore.
  explicit Generation(std::unique_ptr<State> state);
  ~Generation();

  std::uint64_t number() const;
  const Manifest& manifest() const;
  const std::filesystem::path& folder() const;

  /// Opens a compartment's text index and analysis store. Errors: kNotFound, kCorrupt,
  /// kVersionMismatch.
  Result<CompartmentReader> open_compartment(std::string_view compartment) const;

 private:
  friend class GenerationStore;
  std::unique_ptr<State> state_;
};

/// One line of `kizuki generations list`.
struct GenerationInfo {
  std::uint64_t number = 0;
  bool current = false;
  bool readable = false;  // its manifest can be read by this version
  std::uint64_t library_sequence = 0;
  std::uint64_t cases = 0;
  std::uint64_t bytes = 0;
  std::string built_at;  // UTC
};

/// Damage that verify found in a generation.
struct GenerationFinding {
  std::uint64_t generation = 0;
  std::string file;     // relative to the index folder
  std::string message;  // Japanese
};

/// The folder `<index>/generations` and the pointer `<index>/current`. Thread-safe.
class GenerationStore {
 public:
  explicit GenerationStore(std::filesystem::path index_folder);

  /// The current generation. Tries again when it is switched and pruned between reading the
  /// pointer and locking. Errors: kNotFound (nothing built yet), kCorrupt, kVersionMismatch.
  Result<std::shared_ptr<const Generation>> open_current() const;
  Result<std::shared_ptr<const Generation>> open(std::uint64_t number) const;

  /// Ascending by number.
  Result<std::vector<GenerationInfo>> list() const;

  /// Held by whoever builds, switches or prunes. Errors: kLocked.
  Result<FileLock> lock_for_building() const;

  /// A fresh folder to build the next generation in ("generations/NNNNNN.building"); leftovers of
  /// killed builds are removed. The caller holds the build lock.
  struct Draft {
    std::uint64_t number = 0;
    std::filesystem::path folder;
  };
  Result<Draft> begin() const;

  /// Writes the manifest (with size and SHA-256 of every file below the folder), syncs the tree,
  /// renames it into place and makes it current. A reader sees the old generation or the new.
  /// Errors: kInvalidArgument when the manifest's library sequence is older than the current
  /// one's; anything a file operation can give, with the old generation still current.
  Result<void> publish(const Draft& draft, Manifest manifest) const;

  /// Makes an existing generation current. Errors: kNotFound, kVersionMismatch, kCorrupt.
  Result<void> switch_to(std::uint64_t number) const;

  /// Makes the newest generation below the current one current; returns its number. kNotFound when
  /// there is none.
  Result<std::uint64_t> roll_back() const;

  /// Removes all but the newest `keep` (>= 1) generations; never the current one nor one that a
  /// reader holds. Returns the numbers removed.
  Result<std::vector<std::uint64_t>> prune(std::size_t keep) const;

  /// Compares every file of every generation with its manifest (size, SHA-256) and reads every
  /// analysis block. Works on a read-only disk. Returns the number of files checked.
  Result<std::uint64_t> verify(const std::function<void(const GenerationFinding&)>& report) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace kizuki
