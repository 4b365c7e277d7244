// The page 事例登録: what an account has under way, and what waits for its eyes.
#pragma once

#include <string>
#include <vector>

#include "engine/library/report_draft.hpp"
#include "server/web/html.hpp"

namespace kizuki {

inline constexpr std::size_t kShownDrafts = 50;  // of each kind

struct DraftRow {
  ReportDraft draft;  // without content
  std::string title;  // may be empty
};

struct RegisterListView {
  std::vector<DraftRow> waiting;    // for him to decide on
  std::vector<DraftRow> own;        // not published
  std::vector<DraftRow> of_others;  // of his organisation, being written
  std::vector<DraftRow> published;  // his own; of a reviewer all
  std::string notice;
};

/// What stands in <main>.
Html print_register_list(const RegisterListView& view);

}  // namespace kizuki
