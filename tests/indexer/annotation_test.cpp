// Predicted tags and confirmations from library to answers.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/tagging/given_tags.hpp"
#include "indexer/case_annotator.hpp"
#include "tests/indexer/index_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::Index;
using test::make_case;
using test::must;
using testing::ElementsAre;
using testing::IsEmpty;

/// A case whose text speaks of succession, and which gives no tags.
CaseRecord untagged_case(const std::string& id, const std::string& organization = "") {
  CaseRecord record = make_case(
      id,
      "社長は七十歳を過ぎ、後継者が決まらないまま事業承継の話を避けてきた。"
      "長男に継がせたいが、本人の気持ちを聞いたことがない。家族で話し合い、後継者を決めた。",
      organization);
  record.title = "後継者の決まらない豆腐店の事業承継";
  Section& action = record.sections.emplace_back();
  action.heading = "実行";
  action.text = "毎月の会議で行動計画の進み具合を確かめた。";
  record.sections[0].steps.clear();
  return record;
}

/// The same text with tags of its own.
CaseRecord tagged_case(const std::string& id, const std::string& organization = "") {
  CaseRecord record = untagged_case(id, organization);
  record.issues = {"pricing"};
  record.sections[0].steps = {2};
  record.scale = Scale::kSmall;
  return record;
}

std::vector<std::string> found(Searcher searcher, const std::string& query) {
  const auto list = must(searcher.search(*parse_query(query), {}));
  std::vector<std::string> ids;
  for (const Hit& hit : list.hits) ids.push_back(hit.id);
  EXPECT_EQ(list.total, ids.size()) << query;
  return ids;
}

std::vector<std::string> found(const Index& index, const std::string& query) {
  return found(index.searcher(), query);
}

HitFacet facet_of(const Index& index, const std::string& id, const std::string& name,
                  const std::string& value) {
  Searcher searcher = index.searcher();
  const auto list = must(searcher.search(*parse_query("事例id:" + id), {}));
  for (const HitFacet& facet : list.hits.at(0).facets) {
    if (facet.name == name && facet.value == value) return facet;
  }
  return {"none", "", AttributeOrigin::kGiven, 0};
}

FacetCount count_of(const Index& index, const std::string& name, const std::string& value) {
  SearchOptions options;
  options.facet_counts = true;
  Searcher searcher = index.searcher();
  const auto list = must(searcher.search(*parse_query("後継者"), options));
  for (const FacetCounts& counts : list.facets) {
    if (counts.name != name) continue;
    for (const FacetCount& count : counts.values) {
      if (count.value == value) return count;
    }
  }
  return {};
}

TEST(TagPredictorTest, PredictsOnlyWhatTheRecordDoesNotGive) {
  TagPredictor predictor(Engine::get().tag_model);
  EXPECT_THAT(must(predictor.predict(tagged_case("a"))), IsEmpty());
  EXPECT_TRUE(gives_all_tags(tagged_case("a")));
  EXPECT_FALSE(gives_all_tags(untagged_case("a")));

  const auto predicted = must(predictor.predict(untagged_case("a")));
  const auto has = [&](const std::string& name, const std::string& value) {
    return std::any_of(predicted.begin(), predicted.end(), [&](const Annotation& tag) {
      return tag.name == name && tag.value == value && tag.score < kCertain;
    });
  };
  EXPECT_TRUE(has("issue", "succession"));
  EXPECT_TRUE(std::any_of(predicted.begin(), predicted.end(),
                          [](const Annotation& tag) { return tag.name == "step"; }));

  CaseRecord with_steps = untagged_case("a");
  with_steps.sections[0].steps = {2};
  for (const Annotation& tag : must(predictor.predict(with_steps))) EXPECT_NE(tag.name, "step");
}

TEST(TagPredictorTest, UnlikelyIssuesAreNotedOfCompaniesAlone) {
  TagPredictor predictor(Engine::get().tag_model);
  const auto unlikely = [&](const CaseRecord& record) {
    std::size_t count = 0;
    for (const Annotation& tag : must(predictor.predict(record))) {
      const bool possible = tag.name == annotation_name(kPossiblePrefix, "issue");
      count += possible && tag.score < score_of_probability(kLeastClaimedConfidence) ? 1 : 0;
    }
    return count;
  };
  CaseRecord page = untagged_case("a");
  page.company.industry.clear();
  page.scale = Scale::kUnknown;
  page.supporter.clear();
  EXPECT_EQ(unlikely(page), 0U);
  CaseRecord of_company = page;
  of_company.company.industry = "E";
  EXPECT_GT(unlikely(of_company), 5U);
  of_company = page;
  of_company.supporter = "商工会";
  EXPECT_GT(unlikely(of_company), 5U);
}

TEST(TagPredictorTest, SaysNothingOfARecordWithoutText) {
  TagPredictor predictor(Engine::get().tag_model);
  CaseRecord empty = untagged_case("a");
  for (Section& section : empty.sections) section.text.clear();
  EXPECT_THAT(must(predictor.predict(empty)), IsEmpty());
}

