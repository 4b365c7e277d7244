// Following a hash chain of the library's logs while verifying.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "engine/library/ingest_log.hpp"
#include "engine/library/library_verify.hpp"

namespace kizuki {

/// Follows a chain row by row and reports where it breaks. `report` must outlive it.
class LogChain {
 public:
  LogChain(std::string name, const ReportFinding& report)
      : name_(std::move(name)), report_(report) {}

  void follow(std::uint64_t sequence, const std::string& previous_hash, const std::string& hash,
              const std::string& expected_hash, const std::string& id) {
    const std::string row = name_ + " " + std::to_string(sequence);
    if (sequence != last_sequence_ + 1) report_({id, row + " の前の記録が欠けています"});
    if (previous_hash != last_hash_) report_({id, row + " が前の記録とつながりません"});
    if (hash != expected_hash) report_({id, row + " が書き換わっています"});
    last_sequence_ = sequence;
    last_hash_ = hash;
  }

 private:
  std::string name_;
  const ReportFinding& report_;
  std::uint64_t last_sequence_ = 0;
  std::string last_hash_ = log_beginning();
};

}  // namespace kizuki
