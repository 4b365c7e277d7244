// Drafts of reports: what somebody writes up before it becomes a case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

/// Where a draft stands. The numbers lie in the file.
enum class DraftState : std::uint8_t {
  kWriting = 1,
  kInReview = 2,   // sent to the organisation's curators
  kReturned = 3,   // sent back with a reason
  kPublished = 4,  // a case of the library; the draft has no content any more
  kDiscarded = 5,  // given up, or its case was erased; for good, without content
};

/// A report on its way to become the case of the same id. Who may see it: docs/library.md.
struct ReportDraft {
  std::string id;            // is_case_id
  std::string account;       // who writes it
  std::string organization;  // whose it is, from the beginning to the end
  DraftState state = DraftState::kWriting;
  std::uint64_t version = 0;  // 1, 2, … by the draft's changes; 0 = not stored yet
  std::string created_at;     // UTC; given by the library, as changed_at
  std::string changed_at;
  std::string content;  // JSON; the library reads nothing of it. Empty when it is over
};

inline constexpr std::size_t kMaxDraftBytes = std::size_t{1} << 20;
/// Drafts of an account that are not over.
inline constexpr std::size_t kMaxOpenDrafts = 100;

/// Whether a draft in this state has content.
bool is_open(DraftState state);

/// Whether a draft may go from one state to the other. kPublished → kWriting begins a revision of
/// the case.
bool may_become(DraftState from, DraftState to);

}  // namespace kizuki
