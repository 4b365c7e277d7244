#include "engine/catalogue/catalogue_card.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(CatalogueCardTest, ComesBackFromItsRow) {
  CatalogueCard card;
  card.card.id = "c-1";
  card.card.label = "話を聴く";
  card.card.typical_steps = {2, 3};
  card.card.examples = {"最後まで聴いた。"};
  card.status = CardStatus::kCandidate;
  card.compartments = {"org:甲会", "public"};
  card.members = {{"d-2", 0xFFFFFFFFFFFFFFFFU}, {"d-1", 0}};
  card.held = true;
  card.sequence = 4;
  const CardEntry entry = card_entry_of(card, CardAction::kSplit, "hanako", "別の話");
  EXPECT_TRUE(check_card_entry(entry));
  EXPECT_EQ(entry.action, CardAction::kSplit);
  const auto read = catalogue_card_of(entry);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->card.label, card.card.label);
  EXPECT_EQ(read->card.examples, card.card.examples);
  EXPECT_EQ(read->members, card.members);
  EXPECT_TRUE(read->held);
  EXPECT_EQ(read->sequence, 4U);
  EXPECT_EQ(card_entry_of(*read, CardAction::kSplit, "hanako", "別の話").content, entry.content);
}

TEST(CatalogueCardTest, RefusesDamagedRows) {
  CardEntry entry;
  entry.id = "c-1";
  entry.compartments = {"public"};
  for (const char* content :
       {"", "[]", "{\"card\":{}}", R"({"card":{"id":"c-2","label":"x"}})", R"({"members":{}})",
        R"({"members":[["a"]]})", R"({"members":[["a","xyz"]]})", R"({"members":[["a",1]]})"}) {
    entry.content = content;
    EXPECT_FALSE(catalogue_card_of(entry)) << content;
  }
}

}  // namespace
}  // namespace kizuki
