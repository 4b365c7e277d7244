#include "engine/base/file.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

/// Closes on every way out.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

int open_retrying(const fs::path& path, int flags, mode_t mode = 0) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

/// For reading: a pipe without a writer must be refused, not waited for.
int open_for_reading(const fs::path& path) {
  return open_retrying(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

Error not_a_file(const fs::path& path) {
  return Error{ErrorCode::kInvalidArgument,
               "ふつうのファイルではありません（フォルダーや装置は読めません）",
               path.string(),
               0,
               "",
               ""};
}

Result<void> check_regular(int descriptor, const fs::path& path, std::uint64_t* size) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0)
    return system_error(errno, "ファイルを調べられません", path.string());
  if (!S_ISREG(status.st_mode)) return not_a_file(path);
  if (size != nullptr) *size = static_cast<std::uint64_t>(status.st_size);
  return {};
}

Result<void> write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return system_error(errno, "書き込めません", path.string());
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

fs::path folder_of(const fs::path& path) {
  const fs::path parent = path.parent_path();
  return parent.empty() ? fs::path(".") : parent;
}

}  // namespace

Result<void> read_file_in_chunks(const fs::path& path,
                                 const std::function<void(std::string_view)>& take) {
  const Descriptor file(open_for_reading(path));
  if (!file.is_open()) return system_error(errno, "ファイルを開けません", path.string());
  if (auto regular = check_regular(file.get(), path, nullptr); !regular) return regular;
  std::string chunk(kChunkBytes, '\0');
  for (;;) {
    const ssize_t got = ::read(file.get(), chunk.data(), chunk.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      return system_error(errno, "ファイルを読めません", path.string());
    }
    if (got == 0) return {};
    take(std::string_view(chunk).substr(0, static_cast<std::size_t>(got)));
  }
}

Result<std::string> read_file(const fs::path& path, std::size_t limit_bytes) {
  const Descriptor file(open_for_reading(path));
  if (!file.is_open()) return system_error(errno, "ファイルを開けません", path.string());
  std::uint64_t size = 0;
  if (auto regular = check_regular(file.get(), path, &size); !regular) {
    return std::move(regular).error();
  }
  const auto too_large = [&] {
    return Error{ErrorCode::kLimitExceeded,
                 "ファイルが大きすぎます（上限 " + std::to_string(limit_bytes) + " バイト）",
                 path.string(),
                 0,
                 "",
                 ""};
  };
  if (size > limit_bytes) return too_large();
  // One byte more than the file says to have, to see that it ends there.
  std::string bytes(static_cast<std::size_t>(size) + 1, '\0');
  std::size_t used = 0;
  for (;;) {
    const ssize_t got = ::read(file.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0) {
      if (errno == EINTR) continue;
      return system_error(errno, "ファイルを読めません", path.string());
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > limit_bytes) return too_large();
    if (used == bytes.size()) bytes.resize(used + kChunkBytes);
  }
  bytes.resize(used);
  return bytes;
}

Result<void> sync_path(const fs::path& path) {
  const Descriptor file(open_for_reading(path));
  if (!file.is_open()) return system_error(errno, "ディスクに書き切れません", path.string());
  if (::fsync(file.get()) != 0)
    return system_error(errno, "ディスクに書き切れません", path.string());
  return {};
}

Result<void> sync_tree(const fs::path& folder) {
  std::vector<fs::path> folders{folder};
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  if (failure) return system_error(failure.value(), "フォルダーを調べられません", folder.string());
  while (entry != fs::recursive_directory_iterator()) {
    std::error_code unknown;  // a link to nowhere: neither file nor folder
    if (entry->is_directory(unknown)) {
      folders.push_back(entry->path());
    } else if (entry->is_regular_file(unknown)) {
      if (auto synced = sync_path(entry->path()); !synced) return synced;
    }
    entry.increment(failure);  // a failure makes it the end
    if (failure)
      return system_error(failure.value(), "フォルダーを調べられません", folder.string());
  }
  for (auto it = folders.rbegin(); it != folders.rend(); ++it) {
    if (auto synced = sync_path(*it); !synced) return synced;
  }
  return {};
}

Result<void> rename_durably(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return system_error(errno, "名前を変えられません", to.string());
  }
  return sync_path(folder_of(to));
}

