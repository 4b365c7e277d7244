#include "engine/corpus/profile.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/corpus/profile_parser.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kProfileBytes = std::size_t{1} << 20;
constexpr std::string_view kEnding = ".json";

bool is_path(std::string_view name) {
  return name.size() > kEnding.size() && name.substr(name.size() - kEnding.size()) == kEnding;
}

std::string names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    if (entry->path().extension() == kEnding) names.push_back(entry->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : "・").append(name);
  return out;
}

void set_at(Json& record, const std::vector<std::string>& target, Json value) {
  if (target.size() == 1) return record.set(target[0], std::move(value));
  Json* parent = record.find(target[0]);
  if (parent == nullptr || !parent->is_object()) {
    record.set(target[0], Json(JsonObject{}));
    parent = record.find(target[0]);
  }
  parent->set(target[1], std::move(value));
}

// An error that no single column is to blame for names what was to be made.
Error about(Error error, std::string target) {
  if (error.field.empty()) error.field = std::move(target);
  return error;
}

std::string joined(const std::vector<std::string>& target) {
  return target.size() == 1 ? target[0] : target[0] + "." + target[1];
}

Result<void> map_sections(const ProfileDefinition& profile, const SourceColumns& columns,
                          Json& record) {
  if (profile.sections.empty() && profile.pass_through) return {};
  JsonArray sections;
  for (const SectionRule& rule : profile.sections) {
    auto text = apply_rule(rule.text, columns);
    if (!text) return about(std::move(text).error(), "sections");
    if (text->is_null()) continue;
    auto heading = apply_rule(rule.heading, columns);
    if (!heading) return about(std::move(heading).error(), "sections");
    Json section(JsonObject{});
    section.set("heading", text_of_value(*heading));
    section.set("text", text_of_value(*text));
    if (!rule.steps.empty()) section.set("steps", JsonArray(rule.steps.begin(), rule.steps.end()));
    sections.push_back(std::move(section));
  }
  record.set("sections", std::move(sections));
  return {};
}

}  // namespace

struct Profile::State {
  ProfileDefinition definition;
};

Profile::Profile(std::unique_ptr<State> state) : state_(std::move(state)) {}
Profile::~Profile() = default;
Profile::Profile(Profile&&) noexcept = default;
Profile& Profile::operator=(Profile&&) noexcept = default;

Result<Profile> Profile::load(const std::filesystem::path& profile_folder, std::string_view name) {
  std::filesystem::path file(name);
  if (!is_path(name)) {
    const bool plain = !name.empty() && name.find('/') == std::string_view::npos;
    file = profile_folder / (std::string(name) + std::string(kEnding));
    std::error_code failure;
    if (!plain || !std::filesystem::exists(file, failure)) {
      Error error;
      error.code = ErrorCode::kNotFound;
      error.message = "プロファイル「" + std::string(name) +
                      "」はありません。使えるもの: " + names_in(profile_folder) +
                      "、または .json で終わるファイル";
      return error;
    }
  }
  auto text = read_file(file, kProfileBytes);
  if (!text) return std::move(text).error();
  return parse(*text, file.string());
}

Result<Profile> Profile::parse(std::string_view text, std::string_view name) {
  auto definition = parse_profile(text, name);
  if (!definition) return std::move(definition).error();
  auto state = std::make_unique<State>();
  state->definition = *std::move(definition);
  return Profile(std::move(state));
}

const std::string& Profile::name() const { return state_->definition.name; }

const std::vector<std::vector<std::string>>& Profile::required_columns() const {
  return state_->definition.required_columns;
}

Result<Json> Profile::map(const Json& source) const {
  const ProfileDefinition& profile = state_->definition;
  if (!source.is_object()) {
    Error error;
    error.code = ErrorCode::kInvalidRecord;
    error.message = "記録は {…} の形の JSON にしてください";
    return error;
  }
  SourceColumns columns(source, profile.empty_words);
  for (const auto& [name, rule] : profile.computed) {
    auto value = apply_rule(rule, columns);
    if (!value) return about(std::move(value).error(), name);
    columns.add_computed(name, *std::move(value));
  }
  Json record = profile.pass_through ? source : Json(JsonObject{});
  for (const auto& [target, rule] : profile.fields) {
    auto value = apply_rule(rule, columns);
    if (!value) return about(std::move(value).error(), joined(target));
    if (!value->is_null()) set_at(record, target, *std::move(value));
  }
  if (auto done = map_sections(profile, columns, record); !done) return std::move(done).error();
  for (const std::string& column : profile.source_columns) {
    Json value = columns.get(column);
    if (!value.is_null()) set_at(record, {"source", column}, std::move(value));
  }
  return record;
}

}  // namespace kizuki
