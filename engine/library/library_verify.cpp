// Finding damage: what SQLite sees, what the hashes see, and what must agree between the tables.
#include "engine/library/library_verify.hpp"

#include <filesystem>
#include <optional>

#include "engine/library/file_header.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/migration.hpp"
#include "engine/library/schema.hpp"

namespace kizuki {
namespace {

// What the log's rows of one case, in order, say about it.
struct CaseHistory {
  std::string id;
  std::uint64_t sequence = 0;
  std::uint64_t revision = 0;
  CaseState state = CaseState::kRemoved;
  std::uint64_t erased_through = 0;

  /// False when `kind` cannot follow.
  bool follow(LogKind kind, std::uint64_t at, std::uint64_t revision_then);
};

bool CaseHistory::follow(LogKind kind, std::uint64_t at, std::uint64_t revision_then) {
  const bool first = sequence == 0;
  const bool present = !first && state == CaseState::kPresent;
  const bool content = kind == LogKind::kAdd || kind == LogKind::kChange;
  bool possible = revision_then == (content ? revision + 1 : revision);
  switch (kind) {
    case LogKind::kAdd:
      possible = possible && !present;
      state = CaseState::kPresent;
      break;
    case LogKind::kChange:
      possible = possible && present;
      state = CaseState::kPresent;
      break;
    case LogKind::kRemove:
      possible = possible && present;
      state = CaseState::kRemoved;
      break;
    case LogKind::kErase:
      possible = possible && !first && state != CaseState::kErased;
      state = CaseState::kErased;
      erased_through = at;
      break;
    default:
      possible = false;
  }
  sequence = at;
  revision = revision_then;
  return possible;
}

class Verifier {
 public:
  Verifier(const Database& database, const std::function<void(const LibraryFinding&)>& report)
      : database_(database), report_(report) {}

  Result<std::uint64_t> run();

 private:
  void find(std::string_view id, std::string message) {
    report_({std::string(id), std::move(message)});
  }
  /// A part that cannot be read is a finding; other failures (I/O, lock) end the verification.
  Result<void> tolerate(const Result<void>& part, std::string_view what);

  Result<void> check_header();
  Result<void> check_structure();
  Result<void> check_schema();
  Result<void> check_log();
  void check_log_row(const Statement& row, const LogEntry& entry);
  void check_content(const Statement& row, const LogEntry& entry);
  Result<void> check_cases();
  void compare_case(const CaseHistory& history, const std::optional<CaseHistory>& stored);
  Result<void> check_counterparts();
  Result<void> find_rows(std::string_view sql, std::string_view message);

  const Database& database_;
  const std::function<void(const LibraryFinding&)>& report_;
  std::uint64_t revisions_ = 0;
  std::uint64_t last_sequence_ = 0;
  std::string last_hash_ = log_beginning();
};

Result<std::uint64_t> Verifier::run() {
  const auto snapshot = Transaction::begin(database_, Transaction::Kind::kRead);
  if (!snapshot) return snapshot.error();
  if (auto done = check_header(); !done) return done.error();
  if (auto done = tolerate(check_structure(), "ファイルの構造"); !done) return done.error();
  if (auto done = tolerate(check_schema(), "表の定義"); !done) return done.error();
  if (auto done = tolerate(check_log(), "登録記録"); !done) return done.error();
  if (auto done = tolerate(check_cases(), "事例の表"); !done) return done.error();
  if (auto done = tolerate(check_counterparts(), "表のつながり"); !done) return done.error();
  if (auto done = tolerate(verify_accounts(database_, report_), "アカウント"); !done) {
    return done.error();
  }
  if (auto done = tolerate(verify_credentials(database_, report_), "サインインの記録"); !done) {
    return done.error();
  }
  if (auto done = tolerate(verify_confirmations(database_, report_), "確認の記録"); !done) {
    return done.error();
  }
  if (auto done = tolerate(verify_cards(database_, report_), "カードの記録"); !done) {
    return done.error();
  }
  if (auto done = tolerate(verify_lists(database_, report_), "マイリスト"); !done) {
    return done.error();
  }
  if (auto done = tolerate(verify_drafts(database_, report_), "下書き"); !done) {
    return done.error();
  }
  return revisions_;
}

Result<void> Verifier::tolerate(const Result<void>& part, std::string_view what) {
  if (part || part.error().code != ErrorCode::kCorrupt) return part;
  find("", std::string(what) + "を読み切れません: " + part.error().message);
  return {};
}

Result<void> Verifier::check_header() {
  std::filesystem::path log = database_.path();
  log += "-wal";
  std::error_code absent;
  if (std::filesystem::file_size(log, absent) > 0 && !absent) return {};
  const auto sound = has_library_header(database_.path());
  if (!sound) return sound.error();
  if (!*sound) find("", "ファイルの先頭が書き換わっています");
  return {};
}

Result<void> Verifier::check_structure() {
  auto query = database_.statement("PRAGMA integrity_check(100)");
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string_view line = query->bytes(0);
    if (line != "ok") find("", "ファイルの構造が壊れています（SQLite: " + std::string(line) + "）");
  }
}

Result<void> Verifier::check_schema() {
  const auto expected = expected_schema_text(library_migrations());
  if (!expected) return expected.error();
  const auto found = schema_text(database_);
  if (!found) return found.error();
  if (*found != *expected) find("", "表の定義が書き換わっています");
  return {};
}

Result<void> Verifier::check_log() {
  static const std::string kSql = "SELECT r.sequence IS NOT NULL, r.json, c.erased_through, " +
                                  std::string(kLogColumns) +
                                  " FROM ingest_log AS l LEFT JOIN revisions AS r USING (sequence)"
                                  " LEFT JOIN cases AS c ON c.id = l.case_id ORDER BY l.sequence";
  auto query = database_.statement(kSql);
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    const LogEntry entry = read_log_entry(*query, 3);
    check_log_row(*query, entry);
    last_sequence_ = entry.sequence;
    last_hash_ = entry.hash;
  }
}

