#include "engine/library/schema.hpp"

namespace kizuki {
namespace {

// The log and the revisions only ever grow at their end, and erasing sets `json` to NULL in place.
// Both matter for erasure: SQLite leaves stale copies of rows in the free space of pages when it
// moves rows between pages, and secure_delete does not reach those. Rows that only shrink and a
// tree that only grows at its end are never moved. Nothing of a case's content may therefore stand
// in an index or in a table with random keys.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE ingest_log (
  sequence INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
  case_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  compartment TEXT NOT NULL,
  source TEXT NOT NULL,
  time TEXT NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX ingest_log_by_case ON ingest_log (case_id, sequence, kind);

CREATE TABLE revisions (
  sequence INTEGER PRIMARY KEY REFERENCES ingest_log (sequence),
  json TEXT
) STRICT;

CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL REFERENCES ingest_log (sequence),
  revision INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
  erased_through INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
  sequence INTEGER PRIMARY KEY REFERENCES ingest_log (sequence),
  case_id TEXT NOT NULL,
  revisions INTEGER NOT NULL,
  scrubbed INTEGER NOT NULL CHECK (scrubbed IN (0, 1))
) STRICT;

CREATE INDEX tombstones_to_scrub ON tombstones (sequence) WHERE scrubbed = 0;
)sql";

// Accounts and confirmations. The same rule about erasure: `confirmations` only grows at its end,
// and erasing sets `value` and `reason` to NULL in place; no index holds either.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE account_log (
  sequence INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
  organization TEXT NOT NULL,
  other_organizations TEXT NOT NULL,
  all_organizations INTEGER NOT NULL CHECK (all_organizations IN (0, 1)),
  local INTEGER NOT NULL CHECK (local IN (0, 1)),
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX account_log_by_name ON account_log (name, sequence);

CREATE TABLE accounts (
  name TEXT PRIMARY KEY,
  created INTEGER NOT NULL REFERENCES account_log (sequence),
  sequence INTEGER NOT NULL REFERENCES account_log (sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE confirmations (
  sequence INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  case_sequence INTEGER NOT NULL REFERENCES ingest_log (sequence),
  name TEXT NOT NULL,
  verdict INTEGER NOT NULL CHECK (verdict IN (0, 1)),
  author TEXT NOT NULL,
  time TEXT NOT NULL,
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  value TEXT,
  reason TEXT,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX confirmations_by_case ON confirmations (case_id, sequence);
)sql";

// The catalogue of know-how. Rows of `card_log` hold no text of a case: evidence is named by case
// and hash of the sentence, so erasing a case needs nothing here.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE card_log (
  sequence INTEGER PRIMARY KEY,
  card_id TEXT NOT NULL,
  compartments TEXT NOT NULL,
  action INTEGER NOT NULL CHECK (action BETWEEN 1 AND 9),
  status INTEGER NOT NULL CHECK (status BETWEEN 1 AND 5),
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  content TEXT NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX card_log_by_card ON card_log (card_id, sequence);

CREATE TABLE cards (
  id TEXT PRIMARY KEY,
  created INTEGER NOT NULL REFERENCES card_log (sequence),
  sequence INTEGER NOT NULL REFERENCES card_log (sequence)
) STRICT, WITHOUT ROWID;
)sql";

// Credentials. Rows are changed and deleted, and may be moved: what SQLite leaves behind of them
// are hashes of secrets that open nothing any more.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE passwords (
  name TEXT PRIMARY KEY REFERENCES accounts (name),
  verifier TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE secrets (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
  name TEXT NOT NULL REFERENCES accounts (name),
  label TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX secrets_by_name ON secrets (name, kind);
)sql";

// People's lists. What somebody notes about a case may be its text: `list_notes` only grows at its
// end, a note that is changed, taken away or erased is set to NULL in place, and no index holds it.
// `list_entries` has ids alone and may be changed and deleted.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE list_entries (
  account TEXT NOT NULL REFERENCES accounts (name),
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 32),
  PRIMARY KEY (account, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_notes (
  sequence INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  case_id TEXT NOT NULL,
  note TEXT,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX list_notes_in_force ON list_notes (case_id, account) WHERE note IS NOT NULL;
)sql";

// Drafts of reports. A draft is text of a case to come: `draft_texts` only grows at its end, a text
// that was saved anew, published, given up or erased is set to NULL in place, and no index holds
// it. `drafts` has ids, names and times alone and may be changed.
constexpr const char* kVersion6 = R"sql(
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (name),
  organization TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX drafts_by_organization ON drafts (organization, changed_at);

CREATE TABLE draft_texts (
  sequence INTEGER PRIMARY KEY,
  draft_id TEXT NOT NULL REFERENCES drafts (id),
  version INTEGER NOT NULL,
  content TEXT,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX draft_texts_in_force ON draft_texts (draft_id) WHERE content IS NOT NULL;
)sql";

// A verdict can be taken back (2). Only the rule about the column's values changes: a table made
// anew would copy the rows, and leave stale bytes of those that were erased before in free pages.
Result<void> widen_verdicts(const Database& database) {
  return database.change_rule("confirmations", "CHECK (verdict IN (0, 1))",
                              "CHECK (verdict IN (0, 1, 2))");
}

}  // namespace

const std::vector<Migration>& library_migrations() {
  static const std::vector<Migration> kSteps = {
      {1, [](const Database& database) { return database.execute(kVersion1); }},
      {2, [](const Database& database) { return database.execute(kVersion2); }},
      {3, [](const Database& database) { return database.execute(kVersion3); }},
      {4, [](const Database& database) { return database.execute(kVersion4); }},
      {5, [](const Database& database) { return database.execute(kVersion5); }},
      {6, [](const Database& database) { return database.execute(kVersion6); }},
      {7, widen_verdicts},
  };
  return kSteps;
}

}  // namespace kizuki
