#include "engine/corpus/taxonomy.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

TEST(Taxonomy, HoldsTheTwentyOneIssueTypes) {
  const auto tables = taxonomy();
  EXPECT_EQ(tables->issues().size(), 21u);
  ASSERT_NE(tables->issue("pricing"), nullptr);
  EXPECT_EQ(tables->issue("pricing")->label, "原価管理・価格転嫁");
  EXPECT_EQ(tables->issue("pricing")->parent, "finance");
  EXPECT_EQ(tables->issue("mindset")->label, "経営者の意識・リーダーシップ");
  EXPECT_EQ(tables->issue("sales")->parent, "");
  EXPECT_EQ(tables->issue("SALES"), nullptr);
  EXPECT_EQ(tables->issue(""), nullptr);
}

TEST(Taxonomy, LabelsTheSevenSteps) {
  const auto tables = taxonomy();
  EXPECT_EQ(tables->step_label(1), "①事業者と接する前");
  EXPECT_EQ(tables->step_label(7), "⑦フォローアップ");
  EXPECT_EQ(tables->step_label(0), "");
  EXPECT_EQ(tables->step_label(8), "");
  EXPECT_EQ(tables->step_label(-1), "");
}

TEST(Taxonomy, FindsTheDivisionOfALetterOrCode) {
  const auto tables = taxonomy();
  struct Row {
    std::string_view industry;
    char division;
  };
  for (const Row& row :
       {Row{"E", 'E'},   Row{"3122", 'E'}, Row{"09", 'E'},  Row{"32", 'E'},     Row{"33", 'F'},
        Row{"01", 'A'},  Row{"011", 'A'},  Row{"05", 'C'},  Row{"50", 'I'},     Row{"61", 'I'},
        Row{"751", 'M'}, Row{"99", 'T'},   Row{"T", 'T'},   Row{"", '\0'},      Row{"e", '\0'},
        Row{"U", '\0'},  Row{"1", '\0'},   Row{"00", '\0'}, Row{"31222", '\0'}, Row{"製造業", '\0'},
        Row{"-1", '\0'}, Row{"3a", '\0'}}) {
    EXPECT_EQ(tables->industry_division(row.industry), row.division) << row.industry;
  }
  EXPECT_EQ(tables->industry_label('I'), "卸売業、小売業");
  EXPECT_EQ(tables->industry_label('U'), "");
}

// 01 to 99 belong to exactly one division each, as in the classification.
TEST(Taxonomy, DivisionsCoverAllMajorGroups) {
  std::set<char> letters;
  for (int code = 1; code <= 99; ++code) {
    std::string text = std::to_string(code);
    text.insert(0, 2 - text.size(), '0');
    const char letter = taxonomy()->industry_division(text);
    EXPECT_NE(letter, '\0') << text;
    letters.insert(letter);
  }
  EXPECT_EQ(letters.size(), 20u);
}

TEST(Taxonomy, KnowsThePrefectures) {
  const auto tables = taxonomy();
  EXPECT_EQ(tables->prefectures().size(), 47u);
  EXPECT_EQ(tables->prefectures().front().name, "北海道");
  EXPECT_EQ(tables->prefectures().back().name, "沖縄県");
  ASSERT_NE(tables->prefecture("岡山県"), nullptr);
  EXPECT_EQ(tables->prefecture("岡山県")->code, "33");
  EXPECT_EQ(tables->prefecture("岡山県")->region, "中国");
  EXPECT_EQ(tables->prefecture("岡山"), nullptr);
}

class TaxonomyFault : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto& entry : std::filesystem::directory_iterator(data_folder() / "taxonomy")) {
      std::filesystem::copy(entry.path(), holder_.folder());
    }
  }
  Error load_with(std::string_view name, std::string_view text) {
    std::ofstream(holder_.folder() / name, std::ios::binary) << text;
    auto loaded = Taxonomy::load(holder_.folder());
    return loaded ? Error() : std::move(loaded).error();
  }
  TemporaryFile holder_{"holder", ""};
};

TEST_F(TaxonomyFault, NamesFileAndLine) {
  const std::string issues = "code\tlabel\tparent\tdefinition\n";
  const std::string steps = "step\tlabel\n";
  const std::string industries = "division\tlabel\tfirst\tlast\n";
  const std::string prefectures = "code\tname\tregion\n";
  const std::vector<std::tuple<std::string, std::string, std::uint64_t>> rows = {
      {"issues.tsv", issues + "a\tA\t-\t\na\tB\t-\t\n", 3},
      {"issues.tsv", issues + "Sales\tA\t-\t\n", 2},
      {"issues.tsv", issues + "a\t\t-\t\n", 2},
      {"issues.tsv", issues + "a\tA\tb\t\n", 2},
      {"issues.tsv", issues + "a\tA\t-\t\nb\tB\ta\t\nc\tC\tb\t\n", 4},
      {"steps.tsv", steps + "1\tx\n3\ty\n", 3},
      {"steps.tsv", steps + "1\tx\n", 0},
      {"steps.tsv", steps + "１\tx\n", 2},
      {"industries.tsv", industries + "AA\tx\t01\t02\n", 2},
      {"industries.tsv", industries + "A\tx\t02\t01\n", 2},
      {"industries.tsv", industries + "A\tx\t01\t02\nB\ty\t02\t03\n", 3},
      {"industries.tsv", industries + "B\tx\t01\t02\nA\ty\t03\t04\n", 3},
      {"industries.tsv", industries + "A\tx\t1x\t02\n", 2},
      {"prefectures.tsv", prefectures + "01\t北海道\t北海道\n01\t青森県\t東北\n", 3},
      {"prefectures.tsv", prefectures + "01\t\t北海道\n", 2},
  };
  for (const auto& row : rows) {
    const std::string& file = std::get<0>(row);
    SCOPED_TRACE(file + ": " + std::get<1>(row));
    const Error error = load_with(file, std::get<1>(row));
    EXPECT_EQ(error.code, ErrorCode::kCorrupt);
    EXPECT_EQ(error.file, (holder_.folder() / file).string());
    EXPECT_EQ(error.line, std::get<2>(row));
    EXPECT_FALSE(error.message.empty());
    std::filesystem::copy(data_folder() / "taxonomy" / file, holder_.folder() / file,
                          std::filesystem::copy_options::overwrite_existing);
  }
  ASSERT_TRUE(Taxonomy::load(holder_.folder()).has_value());
}

TEST(Taxonomy, AMissingTableIsNotFound) {
  const auto loaded = Taxonomy::load("/nonexistent");
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki::test
