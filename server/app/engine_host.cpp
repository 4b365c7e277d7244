#include "server/app/engine_host.hpp"

#include <sys/stat.h>
#include <utility>

#include "engine/index/format.hpp"
#include "engine/index/generation_layout.hpp"

namespace kizuki {
namespace {

/// Changes whenever the file or folder is replaced or a name in it changes.
std::string stamp_of(const std::filesystem::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return "-";
  return std::to_string(found.st_ino) + "." + std::to_string(found.st_mtim.tv_sec) + "." +
         std::to_string(found.st_mtim.tv_nsec);
}

}  // namespace

EngineHost::EngineHost(EngineModels models) : models_(std::move(models)), store_(models_.index) {}

std::shared_ptr<const Generation> EngineHost::generation() const {
  const std::lock_guard lock(mutex_);
  return generation_;
}

Result<bool> EngineHost::refresh() {
  // Stamps are taken before the opening: what is switched meanwhile shows the next time.
  const auto held = generation();
  std::string now = stamp_of(models_.index / kCurrentFile);
  if (held) now += "/" + stamp_of(update_folder(held->folder(), 1).parent_path());
  if (held && now == seen_) return false;
  auto opened = store_.open_current();
  if (!opened) {
    if (!held && opened.error().code == ErrorCode::kNotFound) return false;
    return std::move(opened).error();
  }
  // Another generation has updates of its own to watch: look again the next time.
  seen_ = held && (*opened)->number() == held->number() ? now : "";
  const bool same = held && (*opened)->number() == held->number() &&
                    (*opened)->library_sequence() == held->library_sequence() &&
                    (*opened)->confirmation_sequence() == held->confirmation_sequence();
  if (same) return false;
  const std::lock_guard lock(mutex_);
  generation_ = std::move(*opened);
  return true;
}

}  // namespace kizuki
