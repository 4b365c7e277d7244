#include "engine/essence_run/essence_report.hpp"

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

KnowHowResult one_item() {
  KnowHowResult result;
  result.cases.resize(2);
  result.cases[0].id = "a";
  result.cases[1].id = "b";
  KnowHow item;
  KnowHowEvidence evidence;
  evidence.case_number = 1;
  evidence.span = {0, 9};
  item.evidence.push_back(evidence);
  result.items.push_back(item);
  return result;
}

TEST(EssenceReport, ReadsTheSentenceOfEachEvidence) {
  const KnowHowResult result = one_item();
  const auto quotes = read_quotes(result.cases, result.items,
                                  one_by_one([](const EssenceCase& info) -> Result<CaseRecord> {
                                    EXPECT_EQ(info.id, "b");
                                    CaseRecord record = case_of("b", {"聴いたとさ。"});
                                    record.title = "題";
                                    record.sections[0].heading = "節";
                                    return record;
                                  }));
  ASSERT_TRUE(quotes);
  EXPECT_EQ((*quotes)[0][0].sentence, "聴いた");
  EXPECT_EQ((*quotes)[0][0].heading, "節");
  EXPECT_EQ((*quotes)[0][0].title, "題");
}

TEST(EssenceReport, PassesOnThatACaseIsGone) {
  const KnowHowResult result = one_item();
  const auto quotes = read_quotes(result.cases, result.items,
                                  one_by_one([](const EssenceCase&) -> Result<CaseRecord> {
                                    return Error{ErrorCode::kNotFound, "", "", 0, "", ""};
                                  }));
  ASSERT_FALSE(quotes);
  EXPECT_EQ(quotes.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki::test
