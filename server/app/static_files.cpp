#include "server/app/static_files.hpp"

#include <array>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

struct Known {
  std::string_view name;
  std::string_view type;
};
constexpr std::array<Known, 5> kFiles{{{"kizuki.css", "text/css; charset=utf-8"},
                                       {"kizuki.svg", "image/svg+xml"},
                                       {"search.js", "text/javascript; charset=utf-8"},
                                       {"operate.js", "text/javascript; charset=utf-8"},
                                       {"register.js", "text/javascript; charset=utf-8"}}};
constexpr std::size_t kMaxFileBytes = 1 << 20;

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder) {
  StaticFiles files;
  for (const Known& known : kFiles) {
    auto bytes = read_file(folder / known.name, kMaxFileBytes);
    if (!bytes) return std::move(bytes).error();
    File file;
    file.type = known.type;
    file.tag = "\"" + sha256_hex(*bytes).substr(0, 32) + "\"";
    file.bytes = std::make_shared<const std::string>(std::move(*bytes));
    files.files_.emplace("/static/" + std::string(known.name), std::move(file));
  }
  return files;
}

std::optional<HttpResponse> StaticFiles::find(const HttpRequest& request) const {
  const auto found = files_.find(request.path);
  if (found == files_.end()) return std::nullopt;
  const File& file = found->second;
  HttpResponse response;
  response.route = "/static";
  response.headers.emplace_back("ETag", file.tag);
  response.headers.emplace_back("Cache-Control",
                                "no-cache");  // ask, and be told that it is the same
  add_security_headers(response);
  if (request.header("if-none-match") == file.tag) {
    response.status = 304;
    return response;
  }
  response.type = file.type;
  response.shared_body = file.bytes;
  return response;
}

}  // namespace kizuki
