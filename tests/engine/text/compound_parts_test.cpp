#include "engine/text/compound_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kTable =
    "# 複合語\n"
    "事業承継\tジギョウショウケイ\t事業/承継\t名詞-一般/名詞-サ変接続\n"
    "後継者\tコウケイシャ\t後継/者\t名詞-一般/名詞-接尾\n"
    "再構築\tサイコウチク\t再/構築\t接頭詞-名詞接続/名詞-サ変接続\n"
    "困りごと\tコマリゴト\t困り:困る/ごと\t動詞-自立/名詞-接尾\n"
    "真の課題\tシンノカダイ\t真/の/課題\t名詞-一般/助詞-連体化/名詞-一般\n"
    "m&a\tエムアンドエー\tm/&/a\t名詞-一般/記号-一般/名詞-一般\n"
    "伴走支援\tバンソウシエン\t伴走/支援\t名詞-一般/名詞-サ変接続\n"
    "再構築伴走支援\tサイコウチクバンソウシエン\t再/構築/伴走/支援\t"
    "接頭詞-名詞接続/名詞-サ変接続/名詞-一般/名詞-サ変接続\n"
    "他社支援\tタシャシエン\t他社/支援\t名詞-一般/名詞-サ変接続\n"
    "一人親方\tヒトリオヤカタ\t一人/親方\t名詞-数/名詞-一般\n";

class CompoundPartsTest : public ::testing::Test {
 protected:
  std::vector<std::string> parts(std::string_view compound) const {
    const std::uint16_t entry = table_.find(compound);
    EXPECT_NE(entry, 0) << compound;
    return entry == 0 ? std::vector<std::string>{} : table_.parts(entry);
  }

  StopWords stop_words_ = *StopWords::parse("他社\nごと");
  CompoundParts table_ = *CompoundParts::parse(kTable, stop_words_);
};

TEST_F(CompoundPartsTest, FindsCompoundsByTheirBaseForm) {
  EXPECT_EQ(table_.size(), 10U);
  EXPECT_EQ(table_.find("事業承継"), 1);
  EXPECT_EQ(table_.find("他社支援"), 9);
  EXPECT_EQ(table_.find("事業"), 0);
  EXPECT_EQ(table_.find(""), 0);
}

TEST_F(CompoundPartsTest, GivesPartsThatStandAlone) {
  EXPECT_THAT(parts("事業承継"), ElementsAre("事業", "承継"));
  EXPECT_THAT(parts("後継者"), ElementsAre("後継"));          // 者 is a suffix
  EXPECT_THAT(parts("再構築"), ElementsAre("構築"));          // 再 is a prefix
  EXPECT_THAT(parts("困りごと"), ElementsAre("困る"));        // in its dictionary form
  EXPECT_THAT(parts("真の課題"), ElementsAre("真", "課題"));  // の is a particle
  EXPECT_THAT(parts("m&a"), IsEmpty());                       // single letters
  EXPECT_THAT(parts("他社支援"), ElementsAre("支援"));        // 他社 is a stop word
  EXPECT_THAT(parts("一人親方"), ElementsAre("親方"));        // 一人 is a number
}

TEST_F(CompoundPartsTest, GivesCompoundsInsideCompounds) {
  EXPECT_THAT(parts("再構築伴走支援"), ElementsAre("再構築", "構築", "伴走支援", "伴走", "支援"));
}

TEST(CompoundPartsFileTest, RefusesBrokenLinesWithTheirNumber) {
  const StopWords stop_words;
  const struct {
    const char* what;
    std::string_view line;
  } cases[] = {
      {"a missing column", "事業承継\tジギョウショウケイ\t事業/承継"},
      {"classes that do not match", "事業承継\tx\t事業/承継\t名詞-一般"},
      {"parts that do not make up the compound", "事業承継\tx\t事業/継承\t名詞-一般/名詞-一般"},
      {"an empty part", "事業\tx\t事業/\t名詞-一般/名詞-一般"},
      {"the same compound twice", "事業\tx\t事業\t名詞-一般\n事業\tx\t事業\t名詞-一般"},
  };
  for (const auto& one : cases) {
    const auto table = CompoundParts::parse("# 説明\n" + std::string(one.line), stop_words);
    ASSERT_EQ(failure_name(table), "corrupt") << one.what;
    EXPECT_GE(table.error().line, 2U) << one.what;
  }
}

TEST(CompoundPartsFileTest, SaysWhichFileIsMissing) {
  const auto table = CompoundParts::load("/nonexistent/parts.tsv", StopWords());
  ASSERT_EQ(failure_name(table), "not_found");
  EXPECT_EQ(table.error().file, "/nonexistent/parts.tsv");
}

}  // namespace
}  // namespace kizuki
