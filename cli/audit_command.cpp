// kizuki audit: who saw which case when, and whether the log is whole.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "engine/base/json.hpp"
#include "engine/library/audit_log.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashDigits = 64;

Result<std::optional<AuditAnchor>> anchor_of(const std::string& text) {
  if (text.empty()) return std::optional<AuditAnchor>();
  AuditAnchor anchor;
  const std::size_t colon = text.find(':');
  const char* end = text.data() + std::min(colon, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, anchor.sequence);
  if (colon != std::string::npos) anchor.hash = text.substr(colon + 1);
  if (error != std::errc() || stop != end || anchor.hash.size() != kHashDigits) {
    return Error{ErrorCode::kInvalidArgument,
                 "控えは「番号:ハッシュ」で指定してください",
                 "",
                 0,
                 "anchor",
                 ""};
  }
  return std::optional<AuditAnchor>(std::move(anchor));
}

bool is_wanted(const AuditRecord& record, const AuditCommand& command) {
  const AuditEntry& entry = record.entry;
  return (command.case_id.empty() || entry.case_id == command.case_id) &&
         (command.account.empty() || entry.account == command.account) &&
         (command.action.empty() || entry.action == command.action) &&
         (command.since.empty() || record.time >= command.since) &&
         (command.until.empty() || record.time < command.until);
}

/// What may stand in a line: a control character in the log must not move a terminal's cursor.
std::string shown(std::string_view text) {
  std::string out(text.empty() ? std::string_view("-") : text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return out;
}

std::string print(const AuditRecord& record, OutputFormat format) {
  const AuditEntry& entry = record.entry;
  if (format == OutputFormat::kText) {
    return std::to_string(record.sequence) + "\t" + shown(record.time) + "\t" +
           shown(entry.account) + "\t" + shown(entry.action) + "\t" + shown(entry.case_id) + "\t" +
           shown(entry.compartment) + "\t" + shown(entry.detail) + "\n";
  }
  Json json;
  json.set("sequence", record.sequence);
  json.set("time", record.time);
  json.set("account", entry.account);
  json.set("action", entry.action);
  json.set("case", entry.case_id);
  json.set("compartment", entry.compartment);
  json.set("detail", entry.detail);
  return json.dump() + "\n";
}

}  // namespace

ExitStatus run(const AuditCommand& command, Console& console) {
  const auto anchor = anchor_of(command.anchor);
  if (!anchor) return console.fail(anchor.error());
  const auto check = read_audit_log(command.index, *anchor, [&](const AuditRecord& record) {
    if (is_wanted(record, command)) console.out(print(record, command.format));
  });
  if (!check) return console.fail(check.error());
  for (const std::string& finding : check->findings) console.say("異常: " + finding);
  if (check->more_findings > 0) {
    console.say("異常: ほかに " + std::to_string(check->more_findings) + " 件");
  }
  if (!check->findings.empty()) {
    console.say("記録が改められています。控えのコピーと比べてください");
    return ExitStatus::kFailure;
  }
  console.say("全 " + std::to_string(check->records) + " 件の記録がつながっています。控え: " +
              std::to_string(check->end.sequence) + ":" + check->end.hash);
  return ExitStatus::kOk;
}

}  // namespace kizuki
