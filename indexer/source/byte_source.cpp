#include "indexer/source/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace kizuki {
namespace {

class FileBytes final : public ByteSource {
 public:
  FileBytes(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~FileBytes() override { ::close(descriptor_); }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  Result<void> check_regular() {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) {
      return system_error(errno, "ファイルを調べられません", path_);
    }
    if (S_ISDIR(status.st_mode)) return refuse("フォルダーです（ファイルを指定してください）");
    if (!S_ISREG(status.st_mode)) {
      return refuse("ふつうのファイルではありません（装置やパイプは読めません）");
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
    return {};
  }

  Result<std::size_t> read(char* out, std::size_t capacity) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, out, capacity);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return system_error(errno, "ファイルを読めません", path_);
    }
  }

  Result<void> rewind() override {
    if (::lseek(descriptor_, 0, SEEK_SET) != 0) {
      return system_error(errno, "ファイルを読み直せません", path_);
    }
    return {};
  }

  std::uint64_t size() const override { return size_; }

 private:
  Error refuse(std::string message) const {
    return Error{ErrorCode::kInvalidArgument, std::move(message), path_, 0, "", ""};
  }

  int descriptor_;
  std::string path_;
  std::uint64_t size_ = 0;
};

class MemoryBytes final : public ByteSource {
 public:
  explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(char* out, std::size_t capacity) override {
    const std::size_t taken = std::min(capacity, bytes_.size() - position_);
    if (taken != 0) std::memcpy(out, bytes_.data() + position_, taken);
    position_ += taken;
    return taken;
  }
  Result<void> rewind() override {
    position_ = 0;
    return {};
  }
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t position_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file_bytes(const std::filesystem::path& path) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return system_error(errno, "ファイルを開けません", path.string());
  auto file = std::make_unique<FileBytes>(descriptor, path.string());
  if (auto regular = file->check_regular(); !regular) return std::move(regular).error();
  return std::unique_ptr<ByteSource>(std::move(file));
}

std::unique_ptr<ByteSource> memory_bytes(std::string bytes) {
  return std::make_unique<MemoryBytes>(std::move(bytes));
}

}  // namespace kizuki
