// Style sheet, mark and script: read once, served from memory.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "server/http/http_message.hpp"

namespace kizuki {

/// The files under /static/. Immutable and shared.
class StaticFiles {
 public:
  /// Reads them from `folder` (data/pages). Errors: those of read_file.
  static Result<StaticFiles> load(const std::filesystem::path& folder);

  /// The answer for a path, 304 when the client has it; nothing for a path that is no file's.
  std::optional<HttpResponse> find(const HttpRequest& request) const;

 private:
  struct File {
    std::string_view type;
    std::shared_ptr<const std::string> bytes;
    std::string tag;  // ETag, by content
  };
  std::map<std::string, File, std::less<>> files_;  // by path
};

}  // namespace kizuki