void Verifier::check_log_row(const Statement& row, const LogEntry& entry) {
  const std::string name = "登録記録 " + std::to_string(entry.sequence);
  if (entry.sequence != last_sequence_ + 1) {
    find(entry.case_id, name + " の前の記録が欠けています");
  }
  if (entry.previous_hash != last_hash_) {
    find(entry.case_id, name + " が前の記録とつながりません");
  }
  if (entry.hash != log_hash(entry)) find(entry.case_id, name + " が書き換わっています");
  const bool has_revision = row.integer(0) != 0;
  if (entry.has_content() != has_revision) {
    find(entry.case_id, name + (has_revision ? " に余分な内容があります" : " の内容がありません"));
  } else if (has_revision) {
    check_content(row, entry);
  }
}

void Verifier::check_content(const Statement& row, const LogEntry& entry) {
  const std::string name = "第 " + std::to_string(entry.revision) + " 版";
  const bool erased = row.number(2) > entry.sequence;
  if (row.is_null(1)) {
    if (!erased) find(entry.case_id, name + "の内容が失われています");
    return;
  }
  ++revisions_;
  if (erased) find(entry.case_id, name + "に、消去したはずの内容が残っています");
  if (to_bytes(sha256(row.bytes(1))) != entry.content_hash) {
    find(entry.case_id, name + "の内容が登録したときと違います");
  }
}

// Both sides ascend by id, so one pass over each is enough.
Result<void> Verifier::check_cases() {
  auto log = database_.statement(
      "SELECT case_id, sequence, kind, revision FROM ingest_log ORDER BY case_id, sequence");
  if (!log) return log.error();
  auto cases = database_.statement(
      "SELECT id, sequence, revision, state, erased_through FROM cases ORDER BY id");
  if (!cases) return cases.error();
  const auto next_case = [&]() -> Result<std::optional<CaseHistory>> {
    const auto row = cases->step();
    if (!row) return row.error();
    if (!*row) return std::optional<CaseHistory>();
    return std::optional<CaseHistory>(
        CaseHistory{std::string(cases->bytes(0)), cases->number(1), cases->number(2),
                    static_cast<CaseState>(cases->integer(3)), cases->number(4)});
  };
  auto stored = next_case();
  if (!stored) return stored.error();
  // Settles a case whose history is complete: passes over the stored ones before it.
  const auto settle = [&](const CaseHistory& history) -> Result<void> {
    while (*stored && (*stored)->id < history.id) {
      find((*stored)->id, "登録記録のない事例です");
      stored = next_case();
      if (!stored) return stored.error();
    }
    if (!*stored || (*stored)->id != history.id) {
      compare_case(history, std::nullopt);
      return {};
    }
    compare_case(history, *stored);
    stored = next_case();
    return stored ? Result<void>() : Result<void>(stored.error());
  };
  CaseHistory history;
  for (;;) {
    const auto row = log->step();
    if (!row) return row.error();
    if (!*row || log->bytes(0) != history.id) {
      if (history.sequence != 0) {
        if (auto settled = settle(history); !settled) return settled;
      }
      history = CaseHistory();
      if (*row) history.id = log->bytes(0);
    }
    if (!*row) break;
    if (!history.follow(static_cast<LogKind>(log->integer(2)), log->number(1), log->number(3))) {
      find(history.id, "登録記録 " + std::to_string(log->number(1)) + " の順序が合いません");
    }
  }
  for (; *stored;) {
    find((*stored)->id, "登録記録のない事例です");
    stored = next_case();
    if (!stored) return stored.error();
  }
  return {};
}

void Verifier::compare_case(const CaseHistory& history, const std::optional<CaseHistory>& stored) {
  if (!stored) {
    find(history.id, "登録記録にある事例が、事例の表にありません");
  } else if (stored->sequence != history.sequence || stored->revision != history.revision ||
             stored->state != history.state || stored->erased_through != history.erased_through) {
    find(history.id, "事例の現在の状態が登録記録と合いません");
  }
}

Result<void> Verifier::check_counterparts() {
  if (auto done = find_rows("SELECT '', sequence FROM revisions WHERE sequence NOT IN"
                            " (SELECT sequence FROM ingest_log)",
                            "登録記録のない内容があります");
      !done) {
    return done;
  }
  if (auto done = find_rows("SELECT l.case_id, l.sequence FROM ingest_log AS l LEFT JOIN tombstones"
                            " AS t ON t.sequence = l.sequence AND t.case_id = l.case_id"
                            " WHERE l.kind = 4 AND t.sequence IS NULL",
                            "消去の控えがありません");
      !done) {
    return done;
  }
  return find_rows(
      "SELECT t.case_id, t.sequence FROM tombstones AS t LEFT JOIN ingest_log AS l"
      " ON t.sequence = l.sequence AND t.case_id = l.case_id AND l.kind = 4"
      " WHERE l.sequence IS NULL",
      "登録記録のない消去の控えがあります");
}

Result<void> Verifier::find_rows(std::string_view sql, std::string_view message) {
  auto query = database_.statement(sql);
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    find(query->bytes(0),
         std::string(message) + "（登録記録 " + std::to_string(query->integer(1)) + "）");
  }
}

}  // namespace

Result<std::uint64_t> Library::verify(
    const std::function<void(const LibraryFinding&)>& report) const {
  const auto database = state_->database();
  if (!database) return database.error();
  return Verifier(**database, report).run();
}

}  // namespace kizuki
