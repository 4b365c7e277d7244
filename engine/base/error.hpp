// What went wrong, in a form that a person can act on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

/// The kinds of expected failure. The table in error.cpp gives each its stable name and what the
/// user can do; a program maps it to its exit status or HTTP status in one place.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,   // a value given by the caller is out of its range
  kInvalidQuery,      // a query that the query language does not allow
  kInvalidRecord,     // a case record that breaks the schema or its limits
  kInvalidEncoding,   // bytes that are not text in the encoding said or found
  kLimitExceeded,     // well formed, but larger than what is accepted
  kNotFound,          // no such file, index, generation or case
  kAlreadyExists,     // the name is taken
  kPermissionDenied,  // the operating system, or a right, refuses
  kLocked,            // another process holds the lock
  kNoSpace,           // the disk or quota is full
  kIo,                // any other failure of a file operation
  kCorrupt,           // stored bytes differ from what was written
  kVersionMismatch,   // written by another version of the format or the analyser
  kTimeout,           // the deadline passed
  kCancelled,         // stopped on request
  kInternal,          // a fault of this program
};

/// An expected failure. `message` is shown to users as it is, so it is Japanese, names the cause
/// and, where the table's recovery is not enough, what to do. The context fields are filled in by
/// whoever knows them and are empty (0) otherwise.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string file;        // path as the user gave it
  std::uint64_t line = 0;  // 1-based line of `file` where the record starts, 0 when unknown
  std::string field;       // path inside the record, e.g. "sections[2].steps[0]"
  std::string id;          // case id

  /// "file:12: [id] field: message" with the empty parts left out; one line, control characters
  /// replaced, at most 1,000 bytes of message.
  std::string describe() const;

  Error&& with_file(std::string value) &&;
  Error&& with_line(std::uint64_t value) &&;
  Error&& with_field(std::string value) &&;
  Error&& with_id(std::string value) &&;
};

/// Stable English name, e.g. "invalid_record", for logs and JSON.
std::string_view error_name(ErrorCode code);

/// What the user can do about this kind of failure, one Japanese sentence.
std::string_view error_recovery(ErrorCode code);

/// The error for `errno` value `number` of an operation on `path`: "<what>: <reason>", with the
/// code that fits (ENOENT kNotFound, EACCES and EROFS kPermissionDenied, ENOSPC and EDQUOT
/// kNoSpace, otherwise kIo).
Error system_error(int number, std::string_view what, std::string_view path);

}  // namespace kizuki
