#include "tests/torture/private_mounts.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <sys/mount.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <sched.h>

namespace kizuki::torture {
namespace {

std::string reason(const char* what) {
  return std::string(what) + ": " + std::generic_category().message(errno);
}

void check(int status, const char* what) {
  if (status != 0) throw std::runtime_error(reason(what));
}

std::string size_option(std::uint64_t bytes) { return "size=" + std::to_string(bytes); }

/// Makes this user root in the namespace just entered.
bool map_to_root(uid_t user, gid_t group) {
  std::ofstream("/proc/self/setgroups") << "deny";
  std::ofstream users("/proc/self/uid_map");
  users << "0 " << user << " 1" << std::flush;
  std::ofstream groups("/proc/self/gid_map");
  groups << "0 " << group << " 1" << std::flush;
  return users.good() && groups.good();
}

}  // namespace

std::string enter_private_mounts() {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(CLONE_NEWNS) != 0) {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return reason("unshare");
    if (!map_to_root(user, group)) return "uid_map: cannot be written";
  }
  // Else the mounts would spread to everybody where the root is shared.
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return reason("mount /");
  return "";
}

Mount Mount::memory(const std::filesystem::path& folder, std::uint64_t bytes) {
  check(::mount("tmpfs", folder.c_str(), "tmpfs", 0, size_option(bytes).c_str()), "mount tmpfs");
  return Mount(folder);
}

Mount Mount::read_only(const std::filesystem::path& folder) {
  check(::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr), "bind mount");
  Mount mount(folder);
  check(::mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr),
        "read-only mount");
  return mount;
}

Mount::~Mount() {
  if (!folder_.empty()) ::umount2(folder_.c_str(), MNT_DETACH);
}

Mount::Mount(Mount&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}

void Mount::resize(std::uint64_t bytes) const {
  check(::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, size_option(bytes).c_str()),
        "resizing tmpfs");
}

}  // namespace kizuki::torture
