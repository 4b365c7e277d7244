#include "engine/tagging/given_tags.hpp"

#include <algorithm>

namespace kizuki {

bool gives_issues(const CaseRecord& record) {
  return !record.issues.empty() || !record.stated_issues.empty() ||
         !record.essential_issues.empty();
}

bool gives_steps(const CaseRecord& record) {
  return std::any_of(record.sections.begin(), record.sections.end(),
                     [](const Section& section) { return !section.steps.empty(); });
}

bool gives_all_tags(const CaseRecord& record) {
  return gives_issues(record) && gives_steps(record) && record.scale != Scale::kUnknown;
}

}  // namespace kizuki
