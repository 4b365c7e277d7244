#include "server/app/knowhow_reading.hpp"

#include <algorithm>

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

TEST_F(KnowHowTest, CardsStandWithWhatWasFoundOfThem) {
  const KnowHowReading reading = knowhow(ReaderScope::everything());
  const auto cards = reading.cards();
  EXPECT_EQ(cards.size(), shipped_cards().size());
  const auto listening = reading.card(kListeningCard);
  ASSERT_TRUE(listening);
  ASSERT_NE(listening->item, nullptr);
  EXPECT_EQ(listening->item->cases, 5U);
  EXPECT_FALSE(reading.card("none"));
  EXPECT_TRUE(std::any_of(cards.begin(), cards.end(),
                          [](const CountedCard& card) { return card.item == nullptr; }));
}

TEST_F(KnowHowTest, CardsThatPeopleTookAwayAreNotShown) {
  KnowHowReading reading = knowhow(ReaderScope::everything());
  Catalogue changed = *reading.catalogue;
  for (CatalogueCard& card : changed.cards) {
    if (card.card.id == kListeningCard) card.status = CardStatus::kRejected;
  }
  reading.catalogue = std::make_shared<const Catalogue>(changed);
  EXPECT_FALSE(reading.card(kListeningCard));
  EXPECT_EQ(reading.cards().size(), shipped_cards().size() - 1);
  EXPECT_TRUE(recurring_in(reading, {"d-0", "d-1"}, 5).empty());
}

TEST_F(KnowHowTest, RecurringKnowHowIsCountedByCase) {
  const KnowHowReading reading = knowhow(ReaderScope::everything());
  EXPECT_TRUE(recurring_in(reading, {"d-0"}, 5).empty());
  const auto recurring = recurring_in(reading, {"d-0", "d-2", "d-4", "none"}, 5);
  ASSERT_EQ(recurring.size(), 1U);
  EXPECT_EQ(recurring[0].id, kListeningCard);
  EXPECT_EQ(recurring[0].cases, 3U);
  EXPECT_TRUE(recurring_in(reading, {"d-0", "d-2"}, 0).empty());
}

TEST_F(KnowHowTest, CandidatesAreThoseThatNobodyDecidedOn) {
  KnowHowReading reading = knowhow(ReaderScope::everything());
  auto findings = std::make_shared<KnowHowFindings>(*reading.findings);
  KnowHow candidate;
  candidate.id = "n-1";
  candidate.kind = KnowHowKind::kCandidate;
  findings->result.items.push_back(candidate);
  reading.findings = findings;
  EXPECT_EQ(reading.candidates().size(), 1U);
  CatalogueCard decided;
  decided.card.id = "n-1";
  for (const CardStatus status :
       {CardStatus::kRejected, CardStatus::kActive, CardStatus::kMerged}) {
    decided.status = status;
    reading.catalogue = std::make_shared<const Catalogue>(Catalogue{{decided}, {}, {}});
    EXPECT_TRUE(reading.candidates().empty());
  }
  decided.status = CardStatus::kCandidate;
  reading.catalogue = std::make_shared<const Catalogue>(Catalogue{{decided}, {}, {}});
  EXPECT_EQ(reading.candidates().size(), 1U);
}

}  // namespace
}  // namespace kizuki::test
