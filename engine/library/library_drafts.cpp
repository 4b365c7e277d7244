// Reading drafts of reports.
#include <utility>

#include "engine/library/draft_rows.hpp"
#include "engine/library/library_state.hpp"

namespace kizuki {

Error no_such_draft(std::string_view id) {
  return {ErrorCode::kNotFound, "その下書きはありません", "", 0, "", std::string(id)};
}

Result<ReportDraft> Library::draft(std::string_view id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  // Row and content are two reads: one snapshot, because a writer may come between.
  const auto snapshot = Transaction::begin(**database, Transaction::Kind::kRead);
  if (!snapshot) return snapshot.error();
  auto found = find_draft(**database, id);
  if (!found) return std::move(found).error();
  if (!*found) return no_such_draft(id);
  return std::move(**found);
}

Result<std::vector<ReportDraft>> Library::drafts(std::string_view organization) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql =
      "SELECT " + std::string(kDraftColumns) +
      " FROM drafts WHERE organization = ?1 AND state <> 5 ORDER BY changed_at DESC, id";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  query->bind_text(1, organization);
  std::vector<ReportDraft> drafts;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return drafts;
    auto draft = read_draft(*query, **database);
    if (!draft) return std::move(draft).error();
    drafts.push_back(std::move(*draft));
  }
}

}  // namespace kizuki
