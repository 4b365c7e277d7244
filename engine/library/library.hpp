// The library: the one SQLite file that holds the truth. Everything else can be rebuilt from it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"

namespace kizuki {

/// A revision of a case as it lies in the library.
struct StoredCase {
  std::string id;
  std::string compartment;
  std::uint64_t revision = 0;  // 1, 2, … per case
  std::uint64_t sequence = 0;  // library-wide number of the write that made it
  std::string content_hash;    // SHA-256 hex of `json`
  std::string json;            // canonical JSON of the record
};

/// What an upsert did.
enum class UpsertOutcome : std::uint8_t { kAdded, kChanged, kUnchanged };

/// How many cases a compartment holds.
struct CompartmentCount {
  std::string compartment;
  std::uint64_t cases = 0;
};

/// Damage or disagreement that verify found.
struct LibraryFinding {
  std::string id;       // case id, empty when it is about the file
  std::string message;  // Japanese
};

/// A library open for reading (and, through LibraryWriter, for writing). One a thread; SQLite's WAL
/// lets readers go on while another process writes. No read transaction outlives a call.
class Library {
 public:
  enum class Mode { kReadOnly, kReadWrite };

  /// Opens `<folder>/library.db`; kReadWrite creates folder and file and migrates an older file
  /// forward after copying it to "library.db.before-v<N>". Works on a read-only disk in kReadOnly.
  /// Errors: kNotFound, kVersionMismatch (made by a newer Kizuki), kCorrupt, kNoSpace,
  /// kPermissionDenied, kLocked (busy longer than 10 s).
  static Result<Library> open(const std::filesystem::path& folder, Mode mode);
  ~Library();
  Library(Library&&) noexcept;
  Library& operator=(Library&&) noexcept;

  /// Number of the newest committed write; 0 for an empty library.
  Result<std::uint64_t> sequence() const;

  /// The current revision; kNotFound when there is none or it was removed.
  Result<StoredCase> get(std::string_view id) const;

  /// Every case as it stood at `sequence`, ascending by id bytes, without removed ones. Reads in
  /// pages, so that writers are never held up; `take` returns false to stop early.
  Result<void> for_each_case(std::uint64_t sequence,
                             const std::function<bool(const StoredCase&)>& take) const;

  /// The same for the cases of one compartment.
  Result<void> for_each_case_in(std::uint64_t sequence, std::string_view compartment,
                                const std::function<bool(const StoredCase&)>& take) const;

  /// The compartments that held a case at `sequence`, ascending by name.
  Result<std::vector<CompartmentCount>> compartments(std::uint64_t sequence) const;

  /// At most `count` cases of a compartment as it stood at `sequence`, spread evenly over its ids
  /// (every k-th from the first), ascending by id.
  Result<std::vector<StoredCase>> sample_cases(std::uint64_t sequence,
                                               std::string_view compartment,
                                               std::uint64_t count) const;

  /// Number of cases that stood at `sequence`.
  Result<std::uint64_t> count_cases(std::uint64_t sequence) const;

  /// Current revision's compartment and hash for each of `ids`, in their order; nothing for a case
  /// that does not exist (any more). The gate that output passes through.
  struct CurrentState {
    std::string compartment;
    std::uint64_t revision;
    std::string content_hash;
  };
  Result<std::vector<std::optional<CurrentState>>> current_states(
      const std::vector<std::string>& ids) const;

  /// Checks SQLite's own structure, every revision against its SHA-256, and the ingest log's chain.
  /// Calls `report` per finding. Returns the number of revisions checked.
  Result<std::uint64_t> verify(const std::function<void(const LibraryFinding&)>& report) const;

 private:
  friend class LibraryWriter;
  struct State;
  explicit Library(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The one way to write: groups changes into transactions of at most 200 cases or 50 ms, each
/// `BEGIN IMMEDIATE … COMMIT` with synchronous=FULL. What `commit` has returned for is durable.
/// One a thread; after an error the object accepts nothing more (open a new one and replay:
/// upsert is idempotent).
class LibraryWriter {
 public:
  /// `library` must be open kReadWrite and outlive the writer.
  explicit LibraryWriter(Library& library);
  ~LibraryWriter();  // rolls back what is not committed
  LibraryWriter(const LibraryWriter&) = delete;
  LibraryWriter& operator=(const LibraryWriter&) = delete;

  /// Called after each commit with the number of changes that are now durable.
  void on_commit(std::function<void(std::uint64_t)> acknowledge);

  /// Adds the case, or a revision when its content hash differs from the current one. An equal one
  /// writes nothing at all. `source` names the file for the ingest log.
  Result<UpsertOutcome> upsert(const CaseRecord& record, std::string_view source);

  /// Marks the case removed (a tombstone in the log and the case table); its revisions stay until
  /// erased. kNotFound when there is none.
  Result<void> remove(std::string_view id, std::string_view reason);

  /// Removes every trace of the case's content (all revisions) and leaves a tombstone with the hash
  /// chain intact; the file's free pages are overwritten (secure_delete).
  Result<void> erase(std::string_view id, std::string_view reason);

  /// Makes all changes so far durable.
  Result<void> commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
