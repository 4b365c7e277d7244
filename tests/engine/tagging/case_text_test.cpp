#include "engine/tagging/case_text.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

TEST(CaseText, FieldsKeepTheirPlaceWhenEmpty) {
  CaseRecord record = record_of({{"", "一文。二文。"}, {"経過", ""}});
  record.outcome = "増収";
  const CaseText text = text_of(record);
  ASSERT_EQ(text.fields.size(), 2U + 2 * 2 + 1);
  EXPECT_EQ(text.body(0).end_passage - text.body(0).first_passage, 2U);
  EXPECT_EQ(text.body(1).first_passage, text.body(1).end_passage);
  EXPECT_EQ(text.heading(1).section, 1U);
  EXPECT_EQ(text.outcome().kind, CaseFieldKind::kOutcome);
}

TEST(CaseText, SpansPointIntoTheOriginal) {
  const CaseRecord record = record_of({{"ﾋｱﾘﾝｸﾞ", "ＡＢＣ社を訪問。㈱Ｘ"}});
  const CaseText text = text_of(record);
  const CaseField& body = text.body(0);
  ASSERT_EQ(body.end_passage - body.first_passage, 2U);
  EXPECT_EQ(text.passages[body.first_passage].span.of(field_text(record, body)),
            "ＡＢＣ社を訪問。");
  EXPECT_EQ(to_utf8(text.passages[body.first_passage].text), "abc社を訪問。");
  EXPECT_EQ(text.passages[body.first_passage + 1].span.of(field_text(record, body)), "㈱Ｘ");
}

TEST(CaseText, ReusedObjectForgetsTheCaseBefore) {
  CaseTextReader reader;
  CaseText text;
  ASSERT_TRUE(reader.read(record_of({{"a", "長い文。次の文。"}, {"b", "文。"}}), text));
  ASSERT_TRUE(reader.read(record_of({{"", "短い。"}}), text));
  EXPECT_EQ(text.passages.size(), 1U);
  EXPECT_EQ(text.sections, 1U);
}

}  // namespace
}  // namespace kizuki::test
