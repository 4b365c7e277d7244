#include "engine/corpus/profile_parser.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

namespace kizuki {
namespace {

constexpr std::size_t kMaxExcerpt = 1000;

std::string inside(const std::string& path, std::string_view member) {
  return path.empty() ? std::string(member) : path + "." + std::string(member);
}

std::string element(const std::string& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

/// Turns JSON into a definition. The first fault found is kept; every reader then gives an empty
/// value, so that only the end has to look.
class ProfileReader {
 public:
  std::optional<Error> take_error() { return std::move(error_); }

  ProfileDefinition read(const Json& json) {
    ProfileDefinition profile;
    if (!json.is_object()) {
      fail("", "プロファイルは {…} の形の JSON にしてください");
      return profile;
    }
    refuse_unknown(json, "",
                   {"name", "description", "required_columns", "empty", "pass_through", "computed",
                    "fields", "sections", "source_columns"});
    profile.name = text_member(json, "", "name");
    if (profile.name.empty()) fail("name", "プロファイルの名前を書いてください");
    text_member(json, "", "description");
    read_required_columns(json, profile);
    profile.empty_words = texts_member(json, "", "empty");
    profile.pass_through = flag_member(json, "", "pass_through");
    read_computed(json, profile);
    read_fields(json, profile);
    read_sections(json, profile);
    profile.source_columns = texts_member(json, "", "source_columns");
    const bool has_id = std::any_of(profile.fields.begin(), profile.fields.end(),
                                    [](const auto& field) { return field.first.front() == "id"; });
    if (!profile.pass_through && !has_id) fail("fields", "id の作り方を書いてください");
    return profile;
  }

 private:
  void fail(std::string field, std::string message) {
    if (error_) return;
    error_.emplace();
    error_->code = ErrorCode::kCorrupt;
    error_->field = std::move(field);
    error_->message = std::move(message);
  }

  void refuse_unknown(const Json& object, const std::string& path,
                      std::initializer_list<std::string_view> known) {
    for (const auto& member : object.as_object()) {
      if (std::find(known.begin(), known.end(), member.first) == known.end()) {
        fail(inside(path, member.first), "知らない項目です（docs/profiles.md を見てください）");
      }
    }
  }

  std::string text_value(const Json& value, const std::string& path) {
    if (value.is_string()) return value.as_string();
    fail(path, "文字列にしてください");
    return {};
  }

  std::string text_member(const Json& object, const std::string& path, std::string_view name) {
    const Json* value = object.find(name);
    return value == nullptr ? std::string() : text_value(*value, inside(path, name));
  }

  bool flag_member(const Json& object, const std::string& path, std::string_view name) {
    const Json* value = object.find(name);
    if (value == nullptr) return false;
    if (value->is_bool()) return value->as_bool();
    fail(inside(path, name), "true か false にしてください");
    return false;
  }

  std::vector<std::string> texts_member(const Json& object, const std::string& path,
                                        std::string_view name) {
    std::vector<std::string> out;
    const Json* value = object.find(name);
    if (value == nullptr) return out;
    const std::string place = inside(path, name);
    if (!value->is_array()) {
      fail(place, "文字列の並びにしてください");
      return out;
    }
    for (std::size_t i = 0; i < value->as_array().size(); ++i) {
      out.push_back(text_value(value->as_array()[i], element(place, i)));
    }
    return out;
  }

  void read_required_columns(const Json& json, ProfileDefinition& profile) {
    const Json* entries = json.find("required_columns");
    if (entries == nullptr) return;
    if (!entries->is_array()) return fail("required_columns", "列の名前の並びにしてください");
    for (std::size_t i = 0; i < entries->as_array().size(); ++i) {
      const Json& entry = entries->as_array()[i];
      const std::string place = element("required_columns", i);
      if (!entry.is_array()) {
        profile.required_columns.push_back({text_value(entry, place)});
        continue;
      }
      std::vector<std::string> names;
      for (const Json& name : entry.as_array()) names.push_back(text_value(name, place));
      if (names.empty()) fail(place, "列の名前を一つ以上書いてください");
      profile.required_columns.push_back(std::move(names));
    }
  }

  void read_computed(const Json& json, ProfileDefinition& profile) {
    const Json* computed = json.find("computed");
    if (computed == nullptr) return;
    if (!computed->is_object()) return fail("computed", "{\"名前\": 規則} の形にしてください");
    for (const auto& [name, rule] : computed->as_object()) {
      profile.computed.emplace_back(name, read_rule(rule, "computed." + name));
    }
  }

  void read_fields(const Json& json, ProfileDefinition& profile) {
    const Json* fields = json.find("fields");
    if (fields == nullptr) return;
    if (!fields->is_object()) return fail("fields", "{\"項目\": 規則} の形にしてください");
    for (const auto& [target, rule] : fields->as_object()) {
      std::vector<std::string> names;
      std::string_view rest = target;
      while (true) {
        const std::size_t dot = rest.find('.');
        names.emplace_back(rest.substr(0, dot));
        if (names.back().empty() || names.size() > 2) {
          fail("fields." + target,
               "項目の名前は \"title\" か \"company.industry\" の形にしてください");
        }
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
      }
      profile.fields.emplace_back(std::move(names), read_rule(rule, "fields." + target));
    }
  }

  void read_sections(const Json& json, ProfileDefinition& profile) {
    const Json* sections = json.find("sections");
    if (sections == nullptr) return;
    if (!sections->is_array()) return fail("sections", "節の規則の並びにしてください");
    for (std::size_t i = 0; i < sections->as_array().size(); ++i) {
      profile.sections.push_back(read_section(sections->as_array()[i], element("sections", i)));
    }
  }

  SectionRule read_section(const Json& json, const std::string& path) {
    SectionRule section;
    if (!json.is_object()) {
      fail(path, "{\"heading\": …, \"text\": …} の形にしてください");
      return section;
    }
    refuse_unknown(json, path, {"heading", "text", "steps"});
    if (const Json* heading = json.find("heading"); heading != nullptr) {
      if (heading->is_string()) {
        section.heading.value = *heading;
      } else {
        section.heading = read_rule(*heading, inside(path, "heading"));
      }
    }
    if (const Json* text = json.find("text"); text != nullptr) {
      section.text = read_rule(*text, inside(path, "text"));
    } else {
      fail(inside(path, "text"), "節の文章の作り方を書いてください");
    }
    read_steps(json, path, section.steps);
    return section;
  }

  void read_steps(const Json& json, const std::string& path, std::vector<int>& steps) {
    const Json* values = json.find("steps");
    if (values == nullptr) return;
    const std::string place = inside(path, "steps");
    if (!values->is_array()) return fail(place, "1〜7 の整数の並びにしてください");
    for (const Json& value : values->as_array()) {
      const std::int64_t step = value.is_int() ? value.as_int() : 0;
      if (step < 1 || step > 7) return fail(place, "1〜7 の整数の並びにしてください");
      steps.push_back(static_cast<int>(step));
    }
  }

  ProfileRule read_rule(const Json& json, const std::string& path) {
    ProfileRule rule;
    if (json.is_string()) {
      rule.origin = ProfileRule::Origin::kColumn;
      rule.column = json.as_string();
      if (rule.column.empty()) fail(path, "列の名前が空です");
      return rule;
    }
    if (!json.is_object()) {
      fail(path, "規則は列の名前か {…} にしてください");
      return rule;
    }
    refuse_unknown(
        json, path,
        {"column", "value", "template", "parts", "first", "hash", "path", "separator", "split",
         "convert", "map", "unmapped", "only_if_single", "join", "max_characters", "prefix"});
    read_origin(json, path, rule);
    read_shape(json, path, rule);
    read_words(json, path, rule);
    return rule;
  }

  void read_origin(const Json& json, const std::string& path, ProfileRule& rule) {
    using Origin = ProfileRule::Origin;
    constexpr auto kOrigins =
        std::to_array<std::pair<std::string_view, Origin>>({{"column", Origin::kColumn},
                                                            {"value", Origin::kValue},
                                                            {"template", Origin::kTemplate},
                                                            {"parts", Origin::kParts},
                                                            {"first", Origin::kFirst},
                                                            {"hash", Origin::kHash}});
    int origins = 0;
    for (const auto& [name, origin] : kOrigins) {
      if (json.find(name) == nullptr) continue;
      ++origins;
      rule.origin = origin;
    }
    if (origins != 1) {
      return fail(path, "column・value・template・parts・first・hash のどれか一つを書いてください");
    }
    switch (rule.origin) {
      case Origin::kColumn:
        rule.column = text_member(json, path, "column");
        break;
      case Origin::kValue:
        rule.value = *json.find("value");
        break;
      case Origin::kTemplate:
        read_template(json, path, rule);
        break;
      case Origin::kParts:
        read_parts(json, path, rule);
        break;
      case Origin::kFirst:
        read_alternatives(json, path, rule);
        break;
      case Origin::kHash:
        read_hash(json, path, rule);
        break;
    }
    if (rule.origin == Origin::kColumn && rule.column.empty()) {
      fail(inside(path, "column"), "列の名前が空です");
    }
  }

  void read_template(const Json& json, const std::string& path, ProfileRule& rule) {
    const std::string text = text_member(json, path, "template");
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t open = rest.find('{');
      if (open != 0) rule.pieces.push_back({std::string(rest.substr(0, open)), false});
      if (open == std::string_view::npos) break;
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos || close == open + 1) {
        return fail(inside(path, "template"), "{ } の中に列の名前を書いてください");
      }
      rule.pieces.push_back({std::string(rest.substr(open + 1, close - open - 1)), true});
      rest.remove_prefix(close + 1);
    }
    const bool any = std::any_of(rule.pieces.begin(), rule.pieces.end(),
                                 [](const auto& piece) { return piece.is_column; });
    if (!any) fail(inside(path, "template"), "{列の名前} を一つは書いてください");
  }

