// Writing drafts of reports: LibraryWriter's part about them. A draft is what a case will say, so
// the rule of schema.cpp holds: texts are appended and set to NULL in place, never moved.
#include <optional>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"
#include "engine/corpus/record_limits.hpp"
#include "engine/library/draft_rows.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"
#include "engine/library/stored_record.hpp"

namespace kizuki {
namespace {

Error refuse(std::string_view field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(field), ""};
}

Result<void> check_draft(const ReportDraft& draft) {
  if (!is_case_id(draft.id)) return refuse("id", "下書きの番号が正しくありません");
  if (!is_organization_name(draft.organization)) {
    return refuse("organization", "所属機関の決まっていないアカウントでは登録できません");
  }
  if (is_open(draft.state) == draft.content.empty()) {
    return refuse("content", "下書きの内容がありません");
  }
  if (draft.content.size() > kMaxDraftBytes || !utf8_is_valid(draft.content)) {
    return refuse("content", "下書きが大きすぎるか、文字として読めません");
  }
  return {};
}

Result<void> put_draft(const Database& database, const ReportDraft& draft) {
  auto put = database.statement(
      "INSERT INTO drafts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET"
      " account = ?2, organization = ?3, state = ?4, version = ?5, created_at = ?6,"
      " changed_at = ?7, seal = ?8");
  if (!put) return put.error();
  return put->bind_text(1, draft.id)
      .bind_text(2, draft.account)
      .bind_text(3, draft.organization)
      .bind(4, static_cast<std::int64_t>(draft.state))
      .bind(5, draft.version)
      .bind_text(6, draft.created_at)
      .bind_text(7, draft.changed_at)
      .bind_blob(8, draft_seal(draft))
      .run();
}

Result<void> drop_text(const Database& database, std::string_view id) {
  auto drop = database.statement(
      "UPDATE draft_texts SET content = NULL, hash = ?2"
      " WHERE draft_id = ?1 AND content IS NOT NULL");
  if (!drop) return drop.error();
  return drop->bind_text(1, id).bind_blob(2, no_draft_text_hash()).run();
}

Result<void> put_text(const Database& database, const ReportDraft& draft) {
  const auto last = database.integer("SELECT max(sequence) FROM draft_texts");
  if (!last) return last.error();
  const auto sequence = static_cast<std::uint64_t>(*last) + 1;
  auto insert = database.statement("INSERT INTO draft_texts VALUES (?1, ?2, ?3, ?4, ?5)");
  if (!insert) return insert.error();
  return insert->bind(1, sequence)
      .bind_text(2, draft.id)
      .bind(3, draft.version)
      .bind_text(4, draft.content)
      .bind_blob(5, draft_text_hash(sequence, draft.id, draft.version, draft.content))
      .run();
}

Result<std::uint64_t> open_drafts_of(const Database& database, std::string_view account) {
  auto count = database.statement("SELECT count(*) FROM drafts WHERE account = ?1 AND state <= 3");
  if (!count) return count.error();
  const auto row = count->bind_text(1, account).step();
  if (!row) return row.error();
  return count->number(0);
}

Result<bool> is_known_case(const Database& database, std::string_view id) {
  auto query = database.statement("SELECT 1 FROM cases WHERE id = ?1");
  if (!query) return query.error();
  return query->bind_text(1, id).step();
}

Result<bool> is_present_case(const Database& database, std::string_view id) {
  auto query = database.statement("SELECT 1 FROM cases WHERE id = ?1 AND state = ?2");
  if (!query) return query.error();
  return query->bind_text(1, id).bind(2, static_cast<std::int64_t>(CaseState::kPresent)).step();
}

/// A revision begins where the draft before it is over. One that was given up has left its case as
/// it was.
bool may_follow(DraftState from, DraftState to, bool revises) {
  return revises ? !is_open(from) && to == DraftState::kWriting : may_become(from, to);
}

Result<ReportDraft> as_result(const Result<WriteOutcome>& outcome, const ReportDraft& draft) {
  if (!outcome) return outcome.error();
  switch (*outcome) {
    case WriteOutcome::kWritten:
      return draft;
    case WriteOutcome::kAuthorMissing:
      return no_such_account(draft.account);
    case WriteOutcome::kExists:
      return Error{ErrorCode::kAlreadyExists, "その番号は使われています", "", 0, "", draft.id};
    case WriteOutcome::kStale:
      return Error{
          ErrorCode::kLocked, "この下書きは、ほかの画面で先に変えられました", "", 0, "", draft.id};
    case WriteOutcome::kTooMany:
      return Error{ErrorCode::kLimitExceeded,
                   "書きかけの事例は " + std::to_string(kMaxOpenDrafts) +
                       " 件までです。使わないものを消してください",
                   "",
                   0,
                   "",
                   draft.id};
    default:
      return no_such_draft(draft.id);
  }
}

}  // namespace

