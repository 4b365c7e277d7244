// Controlled vocabularies: issue types, steps, industries, prefectures.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

struct IssueType {
  std::string code;
  std::string label;   // Japanese
  std::string parent;  // code, empty for a top type
};

struct Prefecture {
  std::string code;    // "01".."47" (JIS X 0401)
  std::string name;    // "北海道"
  std::string region;  // "北海道", "東北", …
};

/// Immutable and shared by all threads.
class Taxonomy {
 public:
  /// Reads issues.tsv, steps.tsv, industries.tsv and prefectures.tsv of `folder`. Errors:
  /// kNotFound, kCorrupt with file and line.
  static Result<std::shared_ptr<const Taxonomy>> load(const std::filesystem::path& folder);

  const std::vector<IssueType>& issues() const { return issues_; }
  /// Null when there is no such code.
  const IssueType* issue(std::string_view code) const;
  /// Label of step 1..7 ("①事業者と接する前"), empty otherwise.
  std::string_view step_label(int step) const;
  /// JSIC division letter of a letter ("E") or a numeric code ("3122" → "E"), '\0' when unknown.
  char industry_division(std::string_view industry) const;
  /// Japanese name of a division letter, empty when unknown.
  std::string_view industry_label(char division) const;
  /// In the order of their codes, north to south.
  const std::vector<Prefecture>& prefectures() const { return prefectures_; }
  /// By its full name ("青森県"); null when there is none.
  const Prefecture* prefecture(std::string_view name) const;

 private:
  struct Division {
    char letter;
    std::string label;
    int first_code;  // first and last two-digit major group
    int last_code;
  };
  static Result<std::vector<Division>> read_divisions(const std::filesystem::path& path);

  std::vector<IssueType> issues_;
  std::vector<std::string> step_labels_;
  std::vector<Division> divisions_;
  std::vector<Prefecture> prefectures_;
};

}  // namespace kizuki
