#include "engine/query/synonym_table.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

constexpr const char* kHead = "canonical\tterm\trelation\n";
constexpr const char* kTable =
    "後継者\t後継ぎ\tequivalent\n後継者\t跡取り\tequivalent\n後継者\t二代目\tweaker\n"
    "右腕\t後継者\tweaker\n腹落ち\t腑に落ちる\tequivalent\nDX\tＩＴ化\tequivalent\n"
    "事業承継\t代替わり\tequivalent\n承継\t引き継ぎ\tequivalent\n"
    "整理整頓\t整理・整頓\tequivalent\n代表\t社長\tequivalent\n経営者\t社長\tequivalent\n";

/// "place=group's word …" of the matches in `text`.
std::string found(const std::string& text) {
  static Analyzer analyzer(test_model());
  const auto table = SynonymTable::parse(std::string(kHead) + kTable, "table").value();
  AnalyzedText analyzed;
  EXPECT_TRUE(succeeded(analyzer.analyze(text, analyzed)));
  std::string out;
  for (const SynonymTable::Match& match : table->find(analyzed)) {
    const auto& group = table->groups()[match.group];
    if (!out.empty()) out += " ";
    out.append(match.span.of(text)).append("=").append(group.members.front().text);
    EXPECT_FALSE(group.members[match.member].weaker);
  }
  return out;
}

TEST(SynonymTableTest, ReadsGroupsInTheOrderOfTheFile) {
  const auto table = SynonymTable::parse(
      std::string(kHead) + "甲\t乙\tequivalent\n丙\t甲\tweaker\n甲\t乙\tweaker\n甲\t甲\tweaker\r\n",
      "t");
  ASSERT_TRUE(succeeded(table));
  ASSERT_EQ((*table)->groups().size(), 2u);
  const auto& first = (*table)->groups()[0].members;
  ASSERT_EQ(first.size(), 2u);  // what stands twice counts as it stood first
  EXPECT_EQ(first[0].text, "甲");
  EXPECT_EQ(first[1].text, "乙");
  EXPECT_FALSE(first[1].weaker);
  EXPECT_TRUE((*table)->groups()[1].members[1].weaker);
}

