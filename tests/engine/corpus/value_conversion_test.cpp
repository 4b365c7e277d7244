#include "engine/corpus/value_conversion.hpp"

#include <string_view>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(ParseCount, ReadsNumbersAsPeopleWriteThem) {
  struct Row {
    std::string_view text;
    std::int64_t number;
  };
  for (const Row& row :
       {Row{"25", 25}, Row{"０", 0}, Row{"２５名", 25}, Row{" 25 人 ", 25},
        Row{"約25名（うちパート10名）", 25}, Row{"25名(パート10名)", 25},
        Row{"従業員 1,200 名", 1'200}, Row{"１，２００", 1'200}, Row{"1,000万円", 10'000'000},
        Row{"資本金１，０００万円", 10'000'000}, Row{"3億円", 300'000'000},
        Row{"3億5,000万円", 350'000'000}, Row{"1億2345万6789円", 123'456'789},
        Row{"1.5億円", 150'000'000}, Row{"5千万円", 50'000'000}, Row{"10百万円", 10'000'000},
        Row{"50,000千円", 50'000'000}, Row{"2兆円", 2'000'000'000'000}, Row{"25.0", 25}}) {
    EXPECT_EQ(parse_count(row.text), row.number) << row.text;
  }
}

TEST(ParseCount, LeavesAloneWhatIsNotOneNumber) {
  for (const std::string_view text :
       {"", "不明", "二十名", "20〜30名", "10-29", "-5", "▲5", "2.5人", "平成30年 25名",
        "99999999999999999999", "9999999兆円", "（25名）"}) {
    EXPECT_EQ(parse_count(text), std::nullopt) << text;
  }
}

TEST(ParseDate, ReadsTheFormsInUse) {
  struct Row {
    std::string_view text;
    std::string_view date;
  };
  for (const Row& row : {Row{"2021", "2021"},
                         Row{"2021年", "2021"},
                         Row{"2021-06", "2021-06"},
                         Row{"2021/6", "2021-06"},
                         Row{"2021年6月", "2021-06"},
                         Row{"２０２１年６月１日", "2021-06-01"},
                         Row{"2021.6.1", "2021-06-01"},
                         Row{"20210601", "2021-06-01"},
                         Row{"202106", "2021-06"},
                         Row{"2021-06-01T09:08:07Z", "2021-06-01"},
                         Row{"2021/06/01 09:08", "2021-06-01"},
                         Row{"令和3年6月1日", "2021-06-01"},
                         Row{"令和元年5月", "2019-05"},
                         Row{"平成元年", "1989"},
                         Row{"昭和64年1月7日", "1989-01-07"},
                         Row{"R3.6.1", "2021-06-01"},
                         Row{"Ｒ３．６", "2021-06"},
                         Row{"H30/12", "2018-12"},
                         Row{"2024-02-29", "2024-02-29"},
                         Row{"0578", "0578"}}) {
    EXPECT_EQ(parse_date(row.text), row.date) << row.text;
  }
}

TEST(ParseDate, RefusesWhatIsNoDate) {
  for (const std::string_view text :
       {"", "未定", "21", "2021年13月", "2021-00", "2021-02-30", "2023-02-29", "1900-02-29",
        "2021年6月頃", "6月1日", "令和", "令和0年", "R", "20211301", "20210600", "0000", "12345",
        "2021-06-01-02", "2021--06"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

TEST(IsIsoDate, AcceptsOnlyTheIsoForms) {
  for (const std::string_view text : {"2021", "2021-06", "2021-06-30"}) {
    EXPECT_TRUE(is_iso_date(text)) << text;
  }
  for (const std::string_view text :
       {"", "2021-6", "202106", "2021-06-31", "2021/06", "2021-06-", "-2021", "２０２１"}) {
    EXPECT_FALSE(is_iso_date(text)) << text;
  }
}

TEST(TrimSpace, TakesJapaneseSpacesAndMarks) {
  EXPECT_EQ(trim_space(" 　\t\u00a0\ufeff日 本\n　"), "日 本");
  EXPECT_EQ(trim_space("　　"), "");
  EXPECT_EQ(trim_space(""), "");
  EXPECT_EQ(fold_width("　ＡＢｃ　１２（３）〜"), "ABc 12(3)〜");
}

}  // namespace
}  // namespace kizuki
