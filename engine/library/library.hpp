// The library: the one SQLite file that holds the truth. Everything else can be rebuilt from it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/library/account.hpp"
#include "engine/library/card_entry.hpp"
#include "engine/library/confirmation.hpp"
#include "engine/library/credential.hpp"
#include "engine/library/list_entry.hpp"
#include "engine/library/report_draft.hpp"

namespace kizuki {

struct EncodedCase;

/// A revision of a case as it lies in the library.
struct StoredCase {
  std::string id;
  std::string compartment;
  std::uint64_t revision = 0;  // 1, 2, … per case
  std::uint64_t sequence = 0;  // library-wide number of the write that made it
  std::string content_hash;    // SHA-256 hex of `json`
  std::string json;            // canonical JSON of the record
};

/// What an upsert did.
enum class UpsertOutcome : std::uint8_t { kAdded, kChanged, kUnchanged };

/// The cases that stood at a sequence number. Value type.
struct LibrarySnapshot {
  struct Compartment {
    std::string name;
    std::vector<std::uint64_t> rows;  // ascending by case id (bytes)
  };
  std::uint64_t sequence = 0;
  std::vector<Compartment> compartments;  // ascending by name, none empty
};

/// A case that was written to between two sequence numbers. Value type.
struct CaseChange {
  std::string id;
  std::string before;       // its compartment at the first; empty when it did not stand there
  std::string compartment;  // its compartment at the second; empty when it is gone
  std::uint64_t row = 0;    // for Library::read_row; 0 when it is gone
};

struct LibraryChanges {
  std::uint64_t sequence = 0;     // the second sequence number
  bool complete = false;          // false: more cases than asked for, and none is listed
  std::vector<CaseChange> cases;  // ascending by id (bytes)
};

/// What is left of an erased case.
struct Erasure {
  std::string id;
  std::uint64_t sequence = 0;   // number of the erasure in the ingest log
  std::uint64_t revisions = 0;  // how many revisions lost their content
  std::string content_hash;     // SHA-256 hex of the newest revision
  std::string log_hash;         // hex; the log row's own hash
  std::string reason;
  std::string time;       // UTC
  bool scrubbed = false;  // no byte of the content is left in the library's files
};

/// Damage or disagreement that verify found.
struct LibraryFinding {
  std::string id;       // case id, empty when it is about the file or an account
  std::string message;  // Japanese
};

/// A library open for reading (and, through LibraryWriter, for writing). One a thread; SQLite's WAL
/// lets readers go on while another process writes. No read transaction outlives a call.
class Library {
 public:
  enum class Mode { kReadOnly, kReadWrite };

  /// Opens `<folder>/library.db`; kReadWrite creates folder and file and migrates an older file
  /// forward after copying it to "library.db.before-v<N>". Works on a read-only disk in kReadOnly.
  /// Errors: kNotFound, kVersionMismatch (made by a newer Kizuki; kReadOnly also: by an older one),
  /// kCorrupt, kNoSpace, kPermissionDenied, kLocked (busy longer than 10 s). Every function below
  /// may fail with these too; kCorrupt also when a record that is read differs from its hash.
  static Result<Library> open(const std::filesystem::path& folder, Mode mode);
  ~Library();
  Library(Library&&) noexcept;
  Library& operator=(Library&&) noexcept;

  /// Number of the newest committed write; 0 for an empty library.
  Result<std::uint64_t> sequence() const;

  /// The current revision; kNotFound when there is none or it was removed.
  Result<StoredCase> get(std::string_view id) const;

  /// Every case as it stood at `sequence`, ascending by id bytes, without removed ones and without
  /// content erased since. A `sequence` beyond the newest means the newest at the time of the call.
  /// Reads in pages (at most 500 cases or 8 MiB), so that writers are never held up; `take` runs
  /// between the reads and returns false to stop early.
  Result<void> for_each_case(std::uint64_t sequence,
                             const std::function<bool(const StoredCase&)>& take) const;

  /// Which cases stood at `sequence`, by compartment, without their content: 8 bytes a case. A
  /// build reads the content row by row from it.
  Result<LibrarySnapshot> snapshot(std::uint64_t sequence) const;

  /// The cases written to after `since`, as they stand now; none when they are more than `limit`.
  /// Costs what has changed, not what there is.
  Result<LibraryChanges> changes(std::uint64_t since, std::size_t limit) const;

