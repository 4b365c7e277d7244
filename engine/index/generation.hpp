// Generations: immutable states of the index, one of them current.
#pragma once

#include <chrono>
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
#include "engine/index/update_manifest.hpp"

namespace kizuki {

class CompartmentReader;
struct IndexPart;

/// A state of the index open for reading: a generation and its newest update, if any. It holds
/// shared locks, so that prune leaves both alone, and its files stay readable whatever is switched
/// meanwhile. Immutable; readers made from it are one a thread.
class Generation {
  struct State;

 public:
  /// For GenerationStore.
  explicit Generation(std::unique_ptr<State> state);
  ~Generation();

  std::uint64_t number() const;
  const Manifest& manifest() const;
  const std::filesystem::path& folder() const;
  /// Null when nothing has been updated since the generation was built.
  const UpdateManifest* update() const;
  /// Number of the library's newest write that this state contains.
  std::uint64_t library_sequence() const;
  /// As library_sequence, of the library's confirmations.
  std::uint64_t confirmation_sequence() const;

  /// Names of all compartments that generation or update have, ascending.
  std::vector<std::string> compartments() const;

  /// Opens a compartment's text index and analysis store as built, without the update. Errors:
  /// kNotFound, kCorrupt, kVersionMismatch.
  Result<CompartmentReader> open_compartment(std::string_view compartment) const;
  /// The cases that the update has of a compartment; kNotFound when it has none.
  Result<CompartmentReader> open_updated_compartment(std::string_view compartment) const;

  /// What a query must read of the compartment or view of this name: what was built and what was
  /// updated since, one or two parts. Errors as open_compartment.
  Result<std::vector<IndexPart>> open_parts(std::string_view name) const;

 private:
  friend class GenerationStore;
  std::unique_ptr<State> state_;
};

/// One line of `kizuki generations list`.
struct GenerationInfo {
  std::uint64_t number = 0;
  bool current = false;
  bool readable = false;               // its manifest can be read by this version
  std::uint64_t update = 0;            // number of its newest update, 0 when there is none
  std::uint64_t library_sequence = 0;  // with the update
  std::uint64_t cases = 0;             // with the update
  std::uint64_t bytes = 0;             // of its files and those of the update
  std::string built_at;                // UTC
};

/// What verify found in a generation.
struct GenerationFinding {
  enum class Kind : std::uint8_t {
    kDamage,
    kOtherFormat,  // the current one is whole, but this program cannot read it: build anew
    kOutOfUse,     // the same of an earlier one: nobody needs it, and pruning removes it in time
  };
  Kind kind = Kind::kDamage;
  std::uint64_t generation = 0;
  std::string file;     // relative to the index folder
  std::string message;  // Japanese
};

/// How long a writer waits for another one's update before it gives up.
inline constexpr std::chrono::seconds kUpdatePatience{30};

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

  /// Writes the manifest (with size and SHA-256 of every file below the folder) and syncs the tree:
  /// after that only finish_publishing is left.
  Result<void> prepare_publishing(const Draft& draft, Manifest manifest) const;
  /// Renames a prepared draft into place and makes it current. A reader sees the old state or the
  /// new. The caller holds the update lock. Errors: kInvalidArgument when the draft, with its
  /// update, holds an older sequence of the library than the current state does; anything a file
  /// operation can give, with the old state still current.
  Result<void> finish_publishing(const Draft& draft) const;
  /// Both, for a draft without an update.
  Result<void> publish(const Draft& draft, Manifest manifest) const;

  /// Held by whoever writes an update, or makes a generation current. Waits for at most `patience`.
  /// Errors: kLocked.
  Result<FileLock> lock_for_updating(std::chrono::milliseconds patience) const;

  /// A fresh folder for the next update of the generation in `generation_folder` (finished, or a
  /// draft of it). Leftovers of killed writers are removed. The caller holds the update lock.
  Result<Draft> begin_update(const std::filesystem::path& generation_folder) const;
  /// Writes the manifest, syncs and renames: the update is what readers open from now on, when its
  /// generation is current. Errors: anything a file operation can give, with the old update still
  /// in use.
  Result<void> publish_update(const Draft& draft, UpdateManifest manifest) const;
  /// Removes all updates of a generation but the newest and those that readers hold. The caller
  /// holds the update lock. What cannot be removed now is left to the next call.
  void prune_updates(const std::filesystem::path& generation_folder) const;

  /// Makes an existing generation current. Errors: kNotFound, kVersionMismatch, kCorrupt.
  Result<void> switch_to(std::uint64_t number) const;

  /// Makes the newest generation below the current one current; returns its number. kNotFound when
  /// there is none.
  Result<std::uint64_t> roll_back() const;

  /// Removes all but the newest `keep` (>= 1) generations; never the current one nor one that a
  /// reader holds. Returns the numbers removed.
  Result<std::vector<std::uint64_t>> prune(std::size_t keep) const;

  /// Removes every generation that was built before the library's write number `sequence`, and
  /// those that cannot be read and so cannot be told, but not the current one nor one that a reader
  /// holds; also what killed builds and removals left. For an erasure: afterwards the folder holds
  /// nothing of what the library no longer held at `sequence`, but for what is `kept`. The caller
  /// holds the build lock.
  struct Removal {
    std::vector<std::uint64_t> removed;  // ascending
    std::vector<std::uint64_t> kept;     // should have gone: current, or held by a reader
  };
  Result<Removal> remove_built_before(std::uint64_t sequence) const;

  /// Compares every file of every generation with its manifest (size, SHA-256) and reads every
  /// analysis block. Works on a read-only disk. Returns the number of files checked.
  Result<std::uint64_t> verify(const std::function<void(const GenerationFinding&)>& report) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace kizuki
