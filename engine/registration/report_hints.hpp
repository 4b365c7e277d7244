// What a report still needs before others may read it, and what would make it more useful.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/registration/report_form.hpp"
#include "engine/registration/report_names.hpp"

namespace kizuki {

/// kStop: has to be settled before the report goes to review.
enum class HintLevel : std::uint8_t { kStop, kAdvice, kFine };

struct ReportHint {
  HintLevel level = HintLevel::kAdvice;
  /// What it is about: "title", "employees", "t3" (the text of section 3), "consent", "step5", …
  std::string field;
  std::string message;  // Japanese, one or two sentences
  std::string name;     // of a hint about a name: the word
  friend bool operator==(const ReportHint&, const ReportHint&) = default;
};

/// A text of a section, or the whole, of fewer characters is said to be short.
inline constexpr std::size_t kShortSectionCharacters = 60;
inline constexpr std::size_t kShortReportCharacters = 400;

/// kStop first, then kAdvice, then kFine, each in the order of the form. `names`: names_in_report;
/// those of companies and people, and contacts, stop the report until they are replaced or its
/// writer says that they are none. Depends on its arguments alone.
std::vector<ReportHint> report_hints(const ReportForm& form, const Taxonomy& taxonomy,
                                     const std::vector<ReportName>& names);

/// Whether nothing stops the report.
bool may_be_reviewed(const std::vector<ReportHint>& hints);

}  // namespace kizuki
