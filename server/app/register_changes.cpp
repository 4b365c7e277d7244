#include "server/app/register_changes.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"
#include "engine/library/library.hpp"
#include "engine/privacy/consent.hpp"
#include "engine/privacy/draft_rights.hpp"
#include "server/jobs/job_desk.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kIdDigits = 16;  // 64 bits
constexpr const char* kSource = "事例登録";

Error changed_meanwhile() {
  return {ErrorCode::kLocked,
          "公開した事例が、この下書きのあとに、取り込みなどで変わっています。差し戻し、"
          "下書きを消して、いまの事例から直しはじめてもらってください。",
          "",
          0,
          std::string(kChangedCase),
          ""};
}

Result<void> record_change(const Call& call, std::string_view action, const ReportDraft& draft) {
  return call.record(
      {call.visitor.name(), std::string(action), draft.id, compartment_of_draft(draft), ""});
}

Result<Library> open_for_writing(const Call& call) {
  return Library::open(call.engine.models().index, Library::Mode::kReadWrite);
}

/// Nothing but a case of the draft's organisation may get a revision from it, and only as long as
/// it is what the draft began with: a newer one has members that the draft does not know of.
Result<void> check_target(const Library& library, const CaseCodec& codec, const CaseRecord& record,
                          const Json& base) {
  const auto stored = library.get(record.id);
  if (!stored) {
    if (stored.error().code != ErrorCode::kNotFound) return stored.error();
    const auto known = library.knows(record.id);
    if (!known) return known.error();
    if (*known) return changed_meanwhile();  // taken away
    return {};
  }
  const auto json = parse_json(stored->json);
  if (!json) return json.error();
  if (json->string_or("organization", "") != record.organization) return changed_meanwhile();
  const auto now = codec.decode(*json);
  if (!now) return now.error();
  const auto before = codec.decode(base);
  if (!before || content_hash(before->record) != content_hash(now->record)) {
    return changed_meanwhile();
  }
  return {};
}

/// What the form can hold; a longer text is refused when it is saved, where it can be cut.
Result<void> check_fits_form(const CaseRecord& record) {
  if (record.sections.size() <= kMaxReportSections) return {};
  return Error{ErrorCode::kLimitExceeded,
               "この事例は本文が " + std::to_string(record.sections.size()) +
                   " 個あり、この画面では直せません（" + std::to_string(kMaxReportSections) +
                   " 個まで）。もとのファイルを直して、取り込んでください",
               "",
               0,
               "sections",
               record.id};
}

/// A job that waits already will do it.
void bring_index_up_to_date(Call& call) {
  JobDesk& jobs = *call.desks.jobs;
  const std::vector<JobRecord> all = jobs.jobs();
  const bool waits = std::any_of(all.begin(), all.end(), [](const JobRecord& job) {
    return job.state == JobState::kWaiting && job.order.kind == JobKind::kUpdate;
  });
  if (waits) return;
  const auto started = jobs.start({JobKind::kUpdate, "", ""}, call.visitor.name());
  if (!started) call.telemetry.event("update_not_started", error_name(started.error().code));
}

}  // namespace

Result<std::string> new_report_id() {
  auto bytes = random_bytes(kRandomBytes);
  if (!bytes) return bytes;
  return "r-" + sha256_hex(*bytes).substr(0, kIdDigits);
}

std::string compartment_of_draft(const ReportDraft& draft) { return "org:" + draft.organization; }

Result<ReportDraft> store_draft(Call& call, std::string_view action, const ReportDraft& draft) {
  if (auto kept = record_change(call, action, draft); !kept) return kept.error();
  auto library = open_for_writing(call);
  if (!library) return std::move(library).error();
  LibraryWriter writer(*library);
  auto saved = writer.save_draft(draft);
  if (!saved) return saved;
  if (auto committed = writer.commit(); !committed) return committed.error();
  return saved;
}

Result<ReportDraft> publish_report(Call& call, const ReportDraft& draft,
                                   const DraftContent& content) {
  const Json json = report_record(content, draft.id, draft.organization, japan_date(utc_now()));
  const auto decoded = call.engine.models().codec->decode(json);
  if (!decoded) return decoded.error();
  auto library = open_for_writing(call);
  if (!library) return std::move(library).error();
  const CaseCodec& codec = *call.engine.models().codec;
  if (auto checked = check_target(*library, codec, decoded->record, content.base); !checked) {
    return checked.error();
  }
  if (auto kept = record_change(call, "draft-publish", draft); !kept) return kept.error();
  LibraryWriter writer(*library);
  auto published = writer.publish_draft(draft, decoded->record, kSource);
  if (!published) return published;
  if (auto committed = writer.commit(); !committed) return committed.error();
  bring_index_up_to_date(call);
  return published;
}

Result<ReportDraft> begin_revision(Call& call, std::string_view case_id) {
  auto library = open_for_writing(call);
  if (!library) return std::move(library).error();
  const auto stored = call.visitor.scope.read(*library, case_id);
  if (!stored) return stored.error();
  const auto json = parse_json(stored->json);
  if (!json) return json.error();
  const auto decoded = call.engine.models().codec->decode(*json);
  if (!decoded) return decoded.error();
  const CaseRecord& record = decoded->record;
  if (!may_revise_case(*call.visitor.account(), record.organization)) {
    return Error{ErrorCode::kNotFound, "その事例はありません", "", 0, "", std::string(case_id)};
  }
  if (auto fits = check_fits_form(record); !fits) return fits.error();
  ReportDraft draft;
  draft.id = case_id;
  draft.organization = record.organization;
  const auto before = library->draft(case_id);
  if (before) {
    draft.version = before->version;
    if (is_open(before->state)) {
      return Error{ErrorCode::kLocked, "この事例は、ほかの人が直しています", "", 0, "", ""};
    }
  } else if (before.error().code != ErrorCode::kNotFound) {
    return before.error();
  }
  draft.account = call.visitor.name();
  draft.content = draft_content_text(revision_of(record));
  if (auto kept = record_change(call, "draft-save", draft); !kept) return kept.error();
  LibraryWriter writer(*library);
  auto begun = writer.revise_case(draft);
  if (!begun) return begun;
  if (auto committed = writer.commit(); !committed) return committed.error();
  return begun;
}

}  // namespace kizuki
