// Names in a report, and others in their place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/registration/name_finder.hpp"
#include "engine/registration/report_form.hpp"

namespace kizuki {

/// A name that stands in a field of the form.
struct ReportName {
  std::string field;  // as in ReportHint
  NameKind kind = NameKind::kCompany;
  std::string word;
  friend bool operator==(const ReportName&, const ReportName&) = default;
};

inline constexpr std::size_t kMaxReportNames = 50;

/// The names in the texts of the form in its order, each once a field, without those that its
/// writer keeps (kept_names); the first kMaxReportNames. Errors: NameFinder::find.
Result<std::vector<ReportName>> names_in_report(const ReportForm& form, NameFinder& finder);

/// What a name would be replaced by: "A社", "A" (of a person, whose title stays), "○○市",
/// "（連絡先）"; the first letter that no text of the form uses for somebody else.
std::string replacement_for(const ReportForm& form, NameKind kind, std::string_view word);

/// Puts `replacement` in the place of `word` in every text of the form.
void replace_in_report(ReportForm& form, std::string_view word, std::string_view replacement);

}  // namespace kizuki
