#include "engine/essence_run/essence_json.hpp"

#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {
namespace {

TEST_F(EssenceRunTest, TellsAnItemWithItsSentences) {
  const auto report = run(ReaderScope::everything());
  ASSERT_TRUE(report.has_value());
  const KnowHow& item = report->result.items.front();
  const Json json = essence_item_to_json(item, report->quotes.front(), report->result.cases);
  EXPECT_EQ(json.string_or("id", ""), "K01");
  EXPECT_EQ(json.string_or("kind", ""), "card");
  EXPECT_EQ(json.int_or("cases", 0), 5);
  EXPECT_EQ(json.find("scale")->int_or("small", 0), 5);
  EXPECT_EQ(json.find("cohesion"), nullptr) << "of candidates alone";
  const auto& evidence = json.find("evidence")->as_array();
  ASSERT_EQ(evidence.size(), 5U);
  for (const Json& one : evidence) {
    EXPECT_EQ(one.string_or("heading", ""), "節");
    EXPECT_EQ(static_cast<std::size_t>(one.int_or("end", 0) - one.int_or("begin", 0)),
              one.string_or("sentence", "").size());
    EXPECT_EQ(one.find("confirmed"), nullptr) << "nobody has said so";
  }
}

TEST_F(EssenceRunTest, TheSnapshotNamesTheRunAndNoCase) {
  EssenceRequest request;
  request.filters = {{"scale", {"small", "medium"}}};
  const auto report = run(ReaderScope::everything(), request);
  ASSERT_TRUE(report.has_value());
  const Json json = essence_snapshot_to_json(snapshot_of(*report), report->result, report->corpus);
  EXPECT_EQ(json.string_or("id", ""), report->snapshot);
  EXPECT_EQ(json.string_or("basis", ""), report->basis);
  EXPECT_EQ(json.int_or("cards", 0), 30);
  EXPECT_EQ(json.int_or("cases", 0), 5);
  EXPECT_EQ(json.find("filters")->dump(), R"({"scale":["small","medium"]})");
  EXPECT_EQ(json.dump().find("d-"), std::string::npos);
}

TEST(EssenceJsonTest, ThinCardsAreTheirIdsAndCases) {
  EXPECT_EQ(thin_cards_to_json({}).dump(), "[]");
  EXPECT_EQ(thin_cards_to_json({{"K02", 1}}).dump(), R"([{"id":"K02","cases":1}])");
}

}  // namespace
}  // namespace kizuki::test
