#include "engine/library/draft_rows.hpp"

#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashBytes = 32;

Error damaged_draft(const Database& database, std::string_view id) {
  return {ErrorCode::kCorrupt,
          "下書きの記録が壊れています。kizuki verify で確かめてください",
          database.path().string(),
          0,
          "",
          std::string(id)};
}

/// Reads the text that counts into `draft`. False when it is not the one that was written.
Result<bool> read_content(const Database& database, ReportDraft& draft) {
  auto query = database.statement(
      "SELECT sequence, version, content, hash FROM draft_texts"
      " WHERE draft_id = ?1 AND content IS NOT NULL");
  if (!query) return query.error();
  const auto row = query->bind_text(1, draft.id).step();
  if (!row) return row.error();
  if (!*row) return !is_open(draft.state);
  if (!is_open(draft.state) || query->number(1) != draft.version) return false;
  draft.content = query->bytes(2);
  return query->bytes(3) ==
         draft_text_hash(query->number(0), draft.id, draft.version, draft.content);
}

}  // namespace

std::string draft_seal(const ReportDraft& draft) {
  std::string bytes;
  append_sized(bytes, draft.id);
  append_sized(bytes, draft.account);
  append_sized(bytes, draft.organization);
  append_varint(bytes, static_cast<std::uint64_t>(draft.state));
  append_varint(bytes, draft.version);
  append_sized(bytes, draft.created_at);
  append_sized(bytes, draft.changed_at);
  return to_bytes(sha256(bytes));
}

std::string draft_text_hash(std::uint64_t sequence, std::string_view draft_id,
                            std::uint64_t version, std::string_view content) {
  std::string bytes;
  append_varint(bytes, sequence);
  append_sized(bytes, draft_id);
  append_varint(bytes, version);
  append_sized(bytes, content);
  return to_bytes(sha256(bytes));
}

std::string no_draft_text_hash() { return std::string(kHashBytes, '\0'); }

Result<ReportDraft> read_draft(const Statement& row, const Database& database) {
  ReportDraft draft;
  draft.id = row.bytes(0);
  draft.account = row.bytes(1);
  draft.organization = row.bytes(2);
  draft.state = static_cast<DraftState>(row.integer(3));
  draft.version = row.number(4);
  draft.created_at = row.bytes(5);
  draft.changed_at = row.bytes(6);
  if (row.bytes(7) != draft_seal(draft)) return damaged_draft(database, draft.id);
  return draft;
}

Result<std::optional<ReportDraft>> find_draft(const Database& database, std::string_view id) {
  std::optional<ReportDraft> found;
  {
    static const std::string kSql =
        "SELECT " + std::string(kDraftColumns) + " FROM drafts WHERE id = ?1";
    auto query = database.statement(kSql);
    if (!query) return query.error();
    const auto row = query->bind_text(1, id).step();
    if (!row) return row.error();
    if (!*row) return found;
    auto draft = read_draft(*query, database);
    if (!draft) return std::move(draft).error();
    found = std::move(*draft);
  }
  const auto sound = read_content(database, *found);
  if (!sound) return sound.error();
  if (!*sound) return damaged_draft(database, id);
  return found;
}

}  // namespace kizuki
