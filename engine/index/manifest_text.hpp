// What the manifests of generations and of updates have in common: JSON that holds its own hash,
// and strict reading of members. Inside engine/index only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/index/manifest.hpp"

namespace kizuki {

inline constexpr std::size_t kMaxManifestNameBytes = 1'024;
inline constexpr std::size_t kMaxManifestPathBytes = 255;
inline constexpr std::size_t kMaxManifestTextBytes = 4'096;

/// Error kCorrupt that names the member.
Error corrupt_manifest(std::string_view member);

/// Reads members in any order but all of them and no others; the first thing wrong is kept.
class MemberReader {
 public:
  MemberReader(const Json& object, std::string path, std::size_t members);

  bool ok() const { return !wrong_; }
  Error error() const { return corrupt_manifest(*wrong_); }
  void fail(std::string_view key);

  std::uint64_t number(std::string_view key, std::int64_t least, std::int64_t most);
  std::string text(std::string_view key, std::size_t limit_bytes);
  /// The name of a folder or file directly below the manifest's folder.
  std::string folder(std::string_view key);
  const Json* find(std::string_view key);
  const JsonArray& array(std::string_view key);

 private:
  const Json& object_;
  std::string path_;
  std::optional<std::string> wrong_;
};

/// Parses the elements of an array whose names must ascend.
template <typename T, typename Parse>
Result<std::vector<T>> parse_ascending(const JsonArray& array, std::string_view member,
                                       Parse&& parse, std::string T::*name) {
  std::vector<T> elements;
  elements.reserve(array.size());
  for (const Json& json : array) {
    auto element = parse(json);
    if (!element) return std::move(element).error();
    if (!elements.empty() && elements.back().*name >= (*element).*name) {
      return corrupt_manifest(member);
    }
    elements.push_back(std::move(*element));
  }
  return elements;
}

Json print_manifest_files(const std::vector<ManifestFile>& files);
Result<std::vector<ManifestFile>> parse_manifest_files(const JsonArray& array);

Json print_view_members(const std::vector<ViewMember>& members);
Result<std::vector<ViewMember>> parse_view_members(const JsonArray& array);

/// Pretty JSON that ends in a line feed, with "self", SHA-256 over all bytes in front of its value,
/// as the last member.
std::string seal_manifest(const Json& json);

/// The members of a sealed manifest of our format. Errors: kCorrupt, kVersionMismatch.
Result<Json> open_manifest(std::string_view text);

}  // namespace kizuki
