// What is known of a job: how far it is, what it said, what it refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "server/jobs/job_order.hpp"

namespace kizuki {

enum class JobState : std::uint8_t { kWaiting, kRunning, kDone, kFailed, kCancelled };

/// Stable codes: "waiting", "running", "done", "failed", "cancelled".
std::string_view job_state_code(JobState state);

/// A record of a source that was not taken in. Its file is the job's.
struct RefusedRecord {
  std::uint64_t line = 0;  // 0: unknown
  std::string id;          // as far as known
  std::string field;
  std::string reason;
};

struct JobProgress {
  std::string stage;  // "索引中"; empty: nothing is known yet
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  std::string unit;
};

struct JobRecord {
  std::uint64_t number = 0;  // 1, 2, … since the server began
  JobOrder order;
  std::string account;  // who asked for it
  JobState state = JobState::kWaiting;
  bool stopping = false;  // running, and told to end
  std::string asked_at;   // UTC
  std::string began_at;   // empty: not yet
  std::string ended_at;
  int status = 0;  // exit status, or 128 + signal, once it has ended by itself
  JobProgress progress;
  std::string failure;                 // why it failed, as far as it said so
  std::deque<std::string> messages;    // the last kMaxJobMessages
  std::vector<RefusedRecord> refused;  // the first kMaxRefusedRecords
  std::uint64_t refused_count = 0;     // all of them

  bool ended() const { return state != JobState::kWaiting && state != JobState::kRunning; }
};

inline constexpr std::size_t kMaxJobMessages = 50;
inline constexpr std::size_t kMaxRefusedRecords = 500;
inline constexpr std::size_t kMaxJobTextBytes = 1'000;  // of a message or reason

/// Takes in a line that the program wrote as ReportStyle::kJsonLines (docs/server.md). A line that
/// is none of that form is kept as a message: a library that writes to standard error may say what
/// went wrong.
void take_job_line(std::string_view line, JobRecord& job);

/// What is worth telling in a line: why it failed, else what it said last without the advice that
/// follows an arrow. Empty while it has said nothing.
std::string_view job_result(const JobRecord& job);

/// Appends a message, cut at kMaxJobTextBytes.
void add_job_message(std::string_view text, JobRecord& job);

}  // namespace kizuki
