#include "engine/text/fingerprint.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/text/tokenizer.hpp"

namespace kizuki {
namespace {

std::string hex(std::uint64_t value) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[value >> shift & 15];
  return out;
}

/// The hash of a file on top of that of the files before it.
Result<std::uint64_t> file_hash(const std::filesystem::path& path, std::uint64_t seed) {
  auto file = MappedFile::open(path);
  if (!file) return std::move(file).error();
  return xxh3(file->bytes(), seed);
}

std::string version_text(void (*get)(UVersionInfo)) {
  UVersionInfo version;
  get(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace

Result<std::string> analysis_fingerprint(const AnalyzerFiles& files) {
  std::string out = "kizuki-text/" + std::to_string(kAnalysisVersion) + " mecab/" +
                    std::string(TokenizerModel::mecab_version()) + " icu/" +
                    version_text(u_getVersion) + " unicode/" + version_text(u_getUnicodeVersion);
  std::uint64_t system = 0;
  for (const char* const name : {"sys.dic", "unk.dic", "matrix.bin", "char.bin", "dicrc"}) {
    auto hash = file_hash(files.system_dictionary / name, system);
    if (!hash) return std::move(hash).error();
    system = *hash;
  }
  out += " system/" + hex(system);
  const std::array<std::pair<const char*, const std::filesystem::path*>, 3> others = {
      {{" user/", &files.user_dictionary},
       {" parts/", &files.compound_parts},
       {" stop/", &files.stop_words}}};
  for (const auto& other : others) {
    auto hash = file_hash(*other.second, 0);
    if (!hash) return std::move(hash).error();
    out += other.first + hex(*hash);
  }
  return out;
}

}  // namespace kizuki
