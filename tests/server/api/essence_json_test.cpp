#include "server/api/essence_json.hpp"

#include <gmock/gmock.h>

#include "engine/base/utf8.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const Json& first_item(const EssenceAnswer& answer) {
  return answer.json.find("knowhow")->as_array().front();
}

TEST_F(KnowHowTest, TheAnswerHasTheFormOfTheCommandLine) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  const auto answer =
      essence_answer(reading(ReaderScope::everything()), all, EssenceAmount(), Deadline());
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->json.find("snapshot")->string_or("id", ""), all.findings->snapshot.id);
  EXPECT_FALSE(answer->json.find("outdated")->as_bool());
  EXPECT_TRUE(answer->json.find("thin_cards")->is_array());
  const Json& item = first_item(*answer);
  EXPECT_EQ(item.string_or("id", ""), kListeningCard);
  EXPECT_EQ(item.find("evidence")->as_array().size(), 5U);
  EXPECT_EQ(item.find("evidence")->as_array().front().string_or("heading", ""), "節");
  EXPECT_EQ(answer->shown.size(), 5U);
  EXPECT_NE(answer->shown.at("d-4"), "public");
}

TEST_F(KnowHowTest, SentencesThatMayNotBeReadAnyMoreAreLeftOut) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  const auto answer =
      essence_answer(reading(ReaderScope::of_anybody()), all, EssenceAmount(), Deadline());
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(first_item(*answer).find("evidence")->as_array().size(), 4U);
  EXPECT_THAT(answer->json.dump(), Not(HasSubstr("先代の話")));
  EXPECT_EQ(answer->shown.count("d-4"), 0U);
}

TEST_F(KnowHowTest, DecisionsCountAtOnce) {
  KnowHowReading all = knowhow(ReaderScope::everything());
  const Reading everything = reading(ReaderScope::everything());
  const auto before = essence_answer(everything, all, EssenceAmount(), Deadline());
  ASSERT_TRUE(before.has_value());
  const auto& evidence = first_item(*before).find("evidence")->as_array();
  EvidenceDecision decision;
  decision.card = kListeningCard;
  decision.place.case_id = evidence[0].string_or("case", "");
  decision.sentence_key = sentence_key(evidence[0].string_or("sentence", ""));
  decision.confirmed = false;
  EvidenceDecision other = decision;
  other.place.case_id = evidence[1].string_or("case", "");
  other.sentence_key = sentence_key(evidence[1].string_or("sentence", ""));
  other.confirmed = true;
  Catalogue catalogue = *all.catalogue;
  catalogue.decisions = {decision, other};
  for (CatalogueCard& card : catalogue.cards) {
    if (card.card.id == kListeningCard) card.card.label = "聴ききる";
  }
  all.catalogue = std::make_shared<const Catalogue>(catalogue);
  const auto after = essence_answer(everything, all, EssenceAmount(), Deadline());
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(first_item(*after).string_or("label", ""), "聴ききる");
  const auto& left = first_item(*after).find("evidence")->as_array();
  ASSERT_EQ(left.size(), 4U);
  EXPECT_EQ(left[0].string_or("case", ""), other.place.case_id);
  EXPECT_TRUE(left[0].find("confirmed")->as_bool());
  EXPECT_EQ(left[1].find("confirmed"), nullptr);

  for (CatalogueCard& card : catalogue.cards) card.status = CardStatus::kRejected;
  all.catalogue = std::make_shared<const Catalogue>(std::move(catalogue));
  const auto none = essence_answer(everything, all, EssenceAmount(), Deadline());
  ASSERT_TRUE(none.has_value());
  EXPECT_TRUE(none->json.find("knowhow")->as_array().empty());
  EXPECT_TRUE(none->shown.empty());
}

TEST_F(KnowHowTest, AmountsBoundTheAnswer) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  const Reading everything = reading(ReaderScope::everything());
  const auto few = essence_answer(everything, all, {1, 2}, Deadline());
  ASSERT_TRUE(few.has_value());
  EXPECT_EQ(few->json.find("knowhow")->as_array().size(), 1U);
  EXPECT_EQ(first_item(*few).find("evidence")->as_array().size(), 2U);
  EXPECT_EQ(first_item(*few).int_or("cases", 0), 5) << "counts are of all";
  EXPECT_EQ(few->shown.size(), 2U);
  const auto late = essence_answer(everything, all, EssenceAmount(),
                                   Deadline::after(std::chrono::milliseconds(-1)));
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().code, ErrorCode::kTimeout);
}

TEST_F(KnowHowTest, AmountsAreReadStrictly) {
  const auto read = [](const char* query) {
    return EssenceAmount::from_query(*FormFields::parse(query));
  };
  EXPECT_EQ(read("").value().top, 100U);
  EXPECT_EQ(read("top=3&evidence=0").value().top, 3U);
  EXPECT_EQ(read("top=3&evidence=0").value().evidence, 0U);
  for (const char* bad : {"top=0", "top=101", "top=", "top=3x", "top=-1"}) {
    ASSERT_FALSE(read(bad).has_value()) << bad;
    EXPECT_EQ(read(bad).error().field, "top") << bad;
  }
  EXPECT_EQ(read("evidence=101").error().field, "evidence");
}

}  // namespace
}  // namespace kizuki::test