  void read_parts(const Json& json, const std::string& path, ProfileRule& rule) {
    const Json& parts = *json.find("parts");
    const std::string place = inside(path, "parts");
    if (!parts.is_array())
      return fail(place, "[{\"label\": …, \"from\": 規則}] の形にしてください");
    for (std::size_t i = 0; i < parts.as_array().size(); ++i) {
      const Json& part = parts.as_array()[i];
      const std::string here = element(place, i);
      const Json* from = part.is_object() ? part.find("from") : &part;
      if (from == nullptr) return fail(inside(here, "from"), "列の名前か規則を書いてください");
      if (part.is_object()) refuse_unknown(part, here, {"label", "from"});
      const std::string label = part.is_object() ? text_member(part, here, "label") : "";
      rule.parts.push_back(
          {label, read_rule(*from, part.is_object() ? inside(here, "from") : here)});
    }
    rule.separator =
        json.find("separator") == nullptr ? "\n" : text_member(json, path, "separator");
  }

  void read_alternatives(const Json& json, const std::string& path, ProfileRule& rule) {
    const Json& alternatives = *json.find("first");
    const std::string place = inside(path, "first");
    if (!alternatives.is_array()) return fail(place, "規則の並びにしてください");
    for (std::size_t i = 0; i < alternatives.as_array().size(); ++i) {
      rule.alternatives.push_back(read_rule(alternatives.as_array()[i], element(place, i)));
    }
  }

