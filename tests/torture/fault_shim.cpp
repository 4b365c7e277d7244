// A library to be preloaded (LD_PRELOAD) into the process under torture: calls that change files
// below one folder fail, or kill the process, where the plan (fault_plan.hpp) says so. It uses
// nothing but the C library, so that it can stand in front of everything, and keeps errno as the
// real calls leave it.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <dlfcn.h>

#include "tests/torture/fault_plan.hpp"

namespace {

using kizuki::torture::CallKind;
using kizuki::torture::Effect;
using kizuki::torture::FaultPlan;

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// The plan, or null without one. Mapped at the first call, which the dynamic loader may make
/// before any constructor has run.
FaultPlan* plan() {
  static FaultPlan* const kMapped = []() -> FaultPlan* {
    const char* file = std::getenv(kizuki::torture::kFaultPlanVariable);  // NOLINT: set before exec
    if (file == nullptr) return nullptr;
    const int descriptor = real<int(const char*, int, ...)>("open")(file, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return nullptr;
    void* data =
        ::mmap(nullptr, sizeof(FaultPlan), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    return data == MAP_FAILED ? nullptr : static_cast<FaultPlan*>(data);
  }();
  return kMapped;
}

/// A path in a buffer of its own: no call here may allocate.
class Path {
 public:
  /// The file that `descriptor` is open on.
  static Path of(int descriptor) {
    Path path;
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t size = ::readlink(link, path.text_, sizeof path.text_ - 1);
    path.text_[size < 0 ? 0 : size] = '\0';
    return path;
  }
  /// `name` as the calls with "at" understand it.
  static Path at(int folder, const char* name) {
    if (name[0] == '/' || folder == AT_FDCWD) return Path(name);
    Path path = of(folder);
    const std::size_t size = std::strlen(path.text_);
    std::snprintf(path.text_ + size, sizeof path.text_ - size, "/%s", name);
    return path;
  }
  explicit Path(const char* name) { std::snprintf(text_, sizeof text_, "%s", name); }

  const char* text() const { return text_; }

 private:
  Path() = default;
  char text_[1024] = {};
};

bool is_below(const char* path, const char* folder) {
  const std::size_t size = std::strlen(folder);
  return std::strncmp(path, folder, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

/// What is to happen to this call. Counts it.
Effect effect_on(CallKind kind, const char* call, const Path& path) {
  FaultPlan* const current = plan();
  if (current == nullptr || !is_below(path.text(), current->folder.data())) return Effect::kCount;
  if (current->armed == 0) {
    const char* wanted = current->armed_by.data();
    const bool arms = *wanted == '\0' || (kind == CallKind::kCreateCalls &&
                                          std::strstr(path.text(), wanted) != nullptr);
    if (!arms) return Effect::kCount;
    current->armed = 1;
  }
  if ((current->kinds & kind) == 0) return Effect::kCount;
  const std::uint64_t number = ++current->seen;
  const bool hit = number == current->nth || (current->sticky != 0 && number > current->nth);
  if (!hit || current->effect == Effect::kCount) return Effect::kCount;
  if (++current->hits == 1) {
    std::snprintf(current->first_call.data(), current->first_call.size(), "%s", call);
    std::snprintf(current->first_path.data(), current->first_path.size(), "%s", path.text());
  }
  if (current->effect == Effect::kKill) {
    ::kill(::getpid(), SIGKILL);
    for (;;) ::pause();
  }
  if (current->effect == Effect::kStop) {
    current->stopped = ::getpid();
    ::raise(SIGSTOP);
    return Effect::kCount;
  }
  return current->effect;
}

/// True when the call is to fail; errno is set then.
bool fails(CallKind kind, const char* call, const Path& path) {
  const int before = errno;
  const bool failing = effect_on(kind, call, path) == Effect::kFail;
  errno = failing ? plan()->error : before;
  return failing;
}

/// As fails, for writes: cuts `size` down when the write is to be short.
bool write_fails(const char* call, int descriptor, std::size_t* size) {
  const int before = errno;
  const Effect effect = effect_on(CallKind::kWriteCalls, call, Path::of(descriptor));
  errno = effect == Effect::kFail ? plan()->error : before;
  if (effect == Effect::kShort && *size > 1) *size /= 2;
  return effect == Effect::kFail;
}

/// The kernel tells each open file once of a sync that failed for its inode, whoever called it; who
/// opens the file later hears nothing, and its own sync succeeds although the bytes are lost. What
/// a made failure would do in a real kernel is done here in the same way.
class LostWrites {
 public:
  void note_open(int descriptor) {
    if (is_known(descriptor)) opened_[descriptor] = ++clock_;
  }
  void note_failure(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return;
    device_ = status.st_dev;
    inode_ = status.st_ino;
    failed_ = ++clock_;
    note_open(descriptor);  // this one has been told
  }
  /// True once for each descriptor opened before the failure.
  bool tell(int descriptor) {
    struct stat status {};
    if (failed_ == 0 || !is_known(descriptor) || opened_[descriptor] > failed_ ||
        ::fstat(descriptor, &status) != 0 || status.st_dev != device_ || status.st_ino != inode_) {
      return false;
    }
    note_open(descriptor);
    return true;
  }

 private:
  static constexpr int kDescriptors = 4096;
  static bool is_known(int descriptor) { return descriptor >= 0 && descriptor < kDescriptors; }

  std::atomic<std::uint64_t> clock_ = 0;
  std::atomic<std::uint64_t> failed_ = 0;
  std::atomic<dev_t> device_ = 0;
  std::atomic<ino_t> inode_ = 0;
  std::atomic<std::uint64_t> opened_[kDescriptors] = {};
};

LostWrites lost_writes;

bool sync_fails(const char* call, int descriptor) {
  if (fails(CallKind::kSyncCalls, call, Path::of(descriptor))) {
    lost_writes.note_failure(descriptor);
    return true;
  }
  if (!lost_writes.tell(descriptor)) return false;
  errno = EIO;
  return true;
}

/// After a sync that succeeded.
void note_sync(int descriptor) {
  FaultPlan* const current = plan();
  if (current == nullptr || current->switched == 0 || current->hits != 0) return;
  const int before = errno;
  if (std::strcmp(Path::of(descriptor).text(), current->naming_folder.data()) == 0) {
    current->settled = 1;
  }
  errno = before;
}

int noted(int descriptor) {
  lost_writes.note_open(descriptor);
  return descriptor;
}

bool writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

mode_t mode_of(int flags, std::va_list arguments) {
  const bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return creates ? va_arg(arguments, mode_t) : 0;
}

int open_as(const char* call, const char* name, int flags, mode_t mode) {
  if (writes(flags) && fails(CallKind::kCreateCalls, call, Path(name))) return -1;
  return noted(real<int(const char*, int, ...)>(call)(name, flags, mode));
}

int open_at_as(const char* call, int folder, const char* name, int flags, mode_t mode) {
  if (writes(flags) && fails(CallKind::kCreateCalls, call, Path::at(folder, name))) return -1;
  return noted(real<int(int, const char*, int, ...)>(call)(folder, name, flags, mode));
}

/// True when this renaming makes a generation or an update the one that readers see.
bool is_switch(const char* to) {
  const std::string_view target(to);
  const std::size_t updates = target.rfind("/updates/");
  const bool is_update =
      updates != std::string_view::npos &&
      target.find_first_not_of("0123456789", updates + 9) == std::string_view::npos;
  return is_update || target.ends_with("/current");
}

/// After a renaming to `to` that succeeded.
void note_renaming(const char* to) {
  FaultPlan* const current = plan();
  if (current == nullptr || current->hits != 0 || !is_switch(to)) return;
  const auto size = static_cast<int>(std::string_view(to).rfind('/'));
  std::snprintf(current->naming_folder.data(), current->naming_folder.size(), "%.*s", size, to);
  current->settled = 0;
  current->switched = 1;
}

}  // namespace

// The names, parameters and exception specifications are those of the C library's headers.
// NOLINTBEGIN(cert-dcl50-cpp,readability-inconsistent-declaration-parameter-name)
extern "C" {

ssize_t write(int descriptor, const void* data, size_t size) {
  if (write_fails("write", descriptor, &size)) return -1;
  static auto* const kNext = real<ssize_t(int, const void*, size_t)>("write");
  return kNext(descriptor, data, size);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
  if (write_fails("pwrite", descriptor, &size)) return -1;
  static auto* const kNext = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return kNext(descriptor, data, size, offset);
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
  if (write_fails("pwrite64", descriptor, &size)) return -1;
  static auto* const kNext = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return kNext(descriptor, data, size, offset);
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  size_t parts_left = static_cast<size_t>(count);
  if (write_fails("writev", descriptor, &parts_left)) return -1;
  static auto* const kNext = real<ssize_t(int, const struct iovec*, int)>("writev");
  return kNext(descriptor, parts, static_cast<int>(parts_left));
}

ssize_t pwritev(int descriptor, const struct iovec* parts, int count, off_t offset) {
  size_t parts_left = static_cast<size_t>(count);
  if (write_fails("pwritev", descriptor, &parts_left)) return -1;
  static auto* const kNext = real<ssize_t(int, const struct iovec*, int, off_t)>("pwritev");
  return kNext(descriptor, parts, static_cast<int>(parts_left), offset);
}

int fsync(int descriptor) {
  if (sync_fails("fsync", descriptor)) return -1;
  static auto* const kNext = real<int(int)>("fsync");
  const int status = kNext(descriptor);
  if (status == 0) note_sync(descriptor);
  return status;
}

int fdatasync(int descriptor) {
  if (sync_fails("fdatasync", descriptor)) return -1;
  static auto* const kNext = real<int(int)>("fdatasync");
  const int status = kNext(descriptor);
  if (status == 0) note_sync(descriptor);
  return status;
}

int rename(const char* from, const char* to) noexcept {
  if (fails(CallKind::kRenameCalls, "rename", Path(to))) return -1;
  static auto* const kNext = real<int(const char*, const char*)>("rename");
  const int status = kNext(from, to);
  if (status == 0) note_renaming(to);
  return status;
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  if (fails(CallKind::kRenameCalls, "renameat", Path::at(to_folder, to))) return -1;
  static auto* const kNext = real<int(int, const char*, int, const char*)>("renameat");
  return kNext(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  if (fails(CallKind::kRenameCalls, "renameat2", Path::at(to_folder, to))) return -1;
  static auto* const kNext = real<int(int, const char*, int, const char*, unsigned)>("renameat2");
  return kNext(from_folder, from, to_folder, to, flags);
}

int ftruncate(int descriptor, off_t size) noexcept {
  if (fails(CallKind::kTruncateCalls, "ftruncate", Path::of(descriptor))) return -1;
  static auto* const kNext = real<int(int, off_t)>("ftruncate");
  return kNext(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  if (fails(CallKind::kTruncateCalls, "ftruncate64", Path::of(descriptor))) return -1;
  static auto* const kNext = real<int(int, off64_t)>("ftruncate64");
  return kNext(descriptor, size);
}

int truncate(const char* name, off_t size) noexcept {
  if (fails(CallKind::kTruncateCalls, "truncate", Path(name))) return -1;
  static auto* const kNext = real<int(const char*, off_t)>("truncate");
  return kNext(name, size);
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  if (fails(CallKind::kTruncateCalls, "fallocate", Path::of(descriptor))) return -1;
  static auto* const kNext = real<int(int, int, off_t, off_t)>("fallocate");
  return kNext(descriptor, mode, offset, size);
}

// Returns its error instead of setting errno.
int posix_fallocate(int descriptor, off_t offset, off_t size) {
  const int before = errno;
  if (fails(CallKind::kTruncateCalls, "posix_fallocate", Path::of(descriptor))) {
    errno = before;
    return plan()->error;
  }
  static auto* const kNext = real<int(int, off_t, off_t)>("posix_fallocate");
  return kNext(descriptor, offset, size);
}

int open(const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_as("open", name, flags, mode);
}

int open64(const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_as("open64", name, flags, mode);
}

int openat(int folder, const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at_as("openat", folder, name, flags, mode);
}

int openat64(int folder, const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at_as("openat64", folder, name, flags, mode);
}

int creat(const char* name, mode_t mode) {
  return open_as("open", name, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int mkdir(const char* name, mode_t mode) noexcept {
  if (fails(CallKind::kFolderCalls, "mkdir", Path(name))) return -1;
  static auto* const kNext = real<int(const char*, mode_t)>("mkdir");
  return kNext(name, mode);
}

int mkdirat(int folder, const char* name, mode_t mode) noexcept {
  if (fails(CallKind::kFolderCalls, "mkdirat", Path::at(folder, name))) return -1;
  static auto* const kNext = real<int(int, const char*, mode_t)>("mkdirat");
  return kNext(folder, name, mode);
}

int unlink(const char* name) noexcept {
  if (fails(CallKind::kRemoveCalls, "unlink", Path(name))) return -1;
  static auto* const kNext = real<int(const char*)>("unlink");
  return kNext(name);
}

int unlinkat(int folder, const char* name, int flags) noexcept {
  if (fails(CallKind::kRemoveCalls, "unlinkat", Path::at(folder, name))) return -1;
  static auto* const kNext = real<int(int, const char*, int)>("unlinkat");
  return kNext(folder, name, flags);
}

int rmdir(const char* name) noexcept {
  if (fails(CallKind::kRemoveCalls, "rmdir", Path(name))) return -1;
  static auto* const kNext = real<int(const char*)>("rmdir");
  return kNext(name);
}

}  // extern "C"
// NOLINTEND(cert-dcl50-cpp,readability-inconsistent-declaration-parameter-name)
