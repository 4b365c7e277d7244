#include "engine/query/filter_value.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

const Taxonomy& taxonomy() {
  static const auto loaded = Taxonomy::load(test::built_data() / "taxonomy");
  return **loaded;
}

struct Example {
  FilterField field;
  const char* typed;
  std::vector<std::string> wanted;
};

TEST(FilterValueTest, UnderstandsCodesAndLabels) {
  const std::vector<Example> examples{
      {FilterField::kIssue, "succession", {"succession"}},
      {FilterField::kIssue, "ＳＵＣＣＥＳＳＩＯＮ", {"succession"}},
      {FilterField::kIssue, "事業承継・後継者", {"succession"}},
      {FilterField::kIssue, "後継者", {"succession"}},
      {FilterField::kIssue, "採用", {"hr"}},
      {FilterField::kEssentialIssue, "デジタル化", {"dx"}},
      {FilterField::kScale, "小規模", {"small"}},
      {FilterField::kScale, "小規模事業者", {"small"}},
      {FilterField::kScale, "中規模企業", {"medium"}},
      {FilterField::kScale, "MEDIUM", {"medium"}},
      {FilterField::kScale, "大企業", {"large"}},
      {FilterField::kScale, "不明", {"unknown"}},
      {FilterField::kStep, "4", {"4"}},
      {FilterField::kStep, "４", {"4"}},
      {FilterField::kStep, "④", {"4"}},
      {FilterField::kStep, "ステップ④", {"4"}},
      {FilterField::kStep, "step 7", {"7"}},
      {FilterField::kStep, "④気づき・腹落ちの促進", {"4"}},
      {FilterField::kStep, "フォローアップ", {"7"}},
      {FilterField::kIndustry, "E", {"E"}},
      {FilterField::kIndustry, "ｅ", {"E"}},
      {FilterField::kIndustry, "製造業", {"E"}},
      {FilterField::kIndustry, "製造", {"E"}},
      {FilterField::kIndustry, "小売業", {"I"}},
      {FilterField::kIndustry, "3122", {"3122"}},
      {FilterField::kPrefecture, "北海道", {"北海道"}},
      {FilterField::kPrefecture, "東京", {"東京都"}},
      {FilterField::kPrefecture, "京都", {"京都府"}},
      {FilterField::kPrefecture, "四国", {"徳島県", "香川県", "愛媛県", "高知県"}},
      {FilterField::kYear, "２０２１年", {"2021"}},
      {FilterField::kYear, "2019-2021", {"2019", "2020", "2021"}},
      {FilterField::kYear, "2019年～2020年度", {"2019", "2020"}},
      {FilterField::kSupporter, "商工会", {"商工会"}},
      {FilterField::kTool, "SWOT分析", {"SWOT分析"}},
      {FilterField::kId, "d-001", {"d-001"}},
      {FilterField::kOther, "墜落、転落", {"墜落、転落"}},
  };
  for (const Example& example : examples) {
    SCOPED_TRACE(example.typed);
    const auto values = resolve_filter_value(example.field, example.typed, taxonomy());
    ASSERT_TRUE(succeeded(values));
    EXPECT_EQ(*values, example.wanted);
  }
}

TEST(FilterValueTest, SaysWhatCanBeGiven) {
  const std::vector<std::pair<Example, const char*>> examples{
      {{FilterField::kIssue, "人手不足", {}}, "succession（事業承継・後継者）"},
      {{FilterField::kScale, "極小", {}}, "小規模、中規模、大企業"},
      {{FilterField::kStep, "8", {}}, "④気づき・腹落ちの促進"},
      {{FilterField::kStep, "⑧", {}}, "1から7"},
      {{FilterField::kStep, "ステップ", {}}, "1から7"},
      {{FilterField::kIndustry, "宇宙", {}}, "E（製造業）"},
      {{FilterField::kIndustry, "Z", {}}, "E（製造業）"},
      {{FilterField::kPrefecture, "北海", {}}, "北海道"},
      {{FilterField::kYear, "21", {}}, "西暦"},
      {{FilterField::kYear, "2021-2019", {}}, "西暦"},
      {{FilterField::kYear, "0001-9999", {}}, "西暦"},
  };
  for (const auto& [example, hint] : examples) {
    SCOPED_TRACE(example.typed);
    const auto values = resolve_filter_value(example.field, example.typed, taxonomy());
    ASSERT_EQ(failure_name(values), "invalid_query");
    EXPECT_NE(values.error().message.find(example.typed), std::string::npos);
    EXPECT_NE(values.error().message.find(hint), std::string::npos) << values.error().message;
  }
}

TEST(FilterValueTest, SurvivesHostileValues) {
  for (const FilterField field : {FilterField::kIssue, FilterField::kScale, FilterField::kStep,
                                  FilterField::kIndustry, FilterField::kYear}) {
    for (const char* typed : {"-", "・", "()", "年", "..", "99999999999999999999"}) {
      EXPECT_EQ(failure_name(resolve_filter_value(field, typed, taxonomy())), "invalid_query")
          << typed;
    }
  }
}

}  // namespace
}  // namespace kizuki
