// The page of a report that is read and not written: in review, or published.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/library/report_draft.hpp"
#include "engine/registration/draft_content.hpp"
#include "engine/registration/report_hints.hpp"
#include "server/web/html.hpp"

namespace kizuki {

struct ReviewView {
  ReportDraft draft;
  DraftContent content;  // empty when it is published
  std::vector<ReportHint> hints;
  bool may_decide = false;
  bool may_withdraw = false;  // its writer: take it back and go on writing
  bool may_revise = false;
  bool may_discard = false;
  bool own = false;         // the visitor has written it
  bool case_shown = false;  // it is published, and the case may be read
  std::string csrf;
  std::string notice;
  std::string problem;
  std::string typed_remark;
};

/// What stands in <main>.
Html print_review(const ReviewView& view, const Taxonomy& taxonomy);

/// "所属機関だけ", … for a code of Visibility.
std::string_view visibility_label(std::string_view code);

}  // namespace kizuki
