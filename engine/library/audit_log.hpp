// The audit log: who was shown which case that is not public, and who changed what. A file of its
// own, `audit.db` beside the library, only ever appended to; docs/audit.md describes it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// What is to be written down. Nothing in it may be text of a case or of a search.
struct AuditEntry {
  std::string account;      // who; empty: nobody who has signed in
  std::string action;       // what for: "search", "case", "sign-in" …, 1–64 of a-z-
  std::string case_id;      // which case; empty when it is about none
  std::string compartment;  // where it lay then
  std::string detail;       // of a change: what about; at most 500 bytes
};

/// An entry as it lies in the log.
struct AuditRecord {
  std::uint64_t sequence = 0;  // 1, 2, … without holes
  std::string time;            // UTC
  AuditEntry entry;
  std::string previous_hash;  // 32 bytes
  std::string hash;           // 32 bytes
};

/// SHA-256 over sized previous_hash, varint sequence, sized time, account, action, case_id,
/// compartment, detail.
std::string audit_hash(const AuditRecord& record);

/// Where the log stood once: kept elsewhere, it shows a log that was cut off since.
struct AuditAnchor {
  std::uint64_t sequence = 0;
  std::string hash;  // hex
};

/// The log open for appending. One a thread; processes append in turn.
class AuditLog {
 public:
  using Clock = std::function<std::string()>;

  /// Opens `<folder>/audit.db` and creates it, readable by its owner alone, when it is not there.
  /// Errors: kNoSpace, kPermissionDenied, kLocked, kCorrupt, kVersionMismatch, kIo; those of append
  /// too.
  static Result<AuditLog> open(const std::filesystem::path& folder, Clock clock = utc_now);
  ~AuditLog();
  AuditLog(AuditLog&&) noexcept;
  AuditLog& operator=(AuditLog&&) noexcept;

  /// Appends all entries in one transaction: when it returns they are on the disk, or none is.
  /// After an error the object is to be thrown away.
  Result<void> append(const std::vector<AuditEntry>& entries);

 private:
  struct State;
  explicit AuditLog(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What a reading of the whole log found.
struct AuditCheck {
  std::uint64_t records = 0;
  AuditAnchor end;                    // of the newest record
  std::vector<std::string> findings;  // Japanese; the first 100
  std::uint64_t more_findings = 0;
};

/// Hands every record to `take`, oldest first, and checks the chain on the way. `anchor`, if given,
/// must still stand in it. Reads in pages, so that writers go on. kNotFound when there is no log.
Result<AuditCheck> read_audit_log(const std::filesystem::path& folder,
                                  const std::optional<AuditAnchor>& anchor,
                                  const std::function<void(const AuditRecord&)>& take);

/// Copies the log as of now to the new file `to`, complete and synced when it succeeds; writers go
/// on meanwhile. kNotFound when there is no log.
Result<void> copy_audit_log(const std::filesystem::path& folder, const std::filesystem::path& to);

}  // namespace kizuki
