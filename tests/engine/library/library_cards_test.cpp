#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/library/card_log.hpp"
#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CardEntry card(std::string_view id, std::string_view label = "話を聴く",
               std::uint64_t follows = 0) {
  CardEntry entry;
  entry.id = id;
  entry.compartments = {"public"};
  entry.author = "operator";
  entry.reason = "手引きから";
  entry.content = "{\"label\":\"" + std::string(label) + "\"}";
  entry.sequence = follows;
  return entry;
}

class LibraryCardsTest : public ::testing::Test {
 protected:
  Result<bool> write(const std::vector<CardEntry>& entries) {
    LibraryWriter writer(library_, fixed_clock);
    auto result = writer.write_cards(entries);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  std::vector<std::string> now() const {
    std::vector<std::string> list;
    const auto cards = library_.cards();
    EXPECT_TRUE(cards) << cards.error().describe();
    for (const CardEntry& entry : *cards) list.push_back(entry.id + " " + entry.content);
    return list;
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
};

TEST_F(LibraryCardsTest, TheNewestRowOfACardCounts) {
  EXPECT_EQ(*library_.card_sequence(), 0U);
  ASSERT_TRUE(*write({card("K02"), card("K01", "急がない")}));
  CardEntry renamed = card("K02", "最後まで聴く", 1);
  renamed.action = CardAction::kRename;
  renamed.reason = "短く";
  ASSERT_TRUE(*write({renamed}));
  EXPECT_THAT(now(),
              ElementsAre("K01 {\"label\":\"急がない\"}", "K02 {\"label\":\"最後まで聴く\"}"));
  const auto history = library_.card_history("K02");
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ(history->back().action, CardAction::kRename);
  EXPECT_EQ(history->back().reason, "短く");
  EXPECT_EQ(history->back().sequence, 3U);
  EXPECT_EQ(history->back().time, fixed_clock());
  EXPECT_THAT(*library_.card_history("K99"), IsEmpty());
  EXPECT_EQ((*library_.card_change(2))->id, "K01");
  EXPECT_EQ((*library_.card_change(3))->reason, "短く");
  EXPECT_FALSE(library_.card_change(4)->has_value());
  EXPECT_FALSE(library_.card_change(0)->has_value());
  EXPECT_EQ(*library_.card_sequence(), 3U);
  EXPECT_EQ(*library_.sequence(), 0U);  // no change of a card makes the text index stale
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryCardsTest, SayingTheSameAgainWritesNothing) {
  ASSERT_TRUE(*write({card("K01")}));
  EXPECT_FALSE(*write({card("K01", "話を聴く", 1)}));
  EXPECT_FALSE(*write({}));
  EXPECT_EQ(*library_.card_sequence(), 1U);
}

TEST_F(LibraryCardsTest, AChangeOfAnOldStateIsRefusedWhole) {
  ASSERT_TRUE(*write({card("K01")}));
  ASSERT_TRUE(*write({card("K01", "b", 1)}));
  const auto stale = write({card("K02"), card("K01", "c", 1)});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::kLocked);
  EXPECT_EQ(write({card("K01", "new")}).error().code, ErrorCode::kLocked);  // the id is taken
  EXPECT_THAT(now(), ElementsAre("K01 {\"label\":\"b\"}"));
}

TEST_F(LibraryCardsTest, RefusesBadFieldsAndAuthors) {
  const auto field = [&](auto change) {
    CardEntry entry = card("K01");
    change(entry);
    const auto refused = write({entry});
    return refused ? std::string("accepted") : refused.error().field;
  };
  EXPECT_EQ(field([](CardEntry& e) { e.id = ""; }), "id");
  EXPECT_EQ(field([](CardEntry& e) { e.id = "a b"; }), "id");
  EXPECT_EQ(field([](CardEntry& e) { e.id = "a@b"; }), "id");
  EXPECT_EQ(field([](CardEntry& e) { e.compartments.clear(); }), "compartments");
  EXPECT_EQ(field([](CardEntry& e) { e.compartments = {"b", "a"}; }), "compartments");
  EXPECT_EQ(field([](CardEntry& e) { e.compartments = {"a", "a"}; }), "compartments");
  EXPECT_EQ(field([](CardEntry& e) { e.reason = "a\nb"; }), "reason");
  EXPECT_EQ(field([](CardEntry& e) { e.content = ""; }), "content");
  EXPECT_EQ(field([](CardEntry& e) { e.author = "nobody"; }), "nobody");
  EXPECT_EQ(write({card("K01"), card("K01")}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(now(), IsEmpty());
}

TEST_F(LibraryCardsTest, VerifyFindsWhatWasTamperedWith) {
  ASSERT_TRUE(*write({card("K01"), card("K02")}));
  ASSERT_TRUE(*write({card("K01", "b", 1)}));
  const auto file = folder_ / "library.db";
  tamper(file, "UPDATE cards SET sequence = 1 WHERE id = 'K01'");
  EXPECT_EQ(library_.cards().error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(findings(library_), Contains(HasSubstr("カードの表が変更の記録と合いません: K01")));
  tamper(file, "UPDATE cards SET sequence = 3 WHERE id = 'K01'");
  EXPECT_THAT(findings(library_), IsEmpty());
  tamper(file, "UPDATE card_log SET status = 3 WHERE sequence = 2");
  EXPECT_THAT(findings(library_), Contains(HasSubstr("カードの記録 2 が書き換わっています")));
  tamper(file, "UPDATE card_log SET status = 1, content = '{}' WHERE sequence = 2");
  EXPECT_THAT(findings(library_),
              Contains(HasSubstr("カードの記録 2 の内容が書いたときと違います")));
  EXPECT_EQ(library_.cards().error().code, ErrorCode::kCorrupt);
}

// The bytes under the chain's hashes, written out by hand from docs/library.md.
TEST(CardLogTest, HashCoversTheDocumentedBytes) {
  CardRow row;
  row.sequence = 300;
  row.card_id = "K01";
  row.compartments = "[\"public\"]";
  row.action = 2;
  row.status = 5;
  row.author = "operator";
  row.reason = "r";
  row.time = "2026-01-31T09:08:07Z";
  row.content_hash = std::string(32, 'c');
  row.previous_hash = std::string(32, 'p');
  std::string bytes;
  bytes.append("\x20").append(32, 'p').append("\xac\x02");
  bytes.append("\x03").append("K01").append("\x0a").append("[\"public\"]");
  bytes.append("\x02").append("\x05");
  bytes.append("\x08").append("operator").append("\x01").append("r");
  bytes.append("\x14").append("2026-01-31T09:08:07Z").append("\x20").append(32, 'c');
  EXPECT_EQ(card_hash(row), to_bytes(sha256(bytes)));
}

}  // namespace
}  // namespace kizuki
