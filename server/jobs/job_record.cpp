#include "server/jobs/job_record.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

/// Of a report that a record was refused (IngestListener::refused); other reports are messages.
constexpr std::string_view kRefusedKind = "取り込めません";
/// Of a report that a whole file was.
constexpr std::string_view kUnreadableKind = "読めません";

/// At most kMaxJobTextBytes of valid text, without control characters.
std::string shortened(std::string_view text) {
  std::string out(utf8_prefix(text, kMaxJobTextBytes));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

std::uint64_t count_of(const Json& json, std::string_view name) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, json.int_or(name, 0)));
}

/// "file:12: [id] field: message" with the path of the file cut to its name: paths are nobody's
/// business on a page.
std::string described(const Json& error) {
  Error parts;
  parts.message = error.string_or("message", "");
  parts.file = std::filesystem::path(std::string(error.string_or("file", ""))).filename().string();
  parts.line = count_of(error, "line");
  parts.field = error.string_or("field", "");
  parts.id = error.string_or("id", "");
  return parts.describe();
}

void take_report(const Json& report, JobRecord& job) {
  const std::string_view kind = report.string_or("kind", "");
  if (kind != kRefusedKind) {
    add_job_message(std::string(kind) + ": " + described(report), job);
    if (kind == kUnreadableKind) job.failure = job.messages.back();
    return;
  }
  ++job.refused_count;
  if (job.refused.size() == kMaxRefusedRecords) return;
  job.refused.push_back({count_of(report, "line"), shortened(report.string_or("id", "")),
                         shortened(report.string_or("field", "")),
                         shortened(report.string_or("message", ""))});
}

}  // namespace

std::string_view job_state_code(JobState state) {
  switch (state) {
    case JobState::kWaiting:
      return "waiting";
    case JobState::kRunning:
      return "running";
    case JobState::kDone:
      return "done";
    case JobState::kFailed:
      return "failed";
    case JobState::kCancelled:
      return "cancelled";
  }
  return "";
}

std::string_view job_result(const JobRecord& job) {
  if (job.state == JobState::kFailed && !job.failure.empty()) return job.failure;
  const auto found = std::find_if(
      job.messages.rbegin(), job.messages.rend(),
      [](const std::string& message) { return message.find("→") == std::string::npos; });
  return found == job.messages.rend() ? std::string_view() : std::string_view(*found);
}

void add_job_message(std::string_view text, JobRecord& job) {
  job.messages.push_back(shortened(text));
  if (job.messages.size() > kMaxJobMessages) job.messages.pop_front();
}

void take_job_line(std::string_view line, JobRecord& job) {
  const auto json = parse_json(line);
  if (!json || !json->is_object()) {
    if (!line.empty() && utf8_is_valid(line)) add_job_message(line, job);
    return;
  }
  if (const Json* progress = json->find("progress"); progress != nullptr) {
    job.progress = {shortened(progress->string_or("stage", "")), count_of(*progress, "done"),
                    count_of(*progress, "total"), shortened(progress->string_or("unit", ""))};
  } else if (const Json* report = json->find("report"); report != nullptr) {
    take_report(*report, job);
  } else if (const Json* error = json->find("error"); error != nullptr) {
    add_job_message(described(*error), job);
    job.failure = job.messages.back();
    add_job_message(error->string_or("recovery", ""), job);
  } else {
    add_job_message(json->string_or("say", ""), job);
  }
}

}  // namespace kizuki
