#include "indexer/source/document/case_document.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::string record_of(const CaseDocument& document) { return document.record("x", "名前").dump(); }

TEST(CaseDocument, KnowsHeadingsByTheirLooks) {
  for (const char* line :
       {"■ 経緯", "【課題】", "◆支援の内容", "1．会社概要", "２．現状", "1. 背景", "（1）相談",
        "(3) 結果", "第1章 はじめに", "第２回訪問", "　■気づき　", "三、考察"}) {
    EXPECT_TRUE(looks_like_heading(line)) << line;
  }
  for (const char* line :
       {"", "経緯", "■", "1．", "（1）", "社長は「やる」と言った。", "■社長は決めた。", "2024年5月",
        "10名が参加", "1.5倍になった", "第二創業をめざす", "（注）参考",
        "■あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ"}) {
    EXPECT_FALSE(looks_like_heading(line)) << line;
  }
}

TEST(CaseDocument, PutsTextUnderItsHeadings) {
  CaseDocument document;
  document.title("報告書");
  document.paragraph("はじめの文。");
  document.heading("経緯");
  document.paragraph(" 一つ目。 ");
  document.paragraph("");
  document.paragraph("二つ目。");
  document.paragraph("■ 気づき");
  document.paragraph("三つ目。");
  EXPECT_EQ(
      record_of(document),
      R"({"id":"x","title":"報告書","sections":[{"text":"はじめの文。"},)"
      R"({"heading":"経緯","text":"一つ目。\n二つ目。"},{"heading":"■ 気づき","text":"三つ目。"}]})");
}

TEST(CaseDocument, LosesNoHeading) {
  CaseDocument document;
  document.heading("支援の経過");
  document.heading("初回");
  document.paragraph("話を聞いた。");
  document.heading("以上");
  EXPECT_EQ(record_of(document),
            R"({"id":"x","title":"支援の経過 初回","sections":[)"
            R"({"heading":"支援の経過 初回","text":"話を聞いた。"},{"text":"以上"}]})");
}

TEST(CaseDocument, ReadsForms) {
  const std::string text = "資金繰りが苦しく、金融機関から改善計画を求められていると話した。";
  CaseDocument document;
  document.row({"企業名", "A社"});
  document.row({"課題", "", text});
  document.row({"日付", "内容", "次回"});
  document.row({"備考", ""});
  document.row({"", ""});
  document.row({"■ 欄外"});
  document.row({"氏名", "B"});
  EXPECT_EQ(record_of(document),
            R"({"id":"x","title":"企業名：A社","sections":[)"
            R"({"heading":"課題","text":")" +
                text + R"(\n日付　内容　次回\n備考"},{"heading":"■ 欄外","text":"氏名：B"}]})");
}

TEST(CaseDocument, IsCalledByItsTitleItsFirstLineOrItsName) {
  CaseDocument document;
  EXPECT_TRUE(document.is_empty());
  EXPECT_EQ(document.record("x", "名前").string_or("title", ""), "名前");
  std::string line;
  for (int i = 0; i < 70; ++i) line += "あ";
  document.paragraph(line + "\n次の行");
  EXPECT_FALSE(document.is_empty());
  EXPECT_EQ(document.record("x", "名前").string_or("title", ""), line.substr(0, 180));
  document.title("題");
  document.title("二つ目の題");
  EXPECT_EQ(document.record("x", "名前").string_or("title", ""), "題");
  EXPECT_NE(record_of(document).find("二つ目の題"), std::string::npos);
}

TEST(CaseDocument, HasAsManySectionsAsACaseMayHave) {
  CaseDocument document;
  for (int i = 0; i < 500; ++i) {
    document.heading("見出し" + std::to_string(i));
    document.paragraph("文" + std::to_string(i));
  }
  document.heading("最後の見出し");
  const Json record = document.record("x", "");
  const auto& sections = record.find("sections")->as_array();
  ASSERT_EQ(sections.size(), 200U);
  EXPECT_TRUE(sections.back().string_or("text", "").ends_with("見出し499\n文499\n最後の見出し"));
}

TEST(CaseDocument, NotesAreOneSection) {
  CaseDocument notes;
  CaseDocument document;
  document.paragraph("本文。");
  document.add_notes("脚注", notes);
  EXPECT_EQ(record_of(document), R"({"id":"x","title":"本文。","sections":[{"text":"本文。"}]})");
  notes.paragraph("注の一。");
  notes.heading("小見出し");
  notes.paragraph("注の二。");
  document.add_notes("脚注", notes);
  EXPECT_EQ(record_of(document), R"({"id":"x","title":"本文。","sections":[{"text":"本文。"},)"
                                 R"({"heading":"脚注","text":"注の一。\n小見出し\n注の二。"}]})");
}

TEST(CaseDocument, IdsAreOfPlaces) {
  EXPECT_EQ(document_id("/a/報告.docx"), document_id("/a/報告.docx"));
  EXPECT_NE(document_id("/a/報告.docx"), document_id("/b/報告.docx"));
  EXPECT_EQ(document_id("x").size(), 20U);
}

}  // namespace
}  // namespace kizuki
