#include "engine/index/manifest.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

// "self" is the last member and holds the hash of every byte in front of its value, so that damage
// shows whatever format the rest is in.
constexpr std::string_view kSelfMember = ",\n  \"self\": \"";
constexpr std::string_view kEnd = "\"\n}\n";
constexpr std::size_t kHexDigits = 64;

constexpr std::size_t kMaxNameBytes = 1'024;
constexpr std::size_t kMaxPathBytes = 255;
constexpr std::size_t kMaxTextMemberBytes = 4'096;
/// Names, folders, sizes and hashes of 20,000 compartments.
constexpr std::size_t kMaxValues = 1'000'000;
constexpr std::size_t kMaxDepth = 4;

constexpr std::int64_t kMaxPivot = 1'000'000;
constexpr std::int64_t kMaxQuantum = 255;
constexpr std::int64_t kMaxCapFactor = 255;

Error corrupt(std::string_view member) {
  std::string message = "世代の目録 manifest.json が壊れています";
  Error error{ErrorCode::kCorrupt, std::move(message), std::string(kManifestFile), 0, "", ""};
  return std::move(error).with_field(std::string(member));
}

Json print_length(const LengthSettings& length) {
  Json json;
  json.set("pivot_terms", std::int64_t{length.pivot_terms});
  json.set("quantum", std::int64_t{length.quantum});
  json.set("cap_factor", std::int64_t{length.cap_factor});
  return json;
}

Json print_compartment(const ManifestCompartment& compartment) {
  Json json;
  json.set("name", compartment.name);
  json.set("folder", compartment.folder);
  json.set("cases", compartment.cases);
  json.set("text_bytes", compartment.text_bytes);
  return json;
}

Json print_file(const ManifestFile& file) {
  Json json;
  json.set("path", file.path);
  json.set("bytes", file.bytes);
  json.set("sha256", file.sha256);
  return json;
}

bool is_lower_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// A relative path of plain names: nothing that could lead out of the generation.
bool is_safe_path(std::string_view path) {
  constexpr std::string_view kNameBytes =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  if (path.empty() || path.size() > kMaxPathBytes) return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (name.empty() || name.front() == '.' || name.find_first_not_of(kNameBytes) != name.npos) {
      return false;
    }
    begin = end + 1;
  }
  return true;
}

/// Reads members in any order but all of them and no others; the first thing wrong is kept.
class MemberReader {
 public:
  MemberReader(const Json& object, std::string path, std::size_t members)
      : object_(object), path_(std::move(path)) {
    if (!object.is_object() || object.as_object().size() != members) fail("");
  }

  bool ok() const { return !wrong_; }
  Error error() const { return corrupt(*wrong_); }
  void fail(std::string_view key) {
    if (!wrong_) wrong_ = path_ + std::string(key);
  }

  std::uint64_t number(std::string_view key, std::int64_t least, std::int64_t most) {
    const Json* value = find(key);
    if (value == nullptr || !value->is_int() || value->as_int() < least || value->as_int() > most) {
      fail(key);
      return 0;
    }
    return static_cast<std::uint64_t>(value->as_int());
  }

  std::string text(std::string_view key, std::size_t limit_bytes) {
    const Json* value = find(key);
    if (value == nullptr || !value->is_string() || value->as_string().size() > limit_bytes) {
      fail(key);
      return {};
    }
    return value->as_string();
  }

  const Json* find(std::string_view key) {
    const Json* value = object_.find(key);
    if (value == nullptr) fail(key);
    return value;
  }

  const JsonArray& array(std::string_view key) {
    static const JsonArray kEmpty;
    const Json* value = find(key);
    if (value == nullptr || !value->is_array()) {
      fail(key);
      return kEmpty;
    }
    return value->as_array();
  }

 private:
  const Json& object_;
  std::string path_;
  std::optional<std::string> wrong_;
};

Result<LengthSettings> parse_length(const Json& json) {
  MemberReader in(json, "length.", 3);
  LengthSettings length;
  length.pivot_terms = static_cast<std::uint32_t>(in.number("pivot_terms", 1, kMaxPivot));
  length.quantum = static_cast<std::uint32_t>(in.number("quantum", 1, kMaxQuantum));
  length.cap_factor = static_cast<std::uint32_t>(in.number("cap_factor", 1, kMaxCapFactor));
  if (!in.ok()) return in.error();
  return length;
}

Result<ManifestCompartment> parse_compartment(const Json& json) {
  MemberReader in(json, "compartments.", 4);
  ManifestCompartment compartment;
  compartment.name = in.text("name", kMaxNameBytes);
  compartment.folder = in.text("folder", kMaxPathBytes);
  compartment.cases = in.number("cases", 0, INT64_MAX);
  compartment.text_bytes = in.number("text_bytes", 0, INT64_MAX);
  if (compartment.name.empty()) in.fail("name");
  if (!is_safe_path(compartment.folder) || compartment.folder.find('/') != std::string::npos) {
    in.fail("folder");
  }
  if (!in.ok()) return in.error();
  return compartment;
}