TEST(AnnotationTest, PredictedTagsFilterAndCountAndAreMarked) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({tagged_case("given"), untagged_case("silent")});
  index.build();

  EXPECT_THAT(found(index, "課題:succession"), ElementsAre("silent"));
  EXPECT_THAT(found(index, "課題:pricing"), ElementsAre("given"));
  EXPECT_THAT(found(index, "後継者 -課題:succession"), ElementsAre("given"));
  // A phrase makes the engine look at each case itself.
  EXPECT_THAT(found(index, "\"後継者が決まらない\" 課題:succession"), ElementsAre("silent"));

  const HitFacet predicted = facet_of(index, "silent", "issue", "succession");
  EXPECT_EQ(predicted.origin, AttributeOrigin::kPredicted);
  EXPECT_GT(predicted.probability, 0.25F);
  EXPECT_LT(predicted.probability, 1.0F);
  EXPECT_EQ(facet_of(index, "given", "issue", "pricing").origin, AttributeOrigin::kGiven);
  EXPECT_EQ(facet_of(index, "given", "issue", "succession").name, "none");
  EXPECT_EQ(count_of(index, "issue", "succession").cases, 1u);
  EXPECT_EQ(count_of(index, "issue", "succession").predicted, 1u);
  EXPECT_EQ(count_of(index, "issue", "pricing").predicted, 0u);
  EXPECT_THAT(index.findings(), IsEmpty());
}

TEST(AnnotationTest, PredictionsAreTakenOverWithTheAnalysis) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({untagged_case("silent")});
  index.build();
  const HitFacet before = facet_of(index, "silent", "issue", "succession");
  index.upsert({make_case("other", "売上が落ちた。")});
  const BuildReport report = index.build();
  EXPECT_EQ(report.analysed, 1u);
  EXPECT_EQ(facet_of(index, "silent", "issue", "succession"), before);
}

TEST(AnnotationTest, AnotherModelMakesTheIndexOutdated) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({untagged_case("silent")});
  BuildTools tools = Engine::get().build_tools();
  tools.tag_model = nullptr;
  must(build_generation(index.store, index.library, tools, test::options_for_updates(), {}));
  EXPECT_THAT(found(index, "課題:succession"), IsEmpty());
  EXPECT_EQ(index.need(), IndexNeed::kBuild);
  const BuildReport report = index.build();
  EXPECT_EQ(report.analysed, 0u) << "the text's analysis does not depend on the model";
  EXPECT_THAT(found(index, "課題:succession"), ElementsAre("silent"));
}

TEST(AnnotationTest, AConfirmationWinsOverModelAndRecordByAnUpdateWithoutCases) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({tagged_case("given"), untagged_case("silent"), untagged_case("third")});
  index.build();
  index.say("given", "issue", "succession", true);
  index.say("given", "issue", "pricing", false);
  index.say("silent", "issue", "succession", false);
  EXPECT_EQ(index.need(), IndexNeed::kUpdate);
  const UpdateReport report = index.update();
  EXPECT_EQ(report.cases, 0u);
  EXPECT_EQ(report.confirmed, 2u);
  EXPECT_EQ(index.need(), IndexNeed::kNothing);

  EXPECT_THAT(found(index, "課題:succession"), ElementsAre("given", "third"));
  EXPECT_THAT(found(index, "課題:pricing"), IsEmpty());
  EXPECT_THAT(found(index, "\"後継者が決まらない\" 課題:succession"),
              ElementsAre("given", "third"));
  EXPECT_EQ(facet_of(index, "given", "issue", "succession").origin, AttributeOrigin::kConfirmed);
  EXPECT_EQ(facet_of(index, "given", "issue", "pricing").name, "none");
  EXPECT_EQ(count_of(index, "issue", "succession").cases, 2u);
  EXPECT_EQ(count_of(index, "issue", "succession").predicted, 1u);
  EXPECT_EQ(count_of(index, "issue", "pricing").cases, 0u);

  // Somebody changes his mind: the newest word counts, and the next build holds the same.
  index.say("silent", "issue", "succession", true);
  index.update();
  const auto updated = found(index, "課題:succession");
  EXPECT_THAT(updated, ElementsAre("given", "silent", "third"));
  EXPECT_THAT(index.findings(), IsEmpty());
  index.build();
  EXPECT_EQ(index.need(), IndexNeed::kNothing);
  EXPECT_EQ(found(index, "課題:succession"), updated);
  EXPECT_EQ(facet_of(index, "silent", "issue", "succession").origin, AttributeOrigin::kConfirmed);
}

TEST(AnnotationTest, AChangedCaseKeepsWhatPeopleSaid) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({tagged_case("given"), tagged_case("other")});
  index.say("given", "issue", "succession", true);
  index.build();
  CaseRecord changed = tagged_case("given");
  changed.title = "後継者を決めた豆腐店";
  index.upsert({changed});
  index.say("given", "issue", "pricing", false);
  const UpdateReport report = index.update();
  EXPECT_EQ(report.cases, 1u);
  EXPECT_EQ(report.confirmed, 0u) << "the changed case brings its own";
  EXPECT_THAT(found(index, "課題:succession"), ElementsAre("given"));
  EXPECT_THAT(found(index, "課題:pricing"), ElementsAre("other"));
}

TEST(AnnotationTest, AViewShowsConfirmationsOfItsMembers) {
  const TempFolder folder;
  Index index(folder.path());
  std::vector<CaseRecord> cases;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    cases.push_back(tagged_case(std::string("case-") + name, std::string("org-") + name));
  }
  index.upsert(cases);
  index.build();
  index.say("case-d", "issue", "succession", true);
  index.update();
  EXPECT_THAT(found(index, "課題:succession"), ElementsAre("case-d"));
  EXPECT_THAT(found(index.searcher({"org:org-d"}), "課題:succession"), ElementsAre("case-d"));
  EXPECT_THAT(found(index.searcher({"org:org-a"}), "課題:succession"), IsEmpty());
  EXPECT_THAT(index.findings(), IsEmpty());
}

}  // namespace
}  // namespace kizuki
