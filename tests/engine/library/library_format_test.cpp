// The file format as released: every later version must open tests/fixtures/library-v<N>.db.
// KIZUKI_WRITE_FIXTURES=1 in the environment writes the newest version's fixture anew; those of
// older versions are never written again.
#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/library/database.hpp"
#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The version that this program writes.
constexpr int kNewest = 7;

std::filesystem::path fixture(int version) {
  return std::filesystem::path(test::source_path()) / "tests" / "fixtures" /
         ("library-v" + std::to_string(version) + ".db");
}

void write_people(LibraryWriter& writer) {
  Account hanako;
  hanako.name = "hanako@minato.example";
  hanako.role = Role::kCurator;
  hanako.organization = "港町商工会";
  Account federation;
  federation.name = "federation";
  federation.other_organizations = {"港町商工会", "山手商工会"};
  ASSERT_TRUE(writer.add_account(hanako, "operator", "着任"));
  ASSERT_TRUE(writer.add_account(federation, "operator", "連合会"));
  federation.sequence = 2;
  federation.all_organizations = true;
  federation.disabled = true;
  ASSERT_TRUE(writer.change_account(federation, "hanako@minato.example", "解散"));
  Confirmation confirmation;
  confirmation.name = "issue";
  confirmation.value = "succession";
  confirmation.author = hanako.name;
  confirmation.reason = "社長の交代がある";
  for (const char* id : {"inn-2", "farm-3"}) {
    confirmation.case_id = id;
    ASSERT_TRUE(writer.confirm(confirmation));
  }
  confirmation.case_id = "inn-2";
  confirmation.author = "operator";
  confirmation.confirmed = false;
  ASSERT_TRUE(writer.confirm(confirmation));
}

/// Says something about a case and takes it back: needs version 7.
void write_undone(LibraryWriter& writer) {
  Confirmation confirmation;
  confirmation.case_id = "inn-2";
  confirmation.name = "issue";
  confirmation.value = "hr";
  confirmation.author = "hanako@minato.example";
  confirmation.reason = "早合点";
  ASSERT_TRUE(*writer.confirm(confirmation));
  confirmation.sequence = 4;
  confirmation.reason = "見直した";
  ASSERT_TRUE(writer.take_back(confirmation));
}

void write_catalogue(LibraryWriter& writer) {
  CardEntry card;
  card.id = "K01";
  card.compartments = {"public"};
  card.author = "hanako@minato.example";
  card.reason = "手引きから";
  card.content = R"({"id":"K01","label":"話を聴く"})";
  CardEntry candidate = card;
  candidate.id = "c-1";
  candidate.compartments = {"members", "org:港町商工会"};
  candidate.status = CardStatus::kCandidate;
  candidate.action = CardAction::kFind;
  candidate.author = "operator";
  ASSERT_TRUE(*writer.write_cards({card, candidate}));
  candidate.sequence = 2;
  candidate.status = CardStatus::kRejected;
  candidate.action = CardAction::kReject;
  candidate.reason = "進め方ではない";
  ASSERT_TRUE(*writer.write_cards({candidate}));
}

void write_credentials(LibraryWriter& writer) {
  ASSERT_TRUE(writer.set_password("hanako@minato.example", "scrypt$15$8$3$00$00"));
  ASSERT_TRUE(writer.add_secret(SecretKind::kSession, "hanako@minato.example", std::string(32, 's'),
                                "", std::chrono::hours(12)));
  ASSERT_TRUE(writer.add_secret(SecretKind::kToken, "hanako@minato.example", std::string(32, 't'),
                                "report", std::chrono::hours(24)));
}

void write_lists(LibraryWriter& writer) {
  const char* hanako = "hanako@minato.example";
  for (const char* id : {"shop-1", "inn-2"}) ASSERT_TRUE(*writer.add_to_list(hanako, id));
  ASSERT_TRUE(*writer.note_in_list(hanako, "inn-2", "下書き"));
  ASSERT_TRUE(*writer.note_in_list(hanako, "inn-2", "次回の訪問前に読む。\n問いを写す。"));
  ASSERT_TRUE(*writer.move_in_list(hanako, "inn-2", ListMove::kUp));
}