  /// The case that a snapshot's or a change's row names, as it was written; nothing when it has
  /// been erased since.
  Result<std::optional<StoredCase>> read_row(std::uint64_t row) const;

  /// The same without its content: `json` stays empty, and is neither read nor checked. For who has
  /// kept what he needs of the content under its hash.
  Result<std::optional<StoredCase>> read_row_head(std::uint64_t row) const;

  /// Number of cases that for_each_case hands out for `sequence`.
  Result<std::uint64_t> count_cases(std::uint64_t sequence) const;

  /// Current revision's compartment and hash for each of `ids`, in their order; nothing for a case
  /// that does not exist (any more). The gate that output passes through.
  struct CurrentState {
    std::string compartment;
    std::uint64_t revision;
    std::string content_hash;
  };
  Result<std::vector<std::optional<CurrentState>>> current_states(
      const std::vector<std::string>& ids) const;

  /// Whether anything was ever written about the case, be it removed or erased since.
  Result<bool> knows(std::string_view id) const;

  /// The newest erasure of a case, whether or not it came back since; kNotFound when there is none.
  Result<Erasure> erasure(std::string_view id) const;

  /// An account, checked against its hash and as newest of its name; a disabled one too. kNotFound
  /// when there is none.
  Result<Account> account(std::string_view name) const;

  /// All accounts, ascending by name.
  Result<std::vector<Account>> accounts() const;

  /// Every change of an account, oldest first; kNotFound when there is no such account.
  Result<std::vector<AccountChange>> account_history(std::string_view name) const;

  /// What set_password stored for an account; nothing when it has no password. kCorrupt for a row
  /// that was changed behind the library's back; so for the functions below.
  Result<std::optional<std::string>> password_verifier(std::string_view name) const;

  /// Whether anybody can sign in at all.
  Result<bool> has_passwords() const;

  /// The secret of this hash; nothing when there is none of the kind or it has expired at `now`.
  /// Whether its account is still enabled is asked of account().
  Result<std::optional<IssuedSecret>> secret(SecretKind kind, std::string_view hash,
                                             std::string_view now) const;

  /// All secrets of a kind that an account has, expired ones too, oldest first.
  Result<std::vector<IssuedSecret>> secrets(SecretKind kind, std::string_view name) const;

  /// Number of the newest confirmation, 0 when there is none.
  Result<std::uint64_t> confirmation_sequence() const;

  /// What counts now for a case: for each name and value the newest confirmation that was not taken
  /// back, ascending by these. None when the case is not present.
  Result<std::vector<Confirmation>> confirmations(std::string_view case_id) const;

  /// All that was ever said about a case that is present, oldest first: also what counts no more,
  /// and that it was taken back.
  Result<std::vector<Confirmation>> confirmation_history(std::string_view case_id) const;

  /// For each case that is present, name and value about which a row above number `after` was
  /// written: the confirmation that counts now (its number may be lower, when later ones were taken
  /// back), or, when none does, the row that took it back. Ascending by the newest row. With 0 all.
  /// Who keeps what he took has to drop for each of them an earlier one of the same case, name and
  /// value, and all of a case that is removed or erased (which the ingest log tells). Reads in
  /// pages as for_each_case; `take` returns false to stop.
  Result<void> for_each_confirmation(std::uint64_t after,
                                     const std::function<bool(const Confirmation&)>& take) const;

  /// Number of the newest change of the catalogue of know-how, 0 when there is none.
  Result<std::uint64_t> card_sequence() const;

  /// The newest row of every card, ascending by id. Whose rows may be shown to whom is for the
  /// caller to see to (CardEntry::compartments).
  Result<std::vector<CardEntry>> cards() const;

  /// The change of this number; nothing when there is none. As cards().
  Result<std::optional<CardEntry>> card_change(std::uint64_t sequence) const;

  /// Every change of a card, oldest first; none when there never was such a card.
  Result<std::vector<CardEntry>> card_history(std::string_view id) const;

  /// What an account has collected, in its order, at most kMaxListEntries; also cases that are gone
  /// or that it may not read any more. None for an account that there is not. kCorrupt for a row
  /// that was changed behind the library's back.
  Result<std::vector<ListEntry>> list(std::string_view account) const;

