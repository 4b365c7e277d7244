#include "indexer/source/document/word_document.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

constexpr const char* kHead = R"(<w:document xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps"><w:body>)";
constexpr const char* kFoot = "</w:body></w:document>";
constexpr const char* kStyles = R"(<w:styles xmlns:w="w">
  <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="mine"><w:name w:val="自分の見出し"/><w:basedOn w:val="1"/></w:style>
  <w:style w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>
  <w:style w:styleId="lvl"><w:name w:val="y"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
  <w:style w:styleId="body"><w:name w:val="z"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
</w:styles>)";

std::string paragraph(const std::string& text, const std::string& style = "") {
  const std::string form =
      style.empty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>";
  return "<w:p>" + form + "<w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string cell(const std::string& text) { return "<w:tc>" + paragraph(text) + "</w:tc>"; }

Result<CaseDocument> read(const std::string& body,
                          std::vector<std::pair<std::string, std::string>> more = {},
                          std::size_t text_bytes = 10'000) {
  more.emplace_back(kWordTextPart, kHead + body + kFoot);
  more.emplace_back("word/styles.xml", kStyles);
  const auto archive = ZipArchive::open(make_zip(more));
  return read_word_document(*archive, text_bytes);
}

std::string sections(const std::string& body,
                     std::vector<std::pair<std::string, std::string>> more = {}) {
  const auto document = read(body, std::move(more));
  if (!document) return document.error().message;
  return document->record("x", "name").find("sections")->dump();
}

TEST(WordDocument, ReadsParagraphsUnderHeadings) {
  const auto document =
      read(paragraph("報告書", "a3") + paragraph("経緯", "1") + paragraph("話を", "body") +
           paragraph("気づき", "mine") + paragraph("聞いた。", "loop") + paragraph("結果", "lvl") +
           paragraph("動いた。", "none"));
  ASSERT_TRUE(succeeded(document));
  EXPECT_EQ(document->record("x", "name").dump(),
            R"({"id":"x","title":"報告書","sections":[{"heading":"経緯","text":"話を"},)"
            R"({"heading":"気づき","text":"聞いた。"},{"heading":"結果","text":"動いた。"}]})");
}

TEST(WordDocument, AParagraphsOwnLevelMakesItAHeading) {
  EXPECT_EQ(
      sections(
          R"(<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>見出し</w:t></w:r></w:p>)" +
          paragraph("文。")),
      R"([{"heading":"見出し","text":"文。"}])");
}

TEST(WordDocument, PutsRunsTabsAndBreaksTogether) {
  EXPECT_EQ(
      sections("<w:p><w:r><w:t>社</w:t></w:r><w:r><w:t xml:space=\"preserve\">長 </w:t><w:tab/>"
               "<w:t>A</w:t><w:br/><w:t>B</w:t></w:r><w:hyperlink><w:r><w:t>C</w:t></w:r>"
               "</w:hyperlink><w:ins><w:r><w:t>D</w:t></w:r></w:ins></w:p>"),
      R"([{"text":"社長  A\nBCD"}])");
}

TEST(WordDocument, LeavesOutWhatIsNotTheText) {
  EXPECT_EQ(sections("<w:p><w:del><w:r><w:t>消した</w:t><w:delText>消した</w:delText></w:r></w:del>"
                     "<w:moveFrom><w:r><w:t>移した</w:t></w:r></w:moveFrom>"
                     "<w:r><w:instrText>PAGE</w:instrText></w:r>"
                     "<w:r><w:ruby><w:rt><w:r><w:t>かだい</w:t></w:r></"
                     "w:rt><w:rubyBase><w:r><w:t>課題</w:t></w:r>"
                     "</w:rubyBase></w:ruby></w:r></w:p>"),
            R"([{"text":"課題"}])");
}

TEST(WordDocument, ReadsATextBoxOnce) {
  EXPECT_EQ(sections("<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>"
                     "<w:txbxContent>" +
                     paragraph("箱") + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>" +
                     paragraph("箱") +
                     "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>後</w:t></w:r></w:p>"),
            R"([{"text":"箱\n前後"}])");
}

TEST(WordDocument, ReadsTablesByRows) {
  const std::string text =
      "社長は資金繰りの不安を口にしたが、話すうちに値決めの問題だと自ら気づいた。";
  EXPECT_EQ(sections("<w:tbl><w:tr>" + cell("企業名") + cell("A社") + "</w:tr><w:tr>" +
                     cell("気づき") + "<w:tc>" + paragraph(text) + paragraph("以上") +
                     "</w:tc></w:tr></w:tbl>" + paragraph("表の後。")),
            R"([{"heading":"気づき","text":")" + text + R"(\n以上\n表の後。"}])");
}

TEST(WordDocument, ReadsTablesInsideTables) {
  EXPECT_EQ(sections("<w:tbl><w:tr><w:tc>" + paragraph("外") + "<w:tbl><w:tr>" + cell("中1") +
                     cell("中2") + "</w:tr></w:tbl>" + paragraph("後") + "</w:tc>" + cell("横") +
                     "</w:tr></w:tbl>"),
            R"([{"text":"外\n中1　中2　\n後　横"}])");
}

TEST(WordDocument, PutsFootnotesAtTheEnd) {
  EXPECT_EQ(sections(paragraph("本文。"),
                     {{"word/footnotes.xml",
                       "<w:footnotes xmlns:w=\"w\"><w:footnote><w:p/></w:footnote><w:footnote>" +
                           paragraph("注。") + "</w:footnote></w:footnotes>"}}),
            R"([{"text":"本文。"},{"heading":"脚注","text":"注。"}])");
}

TEST(WordDocument, HasLimits) {
  EXPECT_EQ(failure_name(read(paragraph(std::string(2'000, 'x')), {}, 1'000)), "limit_exceeded");
  EXPECT_EQ(failure_name(read("<w:p>")), "invalid_argument");
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<w:tbl><w:tr><w:tc>";
  EXPECT_EQ(failure_name(read(deep)), "invalid_argument");
}

TEST(WordDocument, UnbalancedPartsDoNoHarm) {
  EXPECT_EQ(sections("<w:tc>" + paragraph("a") + "</w:tc><w:tr>" + paragraph("b") + "</w:tr>"),
            R"([{"text":"a\nb"}])");
  EXPECT_EQ(sections("<w:r><w:t>段落の外</w:t></w:r>"), "[]");
}

}  // namespace
}  // namespace kizuki
