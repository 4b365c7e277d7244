// A file of queries, {"id","text"} a line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

struct FileQuery {
  std::string id;  // without white space
  std::string text;
};

/// Errors: kNotFound and the like; kInvalidRecord with the line of a bad one; kLimitExceeded above
/// 64 MiB.
Result<std::vector<FileQuery>> read_query_file(const std::filesystem::path& path);

}  // namespace kizuki