Result<WriteOutcome> LibraryWriter::State::check_draft_change(ReportDraft& draft, bool revises) {
  const auto stored = find_draft(*database, draft.id);
  if (!stored) return stored.error();
  const auto owner = find_account(*database, draft.account);
  if (!owner) return owner.error();
  if (!*owner || (*owner)->disabled) return WriteOutcome::kAuthorMissing;
  const bool reopens = !*stored || !is_open((*stored)->state);
  if (reopens && is_open(draft.state)) {
    const auto open = open_drafts_of(*database, draft.account);
    if (!open) return open.error();
    if (*open >= kMaxOpenDrafts) return WriteOutcome::kTooMany;
  }
  if (!*stored) {
    if (draft.version != 0) return WriteOutcome::kMissing;
    if (draft.state != DraftState::kWriting && draft.state != DraftState::kInReview) {
      return WriteOutcome::kMissing;
    }
    draft.created_at = clock();
    return WriteOutcome::kWritten;
  }
  if (draft.version == 0) return WriteOutcome::kExists;
  // Whose it is does not change, but who takes a published case up again is its new writer.
  const bool same_writer = (*stored)->account == draft.account || !is_open((*stored)->state);
  if (draft.version != (*stored)->version || draft.organization != (*stored)->organization ||
      !same_writer || !may_follow((*stored)->state, draft.state, revises)) {
    return WriteOutcome::kStale;
  }
  draft.created_at = (*stored)->created_at;
  return WriteOutcome::kWritten;
}

Result<void> LibraryWriter::State::write_draft(ReportDraft& draft) {
  ++draft.version;
  draft.changed_at = clock();
  if (auto put = put_draft(*database, draft); !put) return put;
  if (auto dropped = drop_text(*database, draft.id); !dropped) return dropped;
  if (draft.content.empty()) return {};
  return put_text(*database, draft);
}

Result<WriteOutcome> LibraryWriter::State::save_draft(ReportDraft& draft, bool revises) {
  if (auto begun = begin_group(); !begun) return begun.error();
  auto checked = check_draft_change(draft, revises);
  if (!checked || *checked != WriteOutcome::kWritten) return checked;
  if (revises) {
    const auto present = is_present_case(*database, draft.id);
    if (!present) return present.error();
    if (!*present) return WriteOutcome::kMissing;
  } else if (draft.version == 0) {
    // A new report must not become a revision of a case by chance.
    const auto known = is_known_case(*database, draft.id);
    if (!known) return known.error();
    if (*known) return WriteOutcome::kExists;
  }
  if (auto written = write_draft(draft); !written) return written.error();
  if (auto counted = count_change(draft.content.size()); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<WriteOutcome> LibraryWriter::State::publish_draft(ReportDraft& draft, LogEntry entry,
                                                         std::string_view json) {
  if (auto begun = begin_group(); !begun) return begun.error();
  {
    auto stored = find_draft(*database, draft.id);
    if (!stored) return stored.error();
    if (!*stored) return WriteOutcome::kMissing;
    if ((*stored)->state != DraftState::kInReview || (*stored)->version != draft.version ||
        (*stored)->account != draft.account || (*stored)->organization != draft.organization) {
      return WriteOutcome::kStale;
    }
    draft = std::move(**stored);
  }
  draft.state = DraftState::kPublished;
  draft.content.clear();
  // The draft first: upsert counts as a change and may end the group.
  if (auto written = write_draft(draft); !written) return written.error();
  const auto upserted = upsert(std::move(entry), json);
  if (!upserted) return upserted.error();
  if (*upserted == UpsertOutcome::kUnchanged) {
    if (auto counted = count_change(0); !counted) return counted.error();
  }
  return WriteOutcome::kWritten;
}

Result<void> LibraryWriter::State::drop_draft_of_case(std::string_view case_id) {
  auto stored = find_draft(*database, case_id);
  if (!stored) return std::move(stored).error();
  if (!*stored || (*stored)->state == DraftState::kDiscarded) return {};
  (*stored)->state = DraftState::kDiscarded;
  (*stored)->content.clear();
  return write_draft(**stored);
}

Result<ReportDraft> LibraryWriter::save_draft(ReportDraft draft) {
  if (draft.state == DraftState::kPublished) {
    return refuse("state", "公開は、確認を待つ下書きからだけできます");
  }
  if (auto checked = check_draft(draft); !checked) return checked.error();
  const auto outcome = state_->attempt([&] { return state_->save_draft(draft, false); });
  return as_result(outcome, draft);
}

Result<ReportDraft> LibraryWriter::revise_case(ReportDraft draft) {
  draft.state = DraftState::kWriting;
  if (auto checked = check_draft(draft); !checked) return checked.error();
  const auto outcome = state_->attempt([&] { return state_->save_draft(draft, true); });
  return as_result(outcome, draft);
}

Result<ReportDraft> LibraryWriter::publish_draft(ReportDraft draft, const CaseRecord& record,
                                                 std::string_view source) {
  if (record.id != draft.id || record.organization != draft.organization) {
    return refuse("id", "事例の番号か所属機関が、下書きと違います");
  }
  const EncodedCase encoded = encode_case(record);
  const LogEntry entry = log_entry_of(encoded, source);
  const auto outcome =
      state_->attempt([&] { return state_->publish_draft(draft, entry, encoded.json); });
  return as_result(outcome, draft);
}

}  // namespace kizuki
