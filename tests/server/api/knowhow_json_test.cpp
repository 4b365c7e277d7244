#include "server/api/knowhow_json.hpp"

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

TEST_F(KnowHowTest, TellsCountsAndEvidence) {
  const KnowHowReading reading = knowhow(ReaderScope::everything());
  const Json list = knowhow_list_as_json(reading);
  EXPECT_EQ(list.int_or("cases", 0), 5);
  const auto& cards = list.find("knowhow")->as_array();
  ASSERT_FALSE(cards.empty());
  EXPECT_EQ(cards.front().string_or("id", ""), kListeningCard);
  EXPECT_EQ(cards.front().find("steps")->int_or("3", 0), 5);
  QuotedEvidence evidence;
  evidence.case_id = "d-1";
  evidence.sentence = "文。";
  evidence.steps = step_bits({3});
  evidence.said = false;
  const Json card = knowhow_card_as_json(*reading.card(kListeningCard), {evidence});
  const Json& told = card.find("evidence")->as_array().front();
  EXPECT_EQ(told.string_or("case", ""), "d-1");
  EXPECT_FALSE(told.find("confirmed")->as_bool());
  EXPECT_FALSE(card.string_or("definition", "").empty());
}

}  // namespace
}  // namespace kizuki::test
