#include "engine/query/query_reader.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/tagging/tag_model.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::shared_ptr<const TagModel> model() {
  static const auto kTags = TagModel::load(test::built_data() / "models" / "tags.kztm").value();
  return kTags;
}

QueryUnderstanding read(const std::string& text, const QueryChoices& choices = {}) {
  static QueryReader reader(model(), test_taxonomy());
  auto understanding = reader.read(parse_query(text).value(), choices);
  EXPECT_TRUE(succeeded(understanding));
  return *std::move(understanding);
}

std::string values(const QueryUnderstanding& understanding, std::string_view facet) {
  std::string out;
  for (const UnderstoodAttribute& attribute : understanding.attributes) {
    if (attribute.facet == facet) out += (out.empty() ? "" : " ") + attribute.value;
  }
  return out;
}

constexpr const char* kMemo =
    "解体工事業、社員19名、社長66歳。青森県。見積も採用面接も全部社長。長男は工事部長だが名前だけ。"
    "代替わりと事業承継の話は本人が避ける。後継者が決まらない。木曜訪問。";

TEST(QueryReaderTest, ReadsTheCompanyFromNotes) {
  const QueryUnderstanding understanding = read(kMemo);
  EXPECT_EQ(understanding.employees, 19);
  EXPECT_EQ(values(understanding, "industry"), "D");
  EXPECT_EQ(values(understanding, "scale"), "small");  // construction: at most 20
  EXPECT_EQ(values(understanding, "prefecture"), "青森県");
}

TEST(QueryReaderTest, SaysWhereTheNumberOfEmployeesStands) {
  const std::string text = "従業員8名の食品製造で値上げができない";
  const QueryUnderstanding understanding = read(text);
  EXPECT_EQ(understanding.staff.of(text), "従業員8名");
  EXPECT_EQ(values(understanding, "scale"), "small");
  QueryChoices choices;
  choices.disbelieved = {"scale"};
  EXPECT_TRUE(read(text, choices).staff.empty()) << "goes with the scale";
  EXPECT_TRUE(read("社員が辞める").staff.empty());
  EXPECT_TRUE(read("従業員８名の食品製造").staff.empty()) << "typed otherwise than it is read";
}

TEST(QueryReaderTest, ReadsTheIssue) {
  const QueryUnderstanding understanding = read(kMemo);
  ASSERT_FALSE(understanding.issue_profile.empty());
  EXPECT_EQ(understanding.issue_profile.front().issue, "succession");
  EXPECT_LE(understanding.issue_profile.size(), 8u);
}

TEST(QueryReaderTest, NamesWhereItStands) {
  const std::string memo = kMemo;
  for (const UnderstoodAttribute& attribute : read(memo).attributes) {
    EXPECT_EQ(attribute.span.of(memo), attribute.because) << attribute.facet;
    EXPECT_FALSE(attribute.because.empty());
    EXPECT_GT(attribute.weight, 0.0);
    EXPECT_LE(attribute.weight, 1.0);
  }
}

TEST(QueryReaderTest, EachThingCanBeSwitchedOff) {
  QueryChoices choices;
  choices.disbelieved = {"scale", "issue=succession", "industry=E"};
  const QueryUnderstanding understanding = read(kMemo, choices);
  EXPECT_EQ(values(understanding, "scale"), "");
  EXPECT_FALSE(understanding.employees.has_value());
  EXPECT_EQ(values(understanding, "issue").find("succession"), std::string::npos);
  for (const auto& candidate : understanding.issue_profile) {
    EXPECT_NE(candidate.issue, "succession");
  }
  EXPECT_EQ(values(understanding, "industry"), "D");
  choices.understanding = false;
  EXPECT_TRUE(read(kMemo, choices).empty());
}

TEST(QueryReaderTest, FiltersAndExclusionsAreNotRead) {
  EXPECT_EQ(values(read("後継者 都道府県:青森県"), "prefecture"), "");
  EXPECT_EQ(values(read("後継者 -青森県"), "prefecture"), "");
  EXPECT_EQ(values(read("後継者 青森県"), "prefecture"), "青森県");
}

TEST(QueryReaderTest, FewWordsTellNoStep) { EXPECT_EQ(values(read("傾聴"), "step"), ""); }

TEST(QueryReaderTest, FewWordsTellOnlyTheIssuesThatTheyName) {
  // The model alone would answer with what is frequent among cases.
  for (const char* nothing : {"こうけいしゃ", "東京", "あ", "2021年"}) {
    EXPECT_TRUE(read(nothing).issue_profile.empty()) << nothing;
    EXPECT_EQ(values(read(nothing), "issue"), "") << nothing;
  }
  ASSERT_FALSE(read("事業承継").issue_profile.empty());
  EXPECT_EQ(read("事業承継").issue_profile.front().issue, "succession");
}

TEST(QueryReaderTest, WithoutAModelNothingIsUnderstood) {
  QueryReader reader(nullptr, test_taxonomy());
  EXPECT_TRUE(reader.read(parse_query(kMemo).value(), {})->empty());
}

TEST(WithoutFormulaeTest, BlanksPoliteFormulaeInFreeText) {
  const std::string text =
      "いつもお世話になっております。後継者が決まらない会社の相談です。よろしくお願いいたします。";
  const std::string rest = without_formulae(text);
  EXPECT_EQ(rest.size(), text.size());
  EXPECT_EQ(rest.find("お世話"), std::string::npos);
  EXPECT_EQ(rest.find("お願い"), std::string::npos);
  EXPECT_NE(rest.find("後継者が決まらない会社の相談です。"), std::string::npos);
}

TEST(WithoutFormulaeTest, BlanksWhatIsSetAside) {
  const auto has = [](const std::string& text, const std::string& word) {
    return without_formulae(text).find(word) != std::string::npos;
  };
  const std::string tail = "、社員の声から仕事の進め方を見直していった会社の事例を知りたい。";
  EXPECT_FALSE(has("補助金ではなく" + tail, "補助金"));
  EXPECT_FALSE(has("広告以外で" + tail, "広告"));
  EXPECT_TRUE(has("補助金だけではなく" + tail, "補助金"));
  EXPECT_TRUE(has("補助金ではなく" + tail, "社員の声"));
  EXPECT_TRUE(has("補助金ではなく", "補助金"));  // too short to be free text
}

TEST(WithoutFormulaeTest, KeepsTextValidAndInPlace) {
  RandomCorpus corpus(test_seed() + 1);
  for (int round = 0; round < 200; ++round) {
    const std::string text = corpus.query() + "ではなく" + corpus.query() + "お世話になります";
    const std::string rest = without_formulae(text);
    EXPECT_EQ(rest.size(), text.size());
    EXPECT_TRUE(utf8_is_valid(rest));
  }
}

}  // namespace
}  // namespace kizuki
