// Rows of drafts, each sealed by a hash over its columns. Inside engine/library only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/library/database.hpp"
#include "engine/library/report_draft.hpp"

namespace kizuki {

/// SHA-256 over sized id, sized account, sized organization, varint state, varint version, sized
/// created_at, sized changed_at.
std::string draft_seal(const ReportDraft& draft);

/// SHA-256 over varint sequence, sized draft_id, varint version, sized content.
std::string draft_text_hash(std::uint64_t sequence, std::string_view draft_id,
                            std::uint64_t version, std::string_view content);

/// What stands in place of the hash of a text that is gone: a short one could be guessed by it.
std::string no_draft_text_hash();

/// Columns of `drafts` in the order that read_draft expects.
inline constexpr std::string_view kDraftColumns =
    "id, account, organization, state, version, created_at, changed_at, seal";

/// The draft of a row whose columns begin at 0, without its content. Errors: kCorrupt.
Result<ReportDraft> read_draft(const Statement& row, const Database& database);

/// The draft with its content, checked against the hashes; nothing when there is none. Errors:
/// kCorrupt, those of Database.
Result<std::optional<ReportDraft>> find_draft(const Database& database, std::string_view id);

}  // namespace kizuki