void write_drafts(LibraryWriter& writer) {
  ReportDraft draft;
  draft.account = "hanako@minato.example";
  draft.organization = "港町商工会";
  for (const char* id : {"r-1", "r-2", "r-3"}) {
    draft.id = id;
    draft.content = R"({"form":{"title":"題 )" + draft.id + R"("}})";
    const auto saved = writer.save_draft(draft);
    ASSERT_TRUE(saved) << saved.error().describe();
    if (draft.id == "r-1") continue;
    ReportDraft next = *saved;
    next.state = draft.id == "r-2" ? DraftState::kInReview : DraftState::kDiscarded;
    next.content = draft.id == "r-2" ? R"({"form":{"title":"第2版"}})" : "";
    ASSERT_TRUE(writer.save_draft(next));
  }
}

void write_fixture() {
  const TempFolder folder;
  {
    Library library = open_library(folder.path());
    LibraryWriter writer(library, fixed_clock);
    CaseRecord shop = sample_case("shop-1");
    shop.visibility = Visibility::kPublic;
    CaseRecord inn = sample_case("inn-2");
    inn.organization = "港町商工会";
    ASSERT_TRUE(writer.upsert(shop, "cases.jsonl"));
    ASSERT_TRUE(writer.upsert(inn, "cases.jsonl"));
    ASSERT_TRUE(writer.upsert(sample_case("farm-3"), "cases.jsonl"));
    write_people(writer);
    write_catalogue(writer);
    write_credentials(writer);
    inn.title = "第2版";
    ASSERT_TRUE(writer.upsert(inn, "more.jsonl"));
    ASSERT_TRUE(writer.remove("shop-1", "取り下げ"));
    ASSERT_TRUE(writer.erase("farm-3", "本人の求め"));
    ASSERT_TRUE(writer.upsert(shop, "more.jsonl"));
    write_lists(writer);
    write_drafts(writer);
    write_undone(writer);
    ASSERT_TRUE(writer.commit());
  }
  std::filesystem::copy_file(folder / "library.db", fixture(kNewest),
                             std::filesystem::copy_options::overwrite_existing);
}

// What every version keeps of the fixtures' cases, which are the same in all of them.
void expect_cases(const Library& library) {
  EXPECT_THAT(findings(library), IsEmpty());
  EXPECT_EQ(*library.sequence(), 7U);

  const auto inn = library.get("inn-2");
  ASSERT_TRUE(inn) << inn.error().describe();
  EXPECT_EQ(inn->compartment, "org:港町商工会");
  EXPECT_EQ(inn->revision, 2U);
  EXPECT_EQ(inn->sequence, 4U);
  EXPECT_EQ(inn->content_hash, sha256_hex(inn->json));
  EXPECT_THAT(inn->json, ::testing::StartsWith(R"({"id":"inn-2","organization":"港町商工会")"));

  std::vector<std::string> now;
  for (const StoredCase& stored : all_cases(library, 7)) now.push_back(stored.id);
  EXPECT_THAT(now, ElementsAre("inn-2", "shop-1"));
  EXPECT_EQ(library.get("shop-1")->revision, 2U);
  EXPECT_EQ(library.get("farm-3").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(*library.count_cases(3), 2U);  // the erased one is gone from the past too
  const auto erasure = library.erasure("farm-3");
  ASSERT_TRUE(erasure);
  EXPECT_EQ(erasure->sequence, 6U);
  EXPECT_EQ(erasure->revisions, 1U);
  EXPECT_EQ(erasure->reason, "本人の求め");
  EXPECT_TRUE(erasure->scrubbed);
}

TEST(LibraryFormatTest, MigratesTheFixtureOfVersion1AfterACopy) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(1), folder / "library.db"));
  const std::string before = *read_file(folder / "library.db", std::size_t{1} << 24);
  // Reading never migrates.
  EXPECT_EQ(Library::open(folder.path(), Library::Mode::kReadOnly).error().code,
            ErrorCode::kVersionMismatch);
  EXPECT_EQ(*read_file(folder / "library.db", std::size_t{1} << 24), before);
  Library library = open_library(folder.path());
  expect_cases(library);
  EXPECT_THAT(*library.accounts(), IsEmpty());
  EXPECT_EQ(*library.confirmation_sequence(), 0U);
  EXPECT_EQ(*library.card_sequence(), 0U);
  // The copy is a whole library of version 1: the log's rows in both are the same bytes.
  const auto copy = Database::open(folder / "library.db.before-v7", Database::Access::kReadOnly);
  ASSERT_TRUE(copy) << copy.error().describe();
  EXPECT_EQ(*copy->integer("PRAGMA user_version"), 1);
  const auto now = Database::open(folder / "library.db", Database::Access::kReadOnly);
  for (const char* table : {"ingest_log", "revisions", "cases", "tombstones"}) {
    const std::string sql = std::string("SELECT * FROM ") + table;
    auto old_rows = copy->statement(sql);
    auto new_rows = now->statement(sql);
    for (;;) {
      const bool more = *old_rows->step();
      ASSERT_EQ(*new_rows->step(), more);
      if (!more) break;
      for (int column = 0; column < 2; ++column) {
        EXPECT_EQ(new_rows->bytes(column), old_rows->bytes(column));
      }
    }
  }
  // And it can be written to.
  write_cases(library, {sample_case("new")});
  EXPECT_THAT(findings(library), IsEmpty());
}

