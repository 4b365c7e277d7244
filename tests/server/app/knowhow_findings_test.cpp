#include "server/app/knowhow_findings.hpp"

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

TEST_F(KnowHowTest, FindingsKnowEachSentenceByItsCase) {
  const auto findings = found(ReaderScope::everything());
  const KnowHow* listening = findings->find(kListeningCard);
  ASSERT_NE(listening, nullptr);
  EXPECT_EQ(findings->find("none"), nullptr);
  EXPECT_EQ(findings->by_case.size(), 5U);
  EXPECT_EQ(findings->sentences.size(), findings->result.items.size());
  for (const auto& [id, places] : findings->by_case) {
    for (const KnowHowPlace& place : places) {
      const KnowHow& item = findings->result.items.at(place.item);
      const KnowHowEvidence& evidence = item.evidence.at(place.evidence);
      EXPECT_EQ(findings->result.cases.at(evidence.case_number).id, id);
    }
  }
  EXPECT_GT(findings->bytes, 1'000U);
}

}  // namespace
}  // namespace kizuki::test
