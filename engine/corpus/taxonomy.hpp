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

/// Immutable and shared by all threads.
class Taxonomy {
 public:
  /// Reads `<folder>/issues.tsv` and the other tables beside it. Errors: kNotFound, kCorrupt with
  /// file and line.
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

 private:
  std::vector<IssueType> issues_;
  std::vector<std::string> step_labels_;
  struct Division {
    char letter;
    std::string label;
    int first_code;  // first and last two-digit major group
    int last_code;
  };
  std::vector<Division> divisions_;
};

}  // namespace kizuki
