// What a draft of a report holds: the form, what reviewers remarked, what a revision keeps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/registration/report_form.hpp"

namespace kizuki {

/// Why somebody sent a draft back.
struct ReportRemark {
  std::string account;
  std::string time;  // UTC
  std::string text;
  friend bool operator==(const ReportRemark&, const ReportRemark&) = default;
};

inline constexpr std::size_t kMaxRemarkCharacters = 2'000;
inline constexpr std::size_t kMaxRemarks = 20;  // the oldest go

struct DraftContent {
  ReportForm form;
  std::vector<ReportRemark> remarks;  // oldest first
  Json base;  // the record that is revised, for members that the form does not show; null: none
};

/// JSON as ReportDraft::content.
std::string draft_content_text(const DraftContent& content);
/// Errors: those of parse_json.
Result<DraftContent> parse_draft_content(std::string_view text);

/// The record that the form makes, with `id` and `organization`, in the form of the schema, which
/// the caller checks it by (CaseCodec). Sections without text are left out; numbers and dates that
/// cannot be read, too (report_hints names them). `today` (a date) becomes updated_at. Of a record
/// that is revised everything stays that the form does not show, in sections too, and what nobody
/// has changed stays as it was written.
Json report_record(const DraftContent& content, std::string_view id, std::string_view organization,
                   std::string_view today);

/// What a draft of a revision of `record` begins with.
DraftContent revision_of(const CaseRecord& record);

}  // namespace kizuki
