#include "engine/query/hit_title.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/corpus/excerpt.hpp"

namespace kizuki {
namespace {

const AnalyzedField* first_of(const CaseAnalysis& analysis, FieldKind kind) {
  const auto found = std::find_if(analysis.fields.begin(), analysis.fields.end(),
                                  [&](const AnalyzedField& field) { return field.kind == kind; });
  return found == analysis.fields.end() ? nullptr : &*found;
}

}  // namespace

MarkedTitle hit_title(const SnippetQuery& query, const CaseAnalysis& analysis) {
  if (const AnalyzedField* title = first_of(analysis, FieldKind::kTitle)) {
    return {title->text, find_marks(query, analysis, *title)};
  }
  const AnalyzedField* body = first_of(analysis, FieldKind::kBody);
  if (body == nullptr) return {};
  const Excerpt excerpt = excerpt_of(body->text, kTitleCharacters);
  if (excerpt.text.empty()) return {};
  MarkedTitle title{excerpt.shown(), {}};
  const auto begin = static_cast<std::uint32_t>(excerpt.text.data() - body->text.data());
  const auto end = begin + static_cast<std::uint32_t>(excerpt.text.size());
  for (const TextSpan& mark : find_marks(query, analysis, *body)) {
    if (mark.begin >= begin && mark.end <= end) {
      title.marks.push_back({mark.begin - begin, mark.end - begin});
    }
  }
  return title;
}

}  // namespace kizuki
