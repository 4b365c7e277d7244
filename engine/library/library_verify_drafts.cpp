#include <string>

#include "engine/library/draft_rows.hpp"
#include "engine/library/library_verify.hpp"

namespace kizuki {
namespace {

Result<void> check_rows(const Database& database, const ReportFinding& report) {
  static const std::string kSql =
      "SELECT " + std::string(kDraftColumns) + " FROM drafts ORDER BY id";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    if (!read_draft(*query, database)) {
      report({std::string(query->bytes(0)), "下書きの記録が書いたときと違います"});
    }
  }
}

Result<void> check_texts(const Database& database, const ReportFinding& report) {
  auto query = database.statement(
      "SELECT sequence, draft_id, version, content, hash FROM draft_texts ORDER BY sequence");
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string expected =
        query->is_null(3)
            ? no_draft_text_hash()
            : draft_text_hash(query->number(0), query->bytes(1), query->number(2), query->bytes(3));
    if (query->bytes(4) != expected) {
      report({std::string(query->bytes(1)), "下書きの内容が書いたときと違います"});
    }
  }
}

}  // namespace

Result<void> verify_drafts(const Database& database, const ReportFinding& report) {
  if (auto checked = check_rows(database, report); !checked) return checked;
  if (auto checked = check_texts(database, report); !checked) return checked;
  if (auto found = find_names(database,
                              "SELECT DISTINCT account FROM drafts WHERE account NOT IN"
                              " (SELECT name FROM accounts) ORDER BY account",
                              "下書きを書いたアカウントがありません", report);
      !found) {
    return found;
  }
  if (auto found =
          find_names(database,
                     "SELECT d.id FROM drafts AS d WHERE d.state <= 3 AND NOT EXISTS (SELECT 1 FROM"
                     " draft_texts AS t WHERE t.draft_id = d.id AND t.version = d.version"
                     " AND t.content IS NOT NULL) ORDER BY d.id",
                     "下書きの内容がありません", report);
      !found) {
    return found;
  }
  if (auto found = find_names(
          database,
          "SELECT t.draft_id FROM draft_texts AS t WHERE t.content IS NOT NULL AND NOT EXISTS"
          " (SELECT 1 FROM drafts AS d WHERE d.id = t.draft_id AND d.state <= 3"
          " AND d.version = t.version) ORDER BY t.draft_id",
          "終わった下書きの内容が残っています", report);
      !found) {
    return found;
  }
  return find_names(database,
                    "SELECT DISTINCT t.draft_id FROM draft_texts AS t JOIN cases AS c"
                    " ON c.id = t.draft_id WHERE t.content IS NOT NULL AND c.state = 3"
                    " ORDER BY t.draft_id",
                    "消去した事例の下書きが残っています", report);
}

}  // namespace kizuki
