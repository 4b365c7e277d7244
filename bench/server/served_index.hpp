// `kizuki serve` as a process of its own, and what it takes of the machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>

#include "engine/base/result.hpp"

namespace kizuki {

/// A running server over an index, on a free port of loopback, with public cases open to everybody.
/// Its log goes to /dev/null. Ended with the object. One thread.
class ServedIndex {
 public:
  /// Starts `program` and waits for the first answer to a search of the page. `config`: file of its
  /// settings; empty: none.
  /// Errors: kNotFound, kPermissionDenied (the program), kTimeout (no answer within a minute).
  static Result<ServedIndex> start(const std::string& program, const std::filesystem::path& index,
                                   const std::filesystem::path& config);
  ~ServedIndex();
  ServedIndex(ServedIndex&& other) noexcept;
  ServedIndex& operator=(ServedIndex&&) = delete;
  ServedIndex(const ServedIndex&) = delete;
  ServedIndex& operator=(const ServedIndex&) = delete;

  std::uint16_t port() const { return port_; }
  /// From the start of the program to its first answer.
  double first_answer_ms() const { return first_answer_ms_; }
  /// CPU time so far of all its threads, user and system, in steps of 10 ms.
  double cpu_seconds() const;
  /// Resident memory now, mapped files left out, in bytes.
  std::uint64_t own_memory_bytes() const;

 private:
  ServedIndex(pid_t pid, std::uint16_t port) : pid_(pid), port_(port) {}

  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
  double first_answer_ms_ = 0;
};

}  // namespace kizuki
