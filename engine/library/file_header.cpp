#include "engine/library/file_header.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <string_view>

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

}  // namespace

Result<bool> has_library_header(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return system_error(errno, "ライブラリを読めません", file.string());
  std::array<char, kHeaderBytes> header{};
  stream.read(header.data(), header.size());
  if (stream.gcount() != static_cast<std::streamsize>(header.size())) return false;
  const std::string_view found(header.data(), header.size());
  return std::all_of(kFixed.begin(), kFixed.end(), [&](const Stretch& stretch) {
    return found.substr(stretch.at, stretch.bytes.size()) == stretch.bytes;
  });
}

}  // namespace kizuki
