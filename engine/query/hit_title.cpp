#include "engine/query/hit_title.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/corpus/excerpt.hpp"

namespace kizuki {
namespace {

/// Number of the first field of the kind, or how many fields there are.
std::size_t first_of(const CaseAnalysis& analysis, FieldKind kind) {
  const auto found = std::find_if(analysis.fields.begin(), analysis.fields.end(),
                                  [&](const AnalyzedField& field) { return field.kind == kind; });
  return static_cast<std::size_t>(found - analysis.fields.begin());
}

}  // namespace

MarkedTitle hit_title(const CaseMatches& matches) {
  const std::vector<AnalyzedField>& fields = matches.analysis().fields;
  const std::size_t titled = first_of(matches.analysis(), FieldKind::kTitle);
  if (titled < fields.size()) return {fields[titled].text, matches.marks(titled)};
  const std::size_t body = first_of(matches.analysis(), FieldKind::kBody);
  if (body == fields.size()) return {};
  const Excerpt excerpt = excerpt_of(fields[body].text, kTitleCharacters);
  if (excerpt.text.empty()) return {};
  MarkedTitle title{excerpt.shown(), {}};
  const auto begin = static_cast<std::uint32_t>(excerpt.text.data() - fields[body].text.data());
  const auto end = begin + static_cast<std::uint32_t>(excerpt.text.size());
  for (const TextSpan& mark : matches.marks(body)) {
    if (mark.begin >= begin && mark.end <= end) {
      title.marks.push_back({mark.begin - begin, mark.end - begin});
    }
  }
  return title;
}

}  // namespace kizuki
