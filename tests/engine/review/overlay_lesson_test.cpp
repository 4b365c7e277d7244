#include "engine/review/overlay_lesson.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/tagging/tagger.hpp"
#include "tests/indexer/index_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::Index;
using test::make_case;
using test::must;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// Cases of one organisation that all tell the same story in other words.
CaseRecord story(int number, const std::string& organization) {
  CaseRecord record =
      make_case("s-" + std::to_string(number),
                "朝の会で職長が" + std::to_string(number) +
                    "番の束を読み上げた。若い者は黙っていたが、帳面に自分の考えを書いてきた。",
                organization);
  record.sections[0].steps.clear();
  return record;
}

OverlayTeacher teacher(const Index& index) {
  return OverlayTeacher(index.library, Engine::get().codec, Engine::get().tag_model);
}

bool go_on(std::uint64_t /*done*/, std::uint64_t /*total*/) { return true; }

TEST(OverlayTeacherTest, NothingSaidTeachesNothing) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({story(1, "")});
  OverlayTeacher none = teacher(index);
  EXPECT_THAT(must(none.compartments()), IsEmpty());
  const auto lesson = must(none.learn("local"));
  EXPECT_THAT(lesson.overlay.issues, IsEmpty());
  EXPECT_EQ(lesson.agreement.verdicts, 0u);
}

TEST(OverlayTeacherTest, LearnsFromOneCompartmentAloneAndShowsWhatChanges) {
  const TempFolder folder;
  Index index(folder.path());
  std::vector<CaseRecord> cases;
  cases.reserve(30);
  for (int i = 0; i < 30; ++i) cases.push_back(story(i, "a"));
  cases.push_back(story(100, "b"));
  index.upsert(cases);
  for (int i = 0; i < 20; ++i) index.say("s-" + std::to_string(i), "issue", "bcp", true);
  index.say("s-100", "issue", "bcp", false);

  OverlayTeacher from = teacher(index);
  EXPECT_THAT(must(from.compartments()), ElementsAre("org:a", "org:b"));
  const auto lesson = must(from.learn("org:a"));
  EXPECT_EQ(lesson.overlay.learned_from.size(), 20u);
  EXPECT_EQ(lesson.overlay.confirmation_sequence, 20u);
  EXPECT_FALSE(lesson.overlay.learned_from_case("s-100"));
  EXPECT_EQ(lesson.agreement.model, 0u);
  EXPECT_EQ(lesson.agreement.overlay, 20u) << "they are all alike";

  const auto effect = must(
      from.effect("org:a", nullptr, std::make_shared<const TagOverlay>(lesson.overlay), 5, go_on));
  EXPECT_EQ(effect.cases, 30u);
  EXPECT_EQ(effect.changed, 30u);
  ASSERT_EQ(effect.examples.size(), 5u);
  EXPECT_THAT(effect.examples[0].gained, Contains(TagName{"issue", "bcp"}));
  // The same lesson again changes nothing more.
  const auto same = std::make_shared<const TagOverlay>(lesson.overlay);
  EXPECT_EQ(must(from.effect("org:a", same, same, 5, go_on)).changed, 0u);
}

TEST(OverlayTeacherTest, AnIndexUsesEachOverlayInItsCompartmentOnly) {
  const TempFolder folder;
  Index index(folder.path());
  std::vector<CaseRecord> cases;
  cases.reserve(30);
  for (int i = 0; i < 30; ++i) cases.push_back(story(i, "a"));
  cases.push_back(story(100, "b"));
  index.upsert(cases);
  for (int i = 0; i < 20; ++i) index.say("s-" + std::to_string(i), "issue", "bcp", true);
  index.build();

  const auto lesson = must(teacher(index).learn("org:a"));
  BuildTools tools = Engine::get().build_tools();
  tools.overlays["org:a"] = std::make_shared<const TagOverlay>(lesson.overlay);
  const auto options = test::options_for_updates();
  EXPECT_EQ(must(index_need(index.store, index.library, tools, options)), IndexNeed::kBuild);
  const auto report = must(build_generation(index.store, index.library, tools, options, {}));
  EXPECT_EQ(report.analysed, 0u);
  EXPECT_EQ(must(index_need(index.store, index.library, tools, options)), IndexNeed::kNothing);

  const auto predicted = [&](const std::string& compartment, const std::string& id) {
    const auto reader =
        must(must(index.store.open_current())->open_compartment("org:" + compartment));
    std::vector<std::string> issues;
    const AttributeTable& tags = reader.predicted();
    tags.for_each_value(*reader.find_case(id), [&](std::uint32_t number, AttributeScore) {
      if (tags.value(number).name == "issue") issues.emplace_back(tags.value(number).value);
    });
    return issues;
  };
  EXPECT_THAT(predicted("a", "s-25"), Contains("bcp")) << "nobody said anything of this one";
  EXPECT_THAT(predicted("b", "s-100"), testing::Not(Contains("bcp")));
  EXPECT_TRUE(index.findings().empty());
}

TEST(OverlayTeacherTest, LearnsStepsFromWhatIsSaidOfWholeCases) {
  const TempFolder folder;
  Index index(folder.path());
  std::vector<CaseRecord> cases;
  cases.reserve(30);
  for (int i = 0; i < 30; ++i) cases.push_back(story(i, "a"));
  index.upsert(cases);
  for (int i = 0; i < 20; ++i) index.say("s-" + std::to_string(i), "step", "7", true);

  OverlayTeacher from = teacher(index);
  EXPECT_THAT(must(from.compartments()), ElementsAre("org:a"));
  const auto lesson = must(from.learn("org:a"));
  EXPECT_THAT(lesson.overlay.issues, IsEmpty());
  ASSERT_EQ(lesson.overlay.steps.size(), 1u);
  EXPECT_EQ(lesson.overlay.steps[0].label, 6u);
  EXPECT_EQ(lesson.agreement.verdicts, 20u);
  EXPECT_EQ(lesson.agreement.model, 0u);
  EXPECT_EQ(lesson.agreement.overlay, 20u);
  const auto effect = must(
      from.effect("org:a", nullptr, std::make_shared<const TagOverlay>(lesson.overlay), 5, go_on));
  EXPECT_EQ(effect.changed, 30u);
  EXPECT_THAT(effect.examples.at(0).gained, Contains(TagName{"step", "7"}));
}

TEST(OverlayTeacherTest, LearnsNothingFromScales) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({story(1, "a")});
  index.say("s-1", "scale", "small", true);
  EXPECT_THAT(must(teacher(index).compartments()), IsEmpty());
}

}  // namespace
}  // namespace kizuki
