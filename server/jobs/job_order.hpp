// What an operator may have done in the background: a fixed set of jobs with checked arguments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

enum class JobKind : std::uint8_t {
  kIngest,    // takes a file of the source folder in, then brings the index up to date
  kUpdate,    // brings the index up to date
  kMerge,     // builds a generation from what is analysed already
  kRebuild,   // builds a generation and analyses everything anew
  kRollback,  // goes back to the generation before
  kEssence,   // counts the know-how anew; candidates are kept in the library
  kVerify,    // compares everything stored with its checksums
};

/// Stable codes: "ingest", "update", "merge", "rebuild", "rollback", "essence", "verify".
std::string_view job_kind_code(JobKind kind);
std::optional<JobKind> parse_job_kind(std::string_view code);

/// Whether such a job writes to library or index: one of these runs at a time.
bool job_writes(JobKind kind);

/// What jobs work with, as the operator of the server has settled it. Nothing of it comes from a
/// request.
struct JobSettings {
  std::filesystem::path program;      // that is run: this very one
  std::filesystem::path index;        // the folder of library and index
  std::filesystem::path sources;      // whose files may be taken in; empty: none
  std::vector<std::string> profiles;  // that a file may be read by
};

/// What was asked for.
struct JobOrder {
  JobKind kind = JobKind::kUpdate;
  std::string source;   // of kIngest: the name of a file in the source folder
  std::string profile;  // of kIngest
  friend bool operator==(const JobOrder&, const JobOrder&) = default;
};

/// A file that may be taken in.
struct JobSource {
  std::string name;
  std::uint64_t bytes = 0;
};

inline constexpr std::size_t kMaxJobSources = 200;

/// The regular files of the source folder, ascending by name, at most kMaxJobSources: no folders,
/// no links, no names that begin with a dot or hold a control character or no UTF-8. None when
/// there is no such folder.
std::vector<JobSource> job_sources(const JobSettings& settings);

/// Errors: kInvalidArgument with the field (source, profile) that is none of those that may be
/// chosen.
Result<void> check_job_order(const JobOrder& order, const JobSettings& settings);

/// The arguments of the program for a checked order, without its name.
std::vector<std::string> job_arguments(const JobOrder& order, const JobSettings& settings);

}  // namespace kizuki