void expect_people(const Library& library);

TEST(LibraryFormatTest, MigratesTheFixtureOfVersion2) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(2), folder / "library.db"));
  EXPECT_EQ(Library::open(folder.path(), Library::Mode::kReadOnly).error().code,
            ErrorCode::kVersionMismatch);
  Library library = open_library(folder.path());
  expect_cases(library);
  expect_people(library);
  EXPECT_THAT(*library.cards(), IsEmpty());
  const auto copy = Database::open(folder / "library.db.before-v7", Database::Access::kReadOnly);
  ASSERT_TRUE(copy) << copy.error().describe();
  EXPECT_EQ(*copy->integer("PRAGMA user_version"), 2);
  // The log's rows are the same bytes.
  const auto now = Database::open(folder / "library.db", Database::Access::kReadOnly);
  for (const char* table : {"account_log", "confirmations"}) {
    const std::string sql = std::string("SELECT sequence, hash FROM ") + table;
    auto old_rows = copy->statement(sql);
    auto new_rows = now->statement(sql);
    for (;;) {
      const bool more = *old_rows->step();
      ASSERT_EQ(*new_rows->step(), more);
      if (!more) break;
      EXPECT_EQ(new_rows->bytes(1), old_rows->bytes(1));
    }
  }
  LibraryWriter writer(library, fixed_clock);
  write_catalogue(writer);
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(library.cards()->size(), 2U);
  EXPECT_THAT(findings(library), IsEmpty());
}

// What every version since 3 keeps of the fixtures' catalogue.
void expect_catalogue(const Library& library) {
  const auto cards = library.cards();
  ASSERT_TRUE(cards) << cards.error().describe();
  ASSERT_EQ(cards->size(), 2U);
  EXPECT_EQ(cards->front().author, "hanako@minato.example");
  EXPECT_EQ(cards->front().content, R"({"id":"K01","label":"話を聴く"})");
  EXPECT_THAT(cards->back().compartments, ElementsAre("members", "org:港町商工会"));
  EXPECT_EQ(cards->back().status, CardStatus::kRejected);
  EXPECT_EQ(cards->back().sequence, 3U);
  EXPECT_EQ(library.card_history("c-1")->front().action, CardAction::kFind);
}

TEST(LibraryFormatTest, MigratesTheFixtureOfVersion3) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(3), folder / "library.db"));
  Library library = open_library(folder.path());
  expect_cases(library);
  expect_people(library);
  expect_catalogue(library);
  EXPECT_FALSE(*library.has_passwords());
  LibraryWriter writer(library, fixed_clock);
  write_credentials(writer);
  ASSERT_TRUE(writer.commit());
  EXPECT_TRUE(*library.has_passwords());
  EXPECT_THAT(findings(library), IsEmpty());
}

// What every version since 5 keeps of the fixtures' lists.
void expect_lists(const Library& library) {
  const auto list = library.list("hanako@minato.example");
  ASSERT_TRUE(list) << list.error().describe();
  ASSERT_EQ(list->size(), 2U);
  EXPECT_EQ(list->front().case_id, "inn-2");
  EXPECT_EQ(list->front().note, "次回の訪問前に読む。\n問いを写す。");
  EXPECT_EQ(list->back().case_id, "shop-1");
  EXPECT_EQ(list->back().note, "");
}