Result<ManifestFile> parse_file(const Json& json) {
  MemberReader in(json, "files.", 3);
  ManifestFile file;
  file.path = in.text("path", kMaxPathBytes);
  file.bytes = in.number("bytes", 0, INT64_MAX);
  file.sha256 = in.text("sha256", kHexDigits);
  if (!is_safe_path(file.path)) in.fail("path");
  if (!is_lower_hex(file.sha256, kHexDigits)) in.fail("sha256");
  if (!in.ok()) return in.error();
  return file;
}

/// Parses the elements of an array whose names must ascend.
template <typename T, typename Parse>
Result<std::vector<T>> parse_ascending(const JsonArray& array, std::string_view member,
                                       Parse&& parse, std::string T::*name) {
  std::vector<T> elements;
  elements.reserve(array.size());
  for (const Json& json : array) {
    auto element = parse(json);
    if (!element) return std::move(element).error();
    if (!elements.empty() && elements.back().*name >= (*element).*name) return corrupt(member);
    elements.push_back(std::move(*element));
  }
  return elements;
}

bool folders_differ(const std::vector<ManifestCompartment>& compartments) {
  std::vector<std::string_view> folders;
  for (const auto& compartment : compartments) folders.emplace_back(compartment.folder);
  std::sort(folders.begin(), folders.end());
  return std::adjacent_find(folders.begin(), folders.end()) == folders.end();
}

Result<Manifest> parse_members(const Json& json) {
  MemberReader in(json, "", 10);
  Manifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = in.number("generation", 1, INT64_MAX);
  manifest.library_sequence = in.number("library_sequence", 0, INT64_MAX);
  manifest.analyzer_fingerprint = in.text("analyzer_fingerprint", kMaxTextMemberBytes);
  manifest.built_at = in.text("built_at", kMaxTextMemberBytes);
  manifest.program = in.text("program", kMaxTextMemberBytes);
  const Json* length_json = in.find("length");
  const JsonArray& compartments_json = in.array("compartments");
  const JsonArray& files_json = in.array("files");
  if (!in.ok()) return in.error();

  auto length = parse_length(*length_json);
  if (!length) return std::move(length).error();
  manifest.length = *length;
  auto compartments = parse_ascending<ManifestCompartment>(
      compartments_json, "compartments", parse_compartment, &ManifestCompartment::name);
  if (!compartments) return std::move(compartments).error();
  manifest.compartments = std::move(*compartments);
  if (!folders_differ(manifest.compartments)) return corrupt("compartments.folder");
  auto files = parse_ascending<ManifestFile>(files_json, "files", parse_file, &ManifestFile::path);
  if (!files) return std::move(files).error();
  manifest.files = std::move(*files);
  return manifest;
}

bool self_hash_fits(std::string_view text) {
  const std::size_t behind = kHexDigits + kEnd.size();
  if (text.size() < behind + kSelfMember.size()) return false;
  const std::string_view front = text.substr(0, text.size() - behind);
  return front.substr(front.size() - kSelfMember.size()) == kSelfMember &&
         text.substr(text.size() - kEnd.size()) == kEnd &&
         text.substr(front.size(), kHexDigits) == sha256_hex(front);
}

}  // namespace

std::string print_manifest(const Manifest& manifest) {
  Json json;
  json.set("format", std::int64_t{manifest.format});
  json.set("generation", manifest.generation);
  json.set("library_sequence", manifest.library_sequence);
  json.set("analyzer_fingerprint", manifest.analyzer_fingerprint);
  json.set("length", print_length(manifest.length));
  json.set("built_at", manifest.built_at);
  json.set("program", manifest.program);
  JsonArray compartments;
  for (const auto& compartment : manifest.compartments) {
    compartments.push_back(print_compartment(compartment));
  }
  json.set("compartments", std::move(compartments));
  JsonArray files;
  for (const auto& file : manifest.files) files.push_back(print_file(file));
  json.set("files", std::move(files));

  std::string text = json.dump_pretty();
  text.resize(text.rfind('}'));
  while (text.back() == '\n') text.pop_back();
  text += kSelfMember;
  const std::string self = sha256_hex(text);
  return text.append(self).append(kEnd);
}

Result<Manifest> parse_manifest(std::string_view text) {
  if (text.size() > kMaxManifestBytes || !self_hash_fits(text)) return corrupt("self");
  JsonLimits limits;
  limits.text_bytes = kMaxManifestBytes;
  limits.depth = kMaxDepth;
  limits.values = kMaxValues;
  const auto json = parse_json(text, limits);
  if (!json || !json->is_object()) return corrupt("");
  const std::int64_t format = json->int_or("format", -1);
  if (format < 0) return corrupt("format");
  if (format != kFormatVersion) {
    return Error{ErrorCode::kVersionMismatch,
                 "この索引は形式 " + std::to_string(format) + " です（この版が読めるのは形式 " +
                     std::to_string(kFormatVersion) + "）",
                 std::string(kManifestFile),
                 0,
                 "format",
                 ""};
  }
  return parse_members(*json);
}

}  // namespace kizuki
