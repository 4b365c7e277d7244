#include "engine/index/update_manifest.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/index/format.hpp"
#include "engine/index/manifest_text.hpp"

namespace kizuki {
namespace {

Json print_part(const UpdatePart& part) {
  Json json;
  json.set("name", part.name);
  json.set("folder", part.folder);
  json.set("cases", part.cases);
  json.set("text_bytes", part.text_bytes);
  json.set("superseded", part.superseded);
  json.set("view", part.is_view);
  json.set("members", print_view_members(part.members));
  return json;
}

Result<UpdatePart> parse_part(const Json& json) {
  MemberReader in(json, "parts.", 7);
  UpdatePart part;
  part.name = in.text("name", kMaxManifestNameBytes);
  part.folder = in.folder("folder");
  part.cases = in.number("cases", 0, INT64_MAX);
  part.text_bytes = in.number("text_bytes", 0, INT64_MAX);
  part.superseded = in.number("superseded", 0, INT64_MAX);
  const Json* view = in.find("view");
  const JsonArray& members_json = in.array("members");
  if (part.name.empty()) in.fail("name");
  if (view != nullptr && !view->is_bool()) in.fail("view");
  if (!in.ok()) return in.error();
  part.is_view = view->as_bool();
  auto members = parse_view_members(members_json);
  if (!members) return std::move(members).error();
  part.members = std::move(*members);
  return part;
}

bool folders_differ(const std::vector<UpdatePart>& parts) {
  std::vector<std::string_view> folders;
  folders.reserve(parts.size());
  for (const UpdatePart& part : parts) folders.emplace_back(part.folder);
  std::sort(folders.begin(), folders.end());
  return std::adjacent_find(folders.begin(), folders.end()) == folders.end();
}

bool members_fit(const UpdateManifest& manifest) {
  for (const UpdatePart& part : manifest.parts) {
    if (!part.is_view && !part.members.empty()) return false;
    for (const ViewMember& member : part.members) {
      const UpdatePart* compartment = manifest.find_part(member.compartment);
      if (compartment == nullptr || compartment->is_view || compartment->folder != member.folder ||
          compartment->cases != member.cases) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

const UpdatePart* UpdateManifest::find_part(std::string_view name) const {
  const auto found =
      std::lower_bound(parts.begin(), parts.end(), name,
                       [](const UpdatePart& a, std::string_view b) { return a.name < b; });
  return found == parts.end() || found->name != name ? nullptr : &*found;
}

std::string print_update_manifest(const UpdateManifest& manifest) {
  Json json;
  json.set("format", std::int64_t{manifest.format});
  json.set("generation", manifest.generation);
  json.set("update", manifest.update);
  json.set("library_sequence", manifest.library_sequence);
  json.set("confirmation_sequence", manifest.confirmation_sequence);
  json.set("built_at", manifest.built_at);
  json.set("program", manifest.program);
  JsonArray parts;
  for (const UpdatePart& part : manifest.parts) parts.push_back(print_part(part));
  json.set("parts", std::move(parts));
  json.set("files", print_manifest_files(manifest.files));
  return seal_manifest(json);
}

Result<UpdateManifest> parse_update_manifest(std::string_view text) {
  const auto json = open_manifest(text);
  if (!json) return json.error();
  MemberReader in(*json, "", 10);
  UpdateManifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = in.number("generation", 1, INT64_MAX);
  manifest.update = in.number("update", 1, INT64_MAX);
  manifest.library_sequence = in.number("library_sequence", 0, INT64_MAX);
  manifest.confirmation_sequence = in.number("confirmation_sequence", 0, INT64_MAX);
  manifest.built_at = in.text("built_at", kMaxManifestTextBytes);
  manifest.program = in.text("program", kMaxManifestTextBytes);
  const JsonArray& parts_json = in.array("parts");
  const JsonArray& files_json = in.array("files");
  if (!in.ok()) return in.error();

  auto parts = parse_ascending<UpdatePart>(parts_json, "parts", parse_part, &UpdatePart::name);
  if (!parts) return std::move(parts).error();
  manifest.parts = std::move(*parts);
  if (!folders_differ(manifest.parts)) return corrupt_manifest("parts.folder");
  if (!members_fit(manifest)) return corrupt_manifest("parts.members");
  auto files = parse_manifest_files(files_json);
  if (!files) return std::move(files).error();
  manifest.files = std::move(*files);
  return manifest;
}

}  // namespace kizuki
