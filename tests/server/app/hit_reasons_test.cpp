#include "server/app/hit_reasons.hpp"

#include <utility>

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

class HitReasonsTest : public KnowHowTest {
 protected:
  /// As the desk makes it: with what the run learned of the cards.
  KnowHowReading counted() const {
    const ReaderScope scope = ReaderScope::everything();
    KnowHowReading out = knowhow(scope);
    const auto prepared = EssenceRun::prepare(library_, scope, essence_tools(), {});
    EXPECT_TRUE(prepared);
    auto report = prepared->run([](std::uint64_t, std::uint64_t) {});
    EXPECT_TRUE(report);
    out.findings = make_findings(std::move(*report), prepared->matcher());
    out.tools = std::make_shared<const EssenceTools>(essence_tools());
    return out;
  }
  CaseBrief brief(std::size_t number) const {
    CaseBrief out;
    out.id = records_[number].id;
    out.parts.push_back({"節", records_[number].sections[0].text, {3}});
    return out;
  }
  static Hit hit_with_place() {
    Hit hit;
    hit.explanation = HitExplanation{};
    hit.explanation->places.emplace_back();
    return hit;
  }
};

TEST_F(HitReasonsTest, NotesAndCaseShareKnowHowWithBothSentences) {
  const KnowHowReading knowhow = counted();
  const CardLabels labels;
  HitReasons reasons(knowhow, labels);
  QuestionReader reader;
  const std::string notes = records_[0].sections[0].text;
  ASSERT_TRUE(reasons.ask("会社は町の外れにある。" + notes, reader));
  Hit hit = hit_with_place();
  reasons.explain(brief(1), hit);
  ASSERT_EQ(hit.explanation->know_how.size(), 1U);
  const KnowHowReason& reason = hit.explanation->know_how[0];
  EXPECT_EQ(reason.card, kListeningCard);
  EXPECT_EQ(reason.label, knowhow.catalogue->find(kListeningCard)->card.label);
  EXPECT_EQ(reason.asked, notes);
  EXPECT_EQ(reason.found, records_[1].sections[0].text);
  EXPECT_EQ(hit.explanation->places[0].steps, std::vector<int>{3});
  ASSERT_TRUE(reasons.ask("値段の話だけをした。", reader));
  reasons.explain(brief(1), hit);
  EXPECT_EQ(hit.explanation->know_how.at(0).asked, "");  // the case's own now
}

TEST_F(HitReasonsTest, ACaseIsAskedByWhatWasCountedInIt) {
  const KnowHowReading knowhow = counted();
  const CardLabels labels;
  HitReasons reasons(knowhow, labels);
  reasons.ask(brief(0));
  Hit hit = hit_with_place();
  reasons.explain(brief(1), hit);
  EXPECT_EQ(hit.explanation->know_how.at(0).asked, records_[0].sections[0].text);
}

TEST_F(HitReasonsTest, TextThatHasChangedShowsNothing) {
  const KnowHowReading knowhow = counted();
  const CardLabels labels;
  const HitReasons reasons(knowhow, labels);
  CaseBrief changed = brief(1);
  changed.parts[0].text = "前。" + changed.parts[0].text;
  Hit hit = hit_with_place();
  reasons.explain(changed, hit);
  EXPECT_TRUE(hit.explanation->know_how.empty());
}

TEST_F(HitReasonsTest, BeforeAnythingIsCountedTheCardsOfTheIndexStandThere) {
  const KnowHowReading working;
  CardLabels labels;
  labels.set("K01", "最後まで聴く");
  labels.set("K05", "現場を歩く");
  HitReasons reasons(working, labels);
  QuestionReader reader;
  ASSERT_TRUE(reasons.ask(records_[0].sections[0].text, reader));
  reasons.ask(brief(0));
  Hit hit = hit_with_place();
  hit.facets = {{"issue", "hr", AttributeOrigin::kGiven, 1},
                {"knowhow", "K01", AttributeOrigin::kPredicted, 0.6F},
                {"knowhow", "K05", AttributeOrigin::kPredicted, 0.9F},
                {"knowhow", "X9", AttributeOrigin::kPredicted, 0.95F}};  // none of this reader's
  reasons.explain(brief(1), hit);
  ASSERT_EQ(hit.explanation->know_how.size(), 2U);
  EXPECT_EQ(hit.explanation->know_how[0].label, "現場を歩く");
  EXPECT_EQ(hit.explanation->know_how[1].label, "最後まで聴く");
  EXPECT_EQ(hit.explanation->know_how[0].found, "");
}

}  // namespace
}  // namespace kizuki::test