TEST(SynonymTableTest, NamesTheLineThatIsWrong) {
  for (const char* wrong : {"甲\t乙\n", "甲\t乙\tsame\n", "\t乙\tweaker\n", "甲\t\tweaker\n",
                            "甲\t\xff\tweaker\n", "\n"}) {
    const auto table =
        SynonymTable::parse(std::string(kHead) + "丙\t丁\tweaker\n" + wrong, "table.tsv");
    ASSERT_FALSE(table.has_value()) << wrong;
    EXPECT_EQ(table.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(table.error().line, 3u);
    EXPECT_EQ(table.error().file, "table.tsv");
  }
  EXPECT_FALSE(SynonymTable::parse("甲\t乙\tweaker\n", "t").has_value());
}

TEST(SynonymTableTest, FindsTheWordAndItsEquivalentsButNoRelatives) {
  EXPECT_EQ(found("跡取りの後継者"), "跡取り=後継者 後継者=後継者");
  EXPECT_EQ(found("二代目の話"), "");
  EXPECT_EQ(found("右腕"), "右腕=右腕");
}

TEST(SynonymTableTest, TakesTheLongestAndOnlyWholeWords) {
  EXPECT_EQ(found("事業承継の相談"), "事業承継=事業承継");
  EXPECT_EQ(found("承継の相談"), "承継=承継");
  EXPECT_EQ(found("後継者難"), "後継者=後継者");
  EXPECT_EQ(found("代表的な例"), "代表=代表");
}

TEST(SynonymTableTest, OneWordMayAskForSeveralGroups) {
  EXPECT_EQ(found("社長"), "社長=代表 社長=経営者");
}

TEST(SynonymTableTest, DoesNotMindWidthCaseAndInflection) {
  EXPECT_EQ(found("ＤＸとit化"), "ＤＸ=dx it化=dx");
  EXPECT_EQ(found("腑に落ちた"), "腑に落ち=腹落ち");
  EXPECT_EQ(found("整理・整頓"), "整理・整頓=整理整頓");
  EXPECT_EQ(found("整理 整頓"), "");
}

TEST(SynonymTableTest, ReadsTheShippedTable) {
  const auto table = SynonymTable::load(test::built_data());
  ASSERT_TRUE(succeeded(table));
  EXPECT_EQ((*table)->groups().size(), 113u);
}

// What the table is for.

class SynonymSearchTest : public testing::Test {
 protected:
  SynonymSearchTest()
      : index_(
            {{"public",
              {make_case("a", "甲", {"跡取りが戻った。"}), make_case("b", "乙", {"二代目の話。"}),
               make_case("c", "丙", {"後継者がいない。跡取りもいない。"}),
               make_case("d", "丁", {"原価を調べた。"}), make_case("e", "戊", {"原価の表。"}),
               make_case("f", "己", {"腑にも落ちない話が落ちる。"}),
               make_case("g", "庚", {"ようやく腑に落ちた。"})}}}),
        searcher_(index_.searcher({}, nullptr, knowledge_of(kTable))) {}

  HitList search(const std::string& query, bool synonyms = true) {
    SearchOptions options;
    options.choices.synonyms = synonyms;
    return searcher_.search(parse_query(query).value(), options).value();
  }

  TestIndex index_;
  Searcher searcher_;
};

TEST_F(SynonymSearchTest, TheWordItselfComesFirstThenEquivalentsThenRelatives) {
  EXPECT_EQ(ids_of(search("後継者")), (std::vector<std::string>{"c", "a", "b"}));
  EXPECT_EQ(search("後継者").total, 3u);
}

TEST_F(SynonymSearchTest, CanBeSwitchedOff) {
  EXPECT_EQ(ids_of(search("後継者", false)), std::vector<std::string>{"c"});
  EXPECT_TRUE(search("後継者", false).expansions.empty());
}

TEST_F(SynonymSearchTest, QuotedAndExcludedWordsAreMeantAsTheyStand) {
  EXPECT_EQ(ids_of(search("\"後継者\"")), std::vector<std::string>{"c"});
  EXPECT_EQ(ids_of(search("原価 跡取り -後継者")), (std::vector<std::string>{"a", "e", "d", "b"}));
}

TEST_F(SynonymSearchTest, MarksAndNamesWhatStandsForTheWord) {
  const HitList list = search("後継者");
  const Hit& second = list.hits[1];
  ASSERT_EQ(second.snippets.size(), 1u);
  ASSERT_EQ(second.snippets[0].marks.size(), 1u);
  EXPECT_EQ(second.snippets[0].marks[0].of(second.snippets[0].text), "跡取り");
  ASSERT_EQ(second.matched.size(), 1u);
  EXPECT_EQ(second.matched[0].word, "跡取り");
  EXPECT_EQ(second.matched[0].asked, "後継者");
  EXPECT_EQ(second.matched[0].kind, RankedGroup::Kind::kEquivalent);
  EXPECT_EQ(list.hits[2].matched.at(0).kind, RankedGroup::Kind::kWeaker);
  ASSERT_EQ(list.expansions.size(), 1u);
  EXPECT_EQ(list.expansions[0].asked, "後継者");
  ASSERT_EQ(list.expansions[0].words.size(), 2u);  // no case says 後継ぎ
}

TEST_F(SynonymSearchTest, APhraseOfSeveralWordsIsMarkedWhereItStands) {
  const HitList list = search("腹落ち");
  ASSERT_EQ(list.hits.size(), 2u);  // both have the words
  const auto with_match = std::count_if(list.hits.begin(), list.hits.end(),
                                        [](const Hit& hit) { return !hit.matched.empty(); });
  EXPECT_EQ(with_match, 1);
}

TEST_F(SynonymSearchTest, BracketsKnowSynonymsToo) {
  EXPECT_EQ(ids_of(search("\"跡取り\" (後継者 -いない)")), (std::vector<std::string>{"c", "a"}));
}

}  // namespace
}  // namespace kizuki