TEST(LibraryFormatTest, MigratesTheFixtureOfVersion4) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(4), folder / "library.db"));
  EXPECT_EQ(Library::open(folder.path(), Library::Mode::kReadOnly).error().code,
            ErrorCode::kVersionMismatch);
  Library library = open_library(folder.path());
  expect_cases(library);
  expect_people(library);
  expect_catalogue(library);
  EXPECT_EQ(library.password_verifier("hanako@minato.example")->value(), "scrypt$15$8$3$00$00");
  EXPECT_THAT(*library.list("hanako@minato.example"), IsEmpty());
  LibraryWriter writer(library, fixed_clock);
  write_lists(writer);
  ASSERT_TRUE(writer.commit());
  expect_lists(library);
  EXPECT_THAT(findings(library), IsEmpty());
}

// What every version since 6 keeps of the fixtures' drafts.
void expect_drafts(const Library& library) {
  const auto drafts = library.drafts("港町商工会");
  ASSERT_TRUE(drafts) << drafts.error().describe();
  ASSERT_EQ(drafts->size(), 2U);
  const auto second = library.draft("r-2");
  ASSERT_TRUE(second) << second.error().describe();
  EXPECT_EQ(second->state, DraftState::kInReview);
  EXPECT_EQ(second->version, 2U);
  EXPECT_EQ(second->account, "hanako@minato.example");
  EXPECT_EQ(second->content, R"({"form":{"title":"第2版"}})");
  EXPECT_EQ(library.draft("r-1")->state, DraftState::kWriting);
  EXPECT_EQ(library.draft("r-3")->state, DraftState::kDiscarded);
  EXPECT_EQ(library.draft("r-3")->content, "");
}

TEST(LibraryFormatTest, MigratesTheFixtureOfVersion5) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(5), folder / "library.db"));
  EXPECT_EQ(Library::open(folder.path(), Library::Mode::kReadOnly).error().code,
            ErrorCode::kVersionMismatch);
  Library library = open_library(folder.path());
  expect_cases(library);
  expect_people(library);
  expect_catalogue(library);
  expect_lists(library);
  EXPECT_THAT(*library.drafts("港町商工会"), IsEmpty());
  LibraryWriter writer(library, fixed_clock);
  write_drafts(writer);
  ASSERT_TRUE(writer.commit());
  expect_drafts(library);
  EXPECT_THAT(findings(library), IsEmpty());
}

// What every version since 7 keeps of the fixtures' confirmation that was taken back.
void expect_undone(const Library& library) {
  EXPECT_EQ(*library.confirmation_sequence(), 5U);
  const auto counting = library.confirmations("inn-2");
  ASSERT_TRUE(counting) << counting.error().describe();
  for (const Confirmation& said : *counting) EXPECT_NE(said.value, "hr");
  const auto history = library.confirmation_history("inn-2");
  ASSERT_TRUE(history) << history.error().describe();
  ASSERT_GE(history->size(), 2U);
  EXPECT_TRUE(history->back().taken_back);
  EXPECT_EQ(history->back().reason, "見直した");
  EXPECT_EQ((*history)[history->size() - 2].reason, "早合点");
}

TEST(LibraryFormatTest, MigratesTheFixtureOfVersion6) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(6), folder / "library.db"));
  EXPECT_EQ(Library::open(folder.path(), Library::Mode::kReadOnly).error().code,
            ErrorCode::kVersionMismatch);
  Library library = open_library(folder.path());
  expect_cases(library);
  expect_people(library);
  expect_catalogue(library);
  expect_lists(library);
  expect_drafts(library);
  // A reader that was open before the first writer goes on with the new definitions.
  const Library reader = open_library(folder.path(), Library::Mode::kReadOnly);
  LibraryWriter writer(library, fixed_clock);
  write_undone(writer);
  ASSERT_TRUE(writer.commit());
  expect_undone(library);
  expect_undone(reader);
  EXPECT_THAT(findings(library), IsEmpty());
}

class LibraryFixtureTest : public ::testing::TestWithParam<Library::Mode> {};