Result<void> write_file_atomically(const fs::path& path, std::string_view bytes) {
  fs::path temporary = path;
  temporary += ".tmp";
  {
    auto writer = FileWriter::create(temporary);
    if (!writer) return std::move(writer).error();
    auto written = writer->write(bytes);
    if (written) written = writer->close(true);
    if (!written) {
      ::unlink(temporary.c_str());
      return written;
    }
  }
  auto renamed = rename_durably(temporary, path);
  if (!renamed) ::unlink(temporary.c_str());
  return renamed;
}

Result<void> create_folders(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (!failure) return {};
  if (std::error_code unknown; fs::exists(folder, unknown) && !fs::is_directory(folder, unknown)) {
    return Error{
        ErrorCode::kAlreadyExists, "同じ名前のファイルがあります", folder.string(), 0, "", ""};
  }
  return system_error(failure.value(), "フォルダーを作れません", folder.string());
}

Result<void> remove_tree(const fs::path& path) {
  std::error_code failure;
  fs::remove_all(path, failure);
  if (failure) return system_error(failure.value(), "削除できません", path.string());
  return {};
}

FileWriter::FileWriter(int descriptor, fs::path path)
    : descriptor_(descriptor), path_(std::move(path)) {
  buffer_.reserve(kBufferBytes);
}

Result<FileWriter> FileWriter::create(const fs::path& path) {
  const int descriptor = open_retrying(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (descriptor < 0) return system_error(errno, "ファイルを作れません", path.string());
  return FileWriter(descriptor, path);
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      buffer_(std::move(other.buffer_)),
      size_(other.size_),
      failure_(std::move(other.failure_)) {}

FileWriter& FileWriter::operator=(FileWriter&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(buffer_, other.buffer_);
  std::swap(size_, other.size_);
  std::swap(failure_, other.failure_);
  return *this;
}

Result<void> FileWriter::write(std::string_view bytes) {
  size_ += bytes.size();
  if (buffer_.size() + bytes.size() > kBufferBytes) {
    if (auto flushed = put(buffer_); !flushed) return flushed;
    buffer_.clear();
  }
  if (bytes.size() > kBufferBytes) return put(bytes);
  if (failure_) return *failure_;
  buffer_.append(bytes);
  return {};
}

Result<void> FileWriter::put(std::string_view bytes) {
  if (failure_) return *failure_;
  auto written = write_all(descriptor_, bytes, path_);
  if (!written) failure_ = written.error();
  return written;
}

Result<void> FileWriter::overwrite(std::uint64_t at, std::string_view bytes) {
  assert(at + bytes.size() <= size_);
  if (auto flushed = put(buffer_); !flushed) return flushed;
  buffer_.clear();
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0) {
      if (errno == EINTR) continue;
      failure_ = system_error(errno, "書き込めません", path_.string());
      return *failure_;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  return {};
}

Result<void> FileWriter::close(bool sync) {
  auto done = put(buffer_);
  if (done && sync && ::fsync(descriptor_) != 0) {
    done = system_error(errno, "ディスクに書き切れません", path_.string());
  }
  if (::close(std::exchange(descriptor_, -1)) != 0 && done) {
    done = system_error(errno, "ファイルを閉じられません", path_.string());
  }
  return done;
}

Result<MappedFile> MappedFile::open(const fs::path& path) {
  const Descriptor file(open_for_reading(path));
  if (!file.is_open()) return system_error(errno, "ファイルを開けません", path.string());
  std::uint64_t size = 0;
  if (auto regular = check_regular(file.get(), path, &size); !regular) {
    return std::move(regular).error();
  }
  MappedFile mapped;
  if (size == 0) return mapped;
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (data == MAP_FAILED) return system_error(errno, "ファイルを読めません", path.string());
  mapped.data_ = static_cast<const char*>(data);
  mapped.size_ = size;
  return mapped;
}

void MappedFile::read_through(std::string_view part,
                              const std::function<void(std::string_view)>& take) const {
  static const auto kPage = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  while (!part.empty()) {
    const std::string_view piece = part.substr(0, kPieceBytes);
    take(piece);
    const auto begin = static_cast<std::size_t>(piece.data() - data_) / kPage * kPage;
    const std::size_t end = static_cast<std::size_t>(piece.data() - data_) + piece.size();
    // A hint: the pages are those of the file and nobody writes to them.
    (void)::madvise(const_cast<char*>(data_) + begin, end - begin, MADV_DONTNEED);
    part.remove_prefix(piece.size());
  }
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace kizuki
