#include "engine/index/manifest_text.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

// "self" is the last member and holds the hash of every byte in front of its value, so that damage
// shows whatever format the rest is in.
constexpr std::string_view kSelfMember = ",\n  \"self\": \"";
constexpr std::string_view kEnd = "\"\n}\n";
constexpr std::size_t kHexDigits = 64;

/// Names, folders, sizes and hashes of 20,000 compartments.
constexpr std::size_t kMaxValues = 1'000'000;
constexpr std::size_t kMaxDepth = 6;

bool is_lower_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// A relative path of plain names: nothing that could lead out of the generation.
bool is_safe_path(std::string_view path) {
  constexpr std::string_view kNameBytes =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  if (path.empty() || path.size() > kMaxManifestPathBytes) return false;
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

Json print_file(const ManifestFile& file) {
  Json json;
  json.set("path", file.path);
  json.set("bytes", file.bytes);
  json.set("sha256", file.sha256);
  return json;
}

Result<ManifestFile> parse_file(const Json& json) {
  MemberReader in(json, "files.", 3);
  ManifestFile file;
  file.path = in.text("path", kMaxManifestPathBytes);
  file.bytes = in.number("bytes", 0, INT64_MAX);
  file.sha256 = in.text("sha256", kHexDigits);
  if (!is_safe_path(file.path)) in.fail("path");
  if (!is_lower_hex(file.sha256, kHexDigits)) in.fail("sha256");
  if (!in.ok()) return in.error();
  return file;
}

bool self_hash_fits(std::string_view text) {
  const std::size_t behind = kHexDigits + kEnd.size();
  if (text.size() < behind + kSelfMember.size()) return false;
  const std::string_view front = text.substr(0, text.size() - behind);
  return front.substr(front.size() - kSelfMember.size()) == kSelfMember &&
         text.substr(text.size() - kEnd.size()) == kEnd &&
         text.substr(front.size(), kHexDigits) == sha256_hex(front);
}

Result<ViewMember> parse_member(const Json& json) {
  MemberReader in(json, "members.", 3);
  ViewMember member;
  member.compartment = in.text("compartment", kMaxManifestNameBytes);
  member.folder = in.folder("folder");
  member.cases = in.number("cases", 1, INT64_MAX);
  if (member.compartment.empty()) in.fail("compartment");
  if (!in.ok()) return in.error();
  return member;
}

}  // namespace

Error corrupt_manifest(std::string_view member) {
  std::string message = "世代の目録 manifest.json が壊れています";
  Error error{ErrorCode::kCorrupt, std::move(message), std::string(kManifestFile), 0, "", ""};
  return std::move(error).with_field(std::string(member));
}

MemberReader::MemberReader(const Json& object, std::string path, std::size_t members)
    : object_(object), path_(std::move(path)) {
  if (!object.is_object() || object.as_object().size() != members) fail("");
}

void MemberReader::fail(std::string_view key) {
  if (!wrong_) wrong_ = path_ + std::string(key);
}

const Json* MemberReader::find(std::string_view key) {
  const Json* value = object_.find(key);
  if (value == nullptr) fail(key);
  return value;
}

std::uint64_t MemberReader::number(std::string_view key, std::int64_t least, std::int64_t most) {
  const Json* value = find(key);
  if (value == nullptr || !value->is_int() || value->as_int() < least || value->as_int() > most) {
    fail(key);
    return 0;
  }
  return static_cast<std::uint64_t>(value->as_int());
}

std::string MemberReader::text(std::string_view key, std::size_t limit_bytes) {
  const Json* value = find(key);
  if (value == nullptr || !value->is_string() || value->as_string().size() > limit_bytes) {
    fail(key);
    return {};
  }
  return value->as_string();
}

std::string MemberReader::folder(std::string_view key) {
  std::string name = text(key, kMaxManifestPathBytes);
  if (!is_safe_path(name) || name.find('/') != std::string::npos) fail(key);
  return name;
}

const JsonArray& MemberReader::array(std::string_view key) {
  static const JsonArray kEmpty;
  const Json* value = find(key);
  if (value == nullptr || !value->is_array()) {
    fail(key);
    return kEmpty;
  }
  return value->as_array();
}

Json print_manifest_files(const std::vector<ManifestFile>& files) {
  JsonArray array;
  for (const ManifestFile& file : files) array.push_back(print_file(file));
  return Json(std::move(array));
}

Result<std::vector<ManifestFile>> parse_manifest_files(const JsonArray& array) {
  return parse_ascending<ManifestFile>(array, "files", parse_file, &ManifestFile::path);
}

Json print_view_members(const std::vector<ViewMember>& members) {
  JsonArray array;
  for (const ViewMember& member : members) {
    Json json;
    json.set("compartment", member.compartment);
    json.set("folder", member.folder);
    json.set("cases", member.cases);
    array.push_back(std::move(json));
  }
  return Json(std::move(array));
}

Result<std::vector<ViewMember>> parse_view_members(const JsonArray& array) {
  return parse_ascending<ViewMember>(array, "members", parse_member, &ViewMember::compartment);
}

std::string seal_manifest(const Json& json) {
  std::string text = json.dump_pretty();
  text.resize(text.rfind('}'));
  while (text.back() == '\n') text.pop_back();
  text += kSelfMember;
  const std::string self = sha256_hex(text);
  return text.append(self).append(kEnd);
}

Result<Json> open_manifest(std::string_view text) {
  if (text.size() > kMaxManifestBytes || !self_hash_fits(text)) return corrupt_manifest("self");
  JsonLimits limits;
  limits.text_bytes = kMaxManifestBytes;
  limits.depth = kMaxDepth;
  limits.values = kMaxValues;
  auto json = parse_json(text, limits);
  if (!json || !json->is_object()) return corrupt_manifest("");
  const std::int64_t format = json->int_or("format", -1);
  if (format < 0) return corrupt_manifest("format");
  if (format != kFormatVersion) {
    return Error{ErrorCode::kVersionMismatch,
                 "この索引は形式 " + std::to_string(format) + " です（この版が読めるのは形式 " +
                     std::to_string(kFormatVersion) + "）",
                 std::string(kManifestFile),
                 0,
                 "format",
                 ""};
  }
  return json;
}

}  // namespace kizuki
