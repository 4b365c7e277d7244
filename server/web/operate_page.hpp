// The page 運用: generations and jobs. For operators alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/index/generation.hpp"
#include "server/jobs/job_record.hpp"
#include "server/web/html.hpp"

namespace kizuki {

struct OperateView {
  std::string problem;                      // why a job was not started
  std::string csrf;                         // of the session
  std::vector<GenerationInfo> generations;  // ascending by number
  std::uint64_t cases = 0;                  // in the current state, of all compartments
  std::size_t compartments = 0;
  std::uint64_t free_bytes = 0;  // on the disk of the index; 0: not known
  bool degraded = false;         // made by another version of the analyser
  std::vector<JobRecord> jobs;   // newest first
  bool takes_sources = false;    // a source folder is set
  std::vector<JobSource> sources;
  std::vector<std::string> profiles;
};

/// What stands in <main>.
Html print_operation(const OperateView& view);

}  // namespace kizuki