  void read_hash(const Json& json, const std::string& path, ProfileRule& rule) {
    rule.hash_columns = texts_member(json, path, "hash");
    if (rule.hash_columns.empty()) fail(inside(path, "hash"), "列の名前を一つは書いてください");
  }

  void read_shape(const Json& json, const std::string& path, ProfileRule& rule) {
    if (json.find("path") != nullptr) {
      auto parsed = JsonPath::parse(text_member(json, path, "path"));
      if (rule.origin != ProfileRule::Origin::kColumn) {
        fail(inside(path, "path"), "path は column と一緒に使います");
      } else if (!parsed) {
        fail(inside(path, "path"), parsed.error().message);
      } else {
        rule.path = *std::move(parsed);
      }
    }
    rule.split = texts_member(json, path, "split");
    if (std::find(rule.split.begin(), rule.split.end(), "") != rule.split.end()) {
      fail(inside(path, "split"), "区切りの文字が空です");
    }
    rule.only_if_single = flag_member(json, path, "only_if_single");
    if (json.find("join") != nullptr) rule.join = text_member(json, path, "join");
    if (const Json* limit = json.find("max_characters"); limit != nullptr) {
      const std::int64_t characters = limit->is_int() ? limit->as_int() : 0;
      if (characters < 1 || characters > static_cast<std::int64_t>(kMaxExcerpt)) {
        return fail(inside(path, "max_characters"), "1〜1000 の整数にしてください");
      }
      rule.max_characters = static_cast<std::size_t>(characters);
    }
    rule.prefix = text_member(json, path, "prefix");
  }

  void read_words(const Json& json, const std::string& path, ProfileRule& rule) {
    using Conversion = ProfileRule::Conversion;
    using Unmapped = ProfileRule::Unmapped;
    rule.conversion = choice(json, path, "convert", Conversion::kNone,
                             {{"integer", Conversion::kInteger},
                              {"date", Conversion::kDate},
                              {"month", Conversion::kMonth},
                              {"year", Conversion::kYear},
                              {"markdown", Conversion::kMarkdown}});
    rule.unmapped = choice(
        json, path, "unmapped", Unmapped::kKeep,
        {{"keep", Unmapped::kKeep}, {"drop", Unmapped::kDrop}, {"refuse", Unmapped::kRefuse}});
    const Json* map = json.find("map");
    if (map == nullptr) return;
    if (!map->is_object())
      return fail(inside(path, "map"), "{\"元の値\": 新しい値} の形にしてください");
    rule.map = map->as_object();
  }

  template <typename Choice>
  Choice choice(const Json& json, const std::string& path, std::string_view name, Choice fallback,
                std::initializer_list<std::pair<std::string_view, Choice>> choices) {
    if (json.find(name) == nullptr) return fallback;
    const std::string word = text_member(json, path, name);
    std::string words;
    for (const auto& [known, value] : choices) {
      if (known == word) return value;
      words.append(words.empty() ? "" : "・").append(known);
    }
    fail(inside(path, name), words + " のどれかにしてください");
    return fallback;
  }

  std::optional<Error> error_;
};

}  // namespace

Result<ProfileDefinition> parse_profile(std::string_view text, std::string_view name) {
  auto json = parse_json(text);
  std::optional<Error> error;
  ProfileDefinition profile;
  if (json) {
    ProfileReader reader;
    profile = reader.read(*json);
    error = reader.take_error();
  } else {
    error = std::move(json).error();
    error->code = ErrorCode::kCorrupt;
  }
  if (!error) return profile;
  error->file = name;
  return *std::move(error);
}

}  // namespace kizuki