TEST_P(LibraryFixtureTest, OpensTheFixtureOfTheNewestVersion) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (std::getenv("KIZUKI_WRITE_FIXTURES") != nullptr) write_fixture();
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(fixture(kNewest), folder / "library.db"));
  const Library library = open_library(folder.path(), GetParam());
  expect_cases(library);
  expect_people(library);
  expect_catalogue(library);
  EXPECT_EQ(library.password_verifier("hanako@minato.example")->value(), "scrypt$15$8$3$00$00");
  const auto secret = library.secret(SecretKind::kToken, std::string(32, 't'), fixed_clock());
  ASSERT_TRUE(secret && *secret);
  EXPECT_EQ((*secret)->label, "report");
  EXPECT_EQ(library.secrets(SecretKind::kSession, "hanako@minato.example")->size(), 1U);
  expect_lists(library);
  expect_drafts(library);
  expect_undone(library);
}

void expect_people(const Library& library) {
  const auto hanako = library.account("hanako@minato.example");
  ASSERT_TRUE(hanako) << hanako.error().describe();
  EXPECT_EQ(hanako->role, Role::kCurator);
  EXPECT_EQ(hanako->organization, "港町商工会");
  EXPECT_FALSE(hanako->disabled);
  const auto federation = library.account("federation");
  ASSERT_TRUE(federation);
  EXPECT_THAT(federation->other_organizations, ElementsAre("山手商工会", "港町商工会"));
  EXPECT_TRUE(federation->all_organizations);
  EXPECT_TRUE(federation->disabled);
  EXPECT_EQ(library.account_history("federation")->back().actor, "hanako@minato.example");

  EXPECT_GE(*library.confirmation_sequence(), 3U);
  const auto confirmations = library.confirmations("inn-2");
  ASSERT_TRUE(confirmations);
  ASSERT_EQ(confirmations->size(), 1U);
  EXPECT_FALSE(confirmations->front().confirmed);
  EXPECT_EQ(confirmations->front().case_sequence, 2U);
  EXPECT_THAT(*library.confirmations("farm-3"), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Modes, LibraryFixtureTest,
                         ::testing::Values(Library::Mode::kReadOnly, Library::Mode::kReadWrite));

// The bytes under the chain's hashes, written out by hand from docs/library.md.
TEST(IngestLogTest, HashCoversTheDocumentedBytes) {
  LogEntry entry;
  entry.sequence = 300;
  entry.kind = LogKind::kChange;
  entry.case_id = "a-1";
  entry.revision = 2;
  entry.content_hash = std::string(32, 'c');
  entry.compartment = "local";
  entry.source = "f.csv";
  entry.time = "2026-01-31T09:08:07Z";
  entry.previous_hash = std::string(32, 'p');
  std::string bytes;
  bytes.append("\x20").append(32, 'p');               // previous_hash
  bytes.append("\xac\x02").append("\x02");            // sequence 300, kind 2
  bytes.append("\x03").append("a-1").append("\x02");  // case_id, revision
  bytes.append("\x20").append(32, 'c');               // content_hash
  bytes.append("\x05").append("local");
  bytes.append("\x05").append("f.csv");
  bytes.append("\x14").append("2026-01-31T09:08:07Z");
  EXPECT_EQ(log_hash(entry), to_bytes(sha256(bytes)));
  EXPECT_EQ(log_beginning(), std::string(32, '\0'));
}

TEST(IngestLogTest, EveryFieldChangesTheHash) {
  LogEntry entry;
  entry.content_hash = std::string(32, 'c');
  entry.previous_hash = std::string(32, 'p');
  std::vector<std::string> hashes = {log_hash(entry)};
  const auto with = [&](auto change) {
    LogEntry changed = entry;
    change(changed);
    hashes.push_back(log_hash(changed));
  };
  with([](LogEntry& e) { e.sequence = 1; });
  with([](LogEntry& e) { e.kind = LogKind::kErase; });
  with([](LogEntry& e) { e.case_id = "a"; });
  with([](LogEntry& e) { e.revision = 1; });
  with([](LogEntry& e) { e.content_hash[31] = 'd'; });
  with([](LogEntry& e) { e.compartment = "a"; });
  with([](LogEntry& e) { e.source = "a"; });
  with([](LogEntry& e) { e.time = "a"; });
  with([](LogEntry& e) { e.previous_hash[0] = 'q'; });
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace
}  // namespace kizuki
