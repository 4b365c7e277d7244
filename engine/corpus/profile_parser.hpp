// A profile's text → what Profile works with.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/profile_rule.hpp"

namespace kizuki {

/// A section of the case: its text, under a heading, when the text is not empty.
struct SectionRule {
  ProfileRule heading;
  ProfileRule text;
  std::vector<int> steps;
};

/// The content of a profile file (docs/profiles.md).
struct ProfileDefinition {
  std::string name;
  std::vector<std::vector<std::string>> required_columns;  // of each entry one is enough
  std::vector<std::string> empty_words;
  bool pass_through = false;
  std::vector<std::pair<std::string, ProfileRule>> computed;
  /// Target path as names ("company", "industry") and its rule.
  std::vector<std::pair<std::vector<std::string>, ProfileRule>> fields;
  std::vector<SectionRule> sections;
  std::vector<std::string> source_columns;  // kept as they are under `source`
};

/// Reads a profile. Errors: kCorrupt, `field` = path of the member at fault ("fields.id.convert"),
/// `file` = `name`.
Result<ProfileDefinition> parse_profile(std::string_view text, std::string_view name);

}  // namespace kizuki
