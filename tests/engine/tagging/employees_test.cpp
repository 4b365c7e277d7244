#include "engine/tagging/employees.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

std::int64_t employees_in(const std::string& text) {
  const auto count = read_employees(text_of(record_of({{"概要", text}})));
  return count ? count->employees : 0;
}

struct Statement {
  const char* text;
  std::int64_t employees;
};

TEST(Employees, StatementsOfReports) {
  const Statement statements[] = {
      {"従業員25名（うちパート10名）。", 25},
      {"従業員は25人（パート10人を含む）である。", 25},
      {"従業員数：38名", 38},
      {"従業員１２０名の金属加工業。", 120},
      {"従業員1,200人の会社。", 1200},
      {"正社員8名、パート12名の町工場。", 20},
      {"社員19名。", 19},
      {"社員十九名で、", 19},
      {"百三十人の会社で一人だけが決めていた。", 130},
      {"家族3人で営む。", 3},
      {"従業員は六人の会社。", 6},
      {"従業員四十八人の会社。", 48},
      {"社長夫婦とパート1名の3名体制。", 3},
      {"店主夫婦とパート2名が店に立つ。", 4},
      {"パートを含めて88人が働いている。", 88},
      {"看護師10人を含む13人の職員が訪問に回る。", 13},
      {"総勢12名で工事を請け負う。", 12},
      {"スタッフ4名の美容室。", 4},
      {"役員3名、従業員12名。", 12},
      {"25名の従業員を抱える。", 25},
      {"約30名の社員が働く。", 30},
      {"従業員は私を含め5人である。", 5},
      {"従業員はパートを含め18人。", 18},
      {"従業員はパートも入れて18名。", 18},
      {"スタッフはパートを含む7名。", 7},
      {"15名ほどの会社である。", 15},
      {"二十人ばかりの工場だ。", 20},
      {"30人足らずの会社。", 30},
      {"夫婦2名、ベッド3台。", 2},
      {"夫婦と長女、常時雇用3名で栽培している。", 3},
      {"従業員規模は40名。", 40},
      {"従業員数は、正社員10名とパート5名。", 15},
      {"正社員10名とパート5名で営業している。", 15},
      {"家族3人とパート2人で営む。", 5},
      {"正社員が12名、パートが8名いる。", 20},
      {"社員は全部で14人いる。", 14},
      {"今では従業員が60人を超える。", 60},
      {"社員が百二十名いる。", 120},
      {"従業員 8 名の印刷会社。", 8},
      {"従業員は現在22名。", 22},
      {"社長以下9名。", 9},
  };
  for (const Statement& s : statements) EXPECT_EQ(employees_in(s.text), s.employees) << s.text;
}

TEST(Employees, NumbersOfOthersArePassedOver) {
  const char* texts[] = {
      "中堅社員が6名続けて退職しました。",
      "局職員1名、診断士2名でチームを組んだ。",
      "社員の一人が手を挙げた。",
      "元社員2人にも連絡を取った。",
      "一年目から三年目の社員九人と喫茶店で会った。",
      "人員は5名から3名となった。",
      "一人で店を開け続けてきた。",
      "職員3名を採用した。",
      "社員一人一人に聞いた。",
      "常連客32人に尋ねた。",
      "3名の社員が退職した。",
      "社員が3名辞めた。",
      "5名の職員に聞いた。",
      "社員が2人、朝早く来て待っていた。",
      "老夫婦2人暮らしの客が増えた。",
      "客を含め5人が見ていた。",
      "社員番号12345678901234567890名",
      "",
  };
  for (const char* text : texts) EXPECT_EQ(employees_in(text), 0) << text;
}

TEST(Employees, TheOpeningWeighsMore) {
  const auto count = read_employees(
      text_of(record_of({{"概要", "社員30名の製造業。"}, {"経過", "社員16名に説明した。"}})));
  ASSERT_TRUE(count.has_value());
  EXPECT_EQ(count->employees, 30);
}

}  // namespace
}  // namespace kizuki::test