  /// A draft with its content. Who may see it is for the caller to see to (privacy/draft_rights).
  /// kNotFound; kCorrupt for one that was changed behind the library's back.
  Result<ReportDraft> draft(std::string_view id) const;

  /// The drafts of an organisation without their content, also those that are published, not those
  /// that were given up; the last changed first.
  Result<std::vector<ReportDraft>> drafts(std::string_view organization) const;

  /// Checks SQLite's own structure, the tables' definitions, every revision against its SHA-256,
  /// the chains of the ingest log, the accounts, the confirmations and the cards, people's lists
  /// and drafts, and that the tables agree with them and with one another. Calls `report` per
  /// finding. Returns the number of revisions checked. Reads one snapshot, so the write-ahead log
  /// grows while it runs beside a writer.
  Result<std::uint64_t> verify(const std::function<void(const LibraryFinding&)>& report) const;

  /// Copies the library as of now to the new file `to` (replaced when it exists), complete and
  /// synced when it succeeds; writers go on meanwhile.
  Result<void> back_up(const std::filesystem::path& to) const;

 private:
  friend class LibraryWriter;
  struct State;
  explicit Library(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The one way to write: groups changes into transactions of at most 200 cases, 8 MiB or 50 ms,
/// each `BEGIN IMMEDIATE … COMMIT` with synchronous=FULL. What `commit` has returned for is
/// durable. One a thread. After an error of the library's file every later call returns that error:
/// open a new writer and replay (upsert is idempotent). kNotFound, kInvalidArgument and what a
/// function lists besides change nothing and leave the writer usable. A group ends at the first
/// call after its time: who pauses calls commit(), because an open group keeps other writers
/// waiting. Writes through its own connection: readers, also `library` itself, see committed
/// changes only.
class LibraryWriter {
 public:
  using Clock = std::function<std::string()>;

  /// `library` must be open kReadWrite and outlive the writer. `clock` gives the log its times.
  explicit LibraryWriter(Library& library, Clock clock = utc_now);
  ~LibraryWriter();  // rolls back what is not committed
  LibraryWriter(const LibraryWriter&) = delete;
  LibraryWriter& operator=(const LibraryWriter&) = delete;

  /// Called after each commit with the number of changes that this commit made durable, in the
  /// order of the calls; calls that wrote nothing (an upsert of equal content) do not count.
  void on_commit(std::function<void(std::uint64_t)> acknowledge);

  /// Adds the case, or a revision when its content hash (or compartment) differs from the current
  /// one. An equal one writes nothing at all. A removed case comes back as added, with the next
  /// revision. `source` names the file for the ingest log. kInvalidArgument: the id is not of 1 to
  /// 64 bytes.
  Result<UpsertOutcome> upsert(const CaseRecord& record, std::string_view source);
  Result<UpsertOutcome> upsert(const EncodedCase& record, std::string_view source);

  /// Marks the case removed (a tombstone in the log and the case table); its revisions stay until
  /// erased. `reason` goes to the log for good, so it must not name persons. kNotFound when there
  /// is none or it was removed.
  Result<void> remove(std::string_view id, std::string_view reason);

  /// Removes the case's content (all revisions, values and reasons of its confirmations, notes on
  /// people's lists, a draft of its next revision) and leaves
  /// a tombstone with the hash chains intact. The id, the compartment, the sources, the SHA-256 of
  /// the content, and who confirmed when, stay in the logs. No byte
  /// of the content is left in the library's files once commit() has returned; after a crash in
  /// between the next kReadWrite opening sees to it. Writes nothing when it is erased already.
  /// kNotFound when there never was such a case.
  Result<void> erase(std::string_view id, std::string_view reason);

  /// Adds an account. `actor` is an account or "operator"; `reason` goes to the log for good.
  /// kAlreadyExists when there is one of this name, a disabled one too: names are not used again.
  Result<void> add_account(const Account& account, std::string_view actor, std::string_view reason);

  /// Replaces what an account may do by `account`, which came from the library and was then
  /// changed. False, and nothing written, when it may the same as before. kNotFound; kLocked when
  /// the stored one has changed since it was read. Ends the sessions of an account that becomes
  /// disabled; its password and tokens stay and open nothing meanwhile.
  Result<bool> change_account(const Account& account, std::string_view actor,
                              std::string_view reason);

  /// Gives an account a password, as engine/privacy/password.hpp keeps it, and ends its sessions.
  /// kNotFound: no such account.
  Result<void> set_password(std::string_view name, std::string_view verifier);

  /// Stores the hash (32 bytes) of a secret for an account that is enabled. Removes what it has
  /// that is expired, and of sessions the oldest beyond kMaxSecretsOfAKind. kNotFound: no such
  /// account, or a disabled one; kAlreadyExists: a token of this label; kLimitExceeded: too many
  /// tokens.
  Result<IssuedSecret> add_secret(SecretKind kind, std::string_view name, std::string_view hash,
                                  std::string_view label, std::chrono::seconds lifetime);

  /// Ends a session. False when there is none.
  Result<bool> end_session(std::string_view hash);
  /// Takes a token away. False when there is none of the label.
  Result<bool> revoke_token(std::string_view name, std::string_view label);

  /// Stores what somebody says about a case that is present. False, and nothing written, when the
  /// newest confirmation of the same case, name and value has the same verdict, author and reason.
  /// Whether the author may read the case is for the caller to see to. kNotFound: no such case, or
  /// the author is neither an account nor "operator"; kPermissionDenied: his account is disabled.
  Result<bool> confirm(const Confirmation& confirmation);

  /// Takes back what somebody said: row `sequence` of case, name and value, as long as it counts;
  /// what was said before it counts again, if anything was. This is a row of its own, with author
  /// and reason. kNotFound: as confirm, or nothing counts; kLocked: another row counts by now.
  Result<void> take_back(const Confirmation& confirmation);

  /// Appends rows to the catalogue, all in one transaction. Each says as `sequence` which row of
  /// its card it follows (0: the card is new). False, and nothing written, when all of them are as
  /// the newest rows already (time and author aside). kLocked when one of the cards has changed
  /// since it was read, or its id is taken; kNotFound, kPermissionDenied as confirm;
  /// kInvalidArgument (check_card_entry).
  Result<bool> write_cards(const std::vector<CardEntry>& entries);

  /// Puts a case that is present at the end of an account's list. False when it is there already.
  /// Whether he may read it is for the caller to see to. kNotFound: no such account, a disabled
  /// one, or no such case; kLimitExceeded: the list is full.
  Result<bool> add_to_list(std::string_view account, std::string_view case_id);
  /// Takes it off, with its note; of a case that is gone too. False when it is not there.
  Result<bool> remove_from_list(std::string_view account, std::string_view case_id);
  /// Writes the note of a case on the list; an empty one takes it away. No byte of the note before
  /// is left in the library's tables. False when it says the same. kNotFound: it is not on the
  /// list, or the case is gone; kInvalidArgument (is_list_note).
  Result<bool> note_in_list(std::string_view account, std::string_view case_id,
                            std::string_view note);
  /// Changes places with the entry before or behind it. False when there is none. kNotFound.
  Result<bool> move_in_list(std::string_view account, std::string_view case_id, ListMove move);

  /// Stores a draft: a new one (version 0; being written or in review), or the next version of one
  /// that was read and then changed. Of earlier versions no byte is left in the library's tables; a
  /// state without content (is_open) ends it. Returns it as it was stored. Whether the writer may
  /// is for the caller to see to. kNotFound: no such account, a disabled one, or no such draft;
  /// kAlreadyExists: the id of a new one is taken, by a case too; kLocked: it has changed since it
  /// was read, or cannot get into this state (may_become); kLimitExceeded: the account has
  /// kMaxOpenDrafts; kInvalidArgument.
  Result<ReportDraft> save_draft(ReportDraft draft);
  /// Begins a revision of a case that is there. `draft` has version 0 when the case was not written
  /// as a draft, else that of its draft, which is over: published, or given up. Errors as
  /// save_draft; kNotFound: there is no such case.
  Result<ReportDraft> revise_case(ReportDraft draft);
  /// Makes the case of a draft that is in review, in the version that was read, and ends the
  /// draft, all in one transaction. `record` has the draft's id and organisation. Errors as
  /// save_draft and upsert.
  Result<ReportDraft> publish_draft(ReportDraft draft, const CaseRecord& record,
                                    std::string_view source);

  /// Makes all changes so far durable and clears away what erased content left behind. kLocked when
  /// readers hold the files so long that the latter has to wait: the changes are durable all the
  /// same, and the next commit or opening tries again.
  Result<void> commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
