#include "engine/library/file_header.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>

#include <sqlite3.h>

namespace kizuki {
namespace {

constexpr std::size_t kHeaderBytes = 100;

/// A stretch of the header (https://www.sqlite.org/fileformat2.html, "The Database Header").
struct Stretch {
  std::size_t at;
  std::string_view bytes;
};

constexpr std::string_view kZeros("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);

// What the header holds besides varies: sizes (28-39), our own numbers (60-63, 68-71), which are
// checked elsewhere, and counters that carry nothing (24-27, 40-43, 92-99).
constexpr std::array<Stretch, 7> kFixed = {{
    {0, {"SQLite format 3\0", 16}},
    {16, {"\x20\x00\x02\x02\x00\x40\x20\x20", 8}},  // pages of 8 KiB, write-ahead log, no reserve
    {44, {"\0\0\0\4", 4}},                          // schema format
    {48, kZeros.substr(0, 8)},                      // cache size, automatic vacuum
    {56, {"\0\0\0\1", 4}},                          // UTF-8
    {64, kZeros.substr(0, 4)},                      // incremental vacuum
    {72, kZeros},                                   // reserved
}};

/// A name in the form that SQLite's file layer takes.
class FileName {
 public:
  explicit FileName(const std::filesystem::path& file)
      : name_(
            sqlite3_create_filename(std::filesystem::absolute(file).c_str(), "", "", 0, nullptr)) {}
  ~FileName() { sqlite3_free_filename(name_); }
  FileName(const FileName&) = delete;
  FileName& operator=(const FileName&) = delete;
  const char* get() const { return name_; }

 private:
  const char* name_;
};

/// A file open for reading in SQLite's file layer.
class LayerFile {
 public:
  LayerFile(sqlite3_vfs* layer, const FileName& name)
      : memory_(::operator new(static_cast<std::size_t>(layer->szOsFile))) {
    std::memset(memory_.get(), 0, static_cast<std::size_t>(layer->szOsFile));
    int flags = 0;
    opened_ = layer->xOpen(layer, name.get(), file(), SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB,
                           &flags) == SQLITE_OK;
  }
  ~LayerFile() {
    if (file()->pMethods != nullptr) file()->pMethods->xClose(file());
  }
  LayerFile(const LayerFile&) = delete;
  LayerFile& operator=(const LayerFile&) = delete;

  bool opened() const { return opened_; }
  bool read(std::string& into) {
    return file()->pMethods->xRead(file(), into.data(), static_cast<int>(into.size()), 0) ==
           SQLITE_OK;
  }

 private:
  struct Release {
    void operator()(void* memory) const { ::operator delete(memory); }
  };
  sqlite3_file* file() const { return static_cast<sqlite3_file*>(memory_.get()); }

  std::unique_ptr<void, Release> memory_;
  bool opened_ = false;
};

}  // namespace

Result<std::string> read_database_head(const std::filesystem::path& file, std::size_t bytes) {
  sqlite3_vfs* layer = sqlite3_vfs_find(nullptr);
  const FileName name(file);
  if (layer == nullptr || name.get() == nullptr) {
    return system_error(ENOMEM, "ライブラリを読めません", file.string());
  }
  errno = 0;
  LayerFile opened(layer, name);
  const int number = errno;
  if (!opened.opened()) {
    return system_error(number == 0 ? EIO : number, "ライブラリを読めません", file.string());
  }
  // Asked of the system, because the layer takes a file of one byte for an empty one.
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(file, failed);
  std::string head(failed ? 0 : std::min<std::uintmax_t>(bytes, size), '\0');
  if (failed || !opened.read(head))
    return system_error(EIO, "ライブラリを読めません", file.string());
  return head;
}

Result<bool> has_library_header(const std::filesystem::path& file) {
  const auto found = read_database_head(file, kHeaderBytes);
  if (!found) return found.error();
  if (found->size() != kHeaderBytes) return false;
  return std::all_of(kFixed.begin(), kFixed.end(), [&](const Stretch& stretch) {
    return std::string_view(*found).substr(stretch.at, stretch.bytes.size()) == stretch.bytes;
  });
}

}  // namespace kizuki
