#include "engine/index/manifest.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/index/format.hpp"
#include "engine/index/manifest_text.hpp"

namespace kizuki {
namespace {

constexpr std::int64_t kMaxPivot = 1'000'000;
constexpr std::int64_t kMaxQuantum = 255;
constexpr std::int64_t kMaxCapFactor = 255;

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
  json.set("overlay", compartment.overlay);
  json.set("text_bytes", compartment.text_bytes);
  return json;
}

JsonArray print_names(const std::vector<std::string>& names) {
  JsonArray array;
  for (const std::string& name : names) array.emplace_back(name);
  return array;
}

Json print_view(const ManifestView& view) {
  Json json;
  json.set("name", view.name);
  json.set("folder", view.folder);
  json.set("reads", print_names(view.reads));
  json.set("without", print_names(view.without));
  json.set("members", print_view_members(view.members));
  return json;
}

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
  MemberReader in(json, "compartments.", 5);
  ManifestCompartment compartment;
  compartment.name = in.text("name", kMaxManifestNameBytes);
  compartment.folder = in.folder("folder");
  compartment.cases = in.number("cases", 0, INT64_MAX);
  compartment.overlay = in.text("overlay", kMaxManifestTextBytes);
  compartment.text_bytes = in.number("text_bytes", 0, INT64_MAX);
  if (compartment.name.empty()) in.fail("name");
  if (!in.ok()) return in.error();
  return compartment;
}

/// Names that ascend.
std::vector<std::string> parse_names(MemberReader& in, std::string_view key) {
  std::vector<std::string> names;
  for (const Json& name : in.array(key)) {
    const bool ascends = name.is_string() && !name.as_string().empty() &&
                         (names.empty() || names.back() < name.as_string());
    if (!ascends) {
      in.fail(key);
      break;
    }
    names.push_back(name.as_string());
  }
  return names;
}

Result<ManifestView> parse_view(const Json& json) {
  MemberReader in(json, "views.", 5);
  ManifestView view;
  view.name = in.text("name", kMaxManifestNameBytes);
  view.folder = in.folder("folder");
  view.reads = parse_names(in, "reads");
  view.without = parse_names(in, "without");
  const JsonArray& members_json = in.array("members");
  if (view.name.empty()) in.fail("name");
  if (!in.ok()) return in.error();
  auto members = parse_view_members(members_json);
  if (!members) return std::move(members).error();
  view.members = std::move(*members);
  return view;
}

bool folders_differ(const Manifest& manifest) {
  std::vector<std::string_view> folders;
  for (const auto& compartment : manifest.compartments) folders.emplace_back(compartment.folder);
  for (const auto& view : manifest.views) folders.emplace_back(view.folder);
  std::sort(folders.begin(), folders.end());
  return std::adjacent_find(folders.begin(), folders.end()) == folders.end();
}

/// Each member of a view is a compartment as it stands in the manifest.
bool members_fit(const Manifest& manifest) {
  return std::all_of(manifest.views.begin(), manifest.views.end(), [&](const ManifestView& view) {
    return std::all_of(view.members.begin(), view.members.end(), [&](const ViewMember& member) {
      const ManifestCompartment* compartment = manifest.find_compartment(member.compartment);
      return compartment != nullptr && compartment->folder == member.folder &&
             compartment->cases == member.cases;
    });
  });
}

Result<Manifest> parse_members(const Json& json) {
  MemberReader in(json, "", 13);
  Manifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = in.number("generation", 1, INT64_MAX);
  manifest.library_sequence = in.number("library_sequence", 0, INT64_MAX);
  manifest.confirmation_sequence = in.number("confirmation_sequence", 0, INT64_MAX);
  manifest.tag_model = in.text("tag_model", kMaxManifestTextBytes);
  manifest.analyzer_fingerprint = in.text("analyzer_fingerprint", kMaxManifestTextBytes);
  manifest.built_at = in.text("built_at", kMaxManifestTextBytes);
  manifest.program = in.text("program", kMaxManifestTextBytes);
  const Json* length_json = in.find("length");
  const JsonArray& compartments_json = in.array("compartments");
  const JsonArray& views_json = in.array("views");
  const JsonArray& files_json = in.array("files");
  if (!in.ok()) return in.error();

  auto length = parse_length(*length_json);
  if (!length) return std::move(length).error();
  manifest.length = *length;
  auto compartments = parse_ascending<ManifestCompartment>(
      compartments_json, "compartments", parse_compartment, &ManifestCompartment::name);
  if (!compartments) return std::move(compartments).error();
  manifest.compartments = std::move(*compartments);
  auto views = parse_ascending<ManifestView>(views_json, "views", parse_view, &ManifestView::name);
  if (!views) return std::move(views).error();
  manifest.views = std::move(*views);
  if (!folders_differ(manifest)) return corrupt_manifest("compartments.folder");
  if (!members_fit(manifest)) return corrupt_manifest("views.members");
  auto files = parse_manifest_files(files_json);
  if (!files) return std::move(files).error();
  manifest.files = std::move(*files);
  return manifest;
}

/// The element of this name in a list that ascends by name.
template <typename T>
const T* find_by_name(const std::vector<T>& list, std::string_view name) {
  const auto found = std::lower_bound(list.begin(), list.end(), name,
                                      [](const T& a, std::string_view b) { return a.name < b; });
  return found == list.end() || found->name != name ? nullptr : &*found;
}

}  // namespace

const ManifestCompartment* Manifest::find_compartment(std::string_view name) const {
  return find_by_name(compartments, name);
}

const ManifestView* Manifest::find_view(std::string_view name) const {
  return find_by_name(views, name);
}

bool ManifestView::may_hold(std::string_view compartment) const {
  if (std::binary_search(without.begin(), without.end(), compartment)) return false;
  return reads.empty() || std::binary_search(reads.begin(), reads.end(), compartment);
}

std::string print_manifest(const Manifest& manifest) {
  Json json;
  json.set("format", std::int64_t{manifest.format});
  json.set("generation", manifest.generation);
  json.set("library_sequence", manifest.library_sequence);
  json.set("confirmation_sequence", manifest.confirmation_sequence);
  json.set("tag_model", manifest.tag_model);
  json.set("analyzer_fingerprint", manifest.analyzer_fingerprint);
  json.set("length", print_length(manifest.length));
  json.set("built_at", manifest.built_at);
  json.set("program", manifest.program);
  JsonArray compartments;
  for (const auto& compartment : manifest.compartments) {
    compartments.push_back(print_compartment(compartment));
  }
  json.set("compartments", std::move(compartments));
  JsonArray views;
  for (const auto& view : manifest.views) views.push_back(print_view(view));
  json.set("views", std::move(views));
  json.set("files", print_manifest_files(manifest.files));
  return seal_manifest(json);
}

Result<Manifest> parse_manifest(std::string_view text) {
  const auto json = open_manifest(text);
  if (!json) return json.error();
  return parse_members(*json);
}

}  // namespace kizuki
