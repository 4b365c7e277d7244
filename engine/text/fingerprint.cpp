#include "engine/text/fingerprint.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
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

constexpr std::array<const char*, 5> kDictionaryFiles = {"sys.dic", "unk.dic", "matrix.bin",
                                                         "char.bin", "dicrc"};

/// A change within so many seconds of another may leave the same time behind, by the clock of a
/// file system that counts whole seconds.
constexpr std::int64_t kSettledSeconds = 3;

/// DictionaryHash::files. Empty too when a file cannot be looked at: reading it tells why.
std::string identity_of(const std::filesystem::path& dictionary) {
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  std::string out;
  for (const char* const name : kDictionaryFiles) {
    struct stat status {};
    if (::stat((dictionary / name).c_str(), &status) != 0) return {};
    if (status.st_ctim.tv_sec + kSettledSeconds > now) return {};
    for (const auto value :
         {static_cast<std::int64_t>(status.st_dev), static_cast<std::int64_t>(status.st_ino),
          std::int64_t{status.st_size}, std::int64_t{status.st_mtim.tv_sec},
          std::int64_t{status.st_mtim.tv_nsec}, std::int64_t{status.st_ctim.tv_sec},
          std::int64_t{status.st_ctim.tv_nsec}}) {
      out += std::to_string(value) + " ";
    }
  }
  return out;
}

/// The hash of a file on top of that of the files before it.
Result<std::uint64_t> file_hash(const std::filesystem::path& path, std::uint64_t seed) {
  auto file = MappedFile::open(path);
  if (!file) return std::move(file).error();
  return xxh3(file->bytes(), seed);
}

Result<std::uint64_t> dictionary_hash(const std::filesystem::path& dictionary,
                                      DictionaryHash* known) {
  // Looked at before they are read: what changes meanwhile shows the next time.
  std::string files = known == nullptr ? std::string() : identity_of(dictionary);
  if (!files.empty() && known->files == files) return known->hash;
  std::uint64_t all = 0;
  for (const char* const name : kDictionaryFiles) {
    auto hash = file_hash(dictionary / name, all);
    if (!hash) return std::move(hash).error();
    all = *hash;
  }
  if (known != nullptr) *known = {std::move(files), all};
  return all;
}

std::string version_text(void (*get)(UVersionInfo)) {
  UVersionInfo version;
  get(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace

Result<std::string> analysis_fingerprint(const AnalyzerFiles& files, DictionaryHash* dictionary) {
  std::string out = "kizuki-text/" + std::to_string(kAnalysisVersion) + " mecab/" +
                    std::string(TokenizerModel::mecab_version()) + " icu/" +
                    version_text(u_getVersion) + " unicode/" + version_text(u_getUnicodeVersion);
  const auto system = dictionary_hash(files.system_dictionary, dictionary);
  if (!system) return system.error();
  out += " system/" + hex(*system);
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
