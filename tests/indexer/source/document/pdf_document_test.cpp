#include "indexer/source/document/pdf_document.hpp"

#include <cstdint>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/make_pdf.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;

std::string sections_of(const CaseDocument& document) {
  return document.record("x", "name").find("sections")->dump();
}

constexpr std::size_t kTextBytes = 10'000;

TEST(PdfDocument, ReadsJapanesePages) {
  const auto document =
      read_pdf_document(make_pdf({{"伴走支援報告書", "■ 経緯",
                                   "社長が資金繰りの悩みを抱えて、よろず支援拠点に相談に来",
                                   "た。決算書を三期分持参していた。"},
                                  {"■ 気づき", "値決めが課題だと自ら話した。"}}),
                        kTextBytes);
  ASSERT_TRUE(succeeded(document));
  EXPECT_EQ(sections_of(*document),
            R"([{"heading":"■ 経緯","text":"社長が資金繰りの悩みを抱えて、)"
            R"(よろず支援拠点に相談に来た。決算書を三期分持参していた。"},)"
            R"({"heading":"■ 気づき","text":"値決めが課題だと自ら話した。"}])");
  EXPECT_EQ(document->record("x", "name").string_or("title", ""), "伴走支援報告書");
}

TEST(PdfDocument, SaysWhyAFileCannotBeRead) {
  EXPECT_THAT(read_pdf_document("%PDF-1.5\nnothing", kTextBytes).error().message,
              HasSubstr("壊れているか"));
  EXPECT_THAT(read_pdf_document(make_pdf({{}}), kTextBytes).error().message,
              HasSubstr("文字の入っていない"));
}

TEST(PdfDocument, HasALimit) {
  EXPECT_EQ(failure_name(read_pdf_document(make_pdf({{"社長は気づいた。"}}), 10)),
            "limit_exceeded");
}

TEST(PdfDocument, SurvivesDamage) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const std::string good = make_pdf({{"社長は気づいた。", "二行目。"}});
  for (std::uint64_t round = 0; round < 40; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    std::string bytes = good;
    for (int i = 0; i < 5; ++i)
      bytes[5 + random() % (bytes.size() - 5)] = static_cast<char>(random());
    const auto document = read_pdf_document(bytes, kTextBytes);
    EXPECT_TRUE(document || failure_name(document) == "invalid_argument");
  }
}

TEST(PdfDocument, PutsBrokenLinesTogether) {
  EXPECT_EQ(sections_of(document_of_pages(
                "社長は資金繰りの悩みを話した。そ\nして値決めを見直すと決めた\n短い行\n"
                "・一つ目の項目はここに書いてある\n・二つ目\n")),
            R"([{"text":"社長は資金繰りの悩みを話した。そして値決めを見直すと決めた短い行\n)"
            R"(・一つ目の項目はここに書いてある\n・二つ目"}])");
  EXPECT_EQ(
      sections_of(document_of_pages("The manager noticed the\nessential issue and\nowned it")),
      R"([{"text":"The manager noticed the essential issue and owned it"}])");
  EXPECT_EQ(sections_of(document_of_pages("一頁目の最後の行は文の途中で\f切れている。")),
            R"([{"text":"一頁目の最後の行は文の途中で切れている。"}])");
}

TEST(PdfDocument, LeavesOutNumbersAndRunningTitlesOfPages) {
  std::string text;
  for (int page = 1; page <= 4; ++page) {
    text += "支援事例集\n本文の" + std::string(static_cast<std::size_t>(page), 'x') +
            "ページ目。\n A社 \n- " + std::to_string(page) + " -\n\f";
  }
  EXPECT_EQ(
      sections_of(document_of_pages(text)),
      R"([{"text":"本文のxページ目。\n本文のxxページ目。\n本文のxxxページ目。\n本文のxxxxページ目。"}])");
  for (const char* number : {"3", "- 3 -", "3/12", "３ページ", "P.3", "– 12 –"}) {
    EXPECT_EQ(sections_of(document_of_pages("文。\n" + std::string(number))),
              R"([{"text":"文。"}])")
        << number;
  }
  EXPECT_EQ(sections_of(document_of_pages("文。\n3名")), R"([{"text":"文。\n3名"}])");
  EXPECT_EQ(sections_of(document_of_pages("2024/5/1\n社長は値決めが課題だと話した。\n20240501")),
            R"([{"text":"2024/5/1\n社長は値決めが課題だと話した。\n20240501"}])")
      << "dates are no numbers of pages";
  EXPECT_EQ(sections_of(document_of_pages("売上の推移。\n120\f一頁。\f二頁。")),
            R"([{"text":"売上の推移。\n120\n一頁。\n二頁。"}])")
      << "most pages have none";
  EXPECT_EQ(sections_of(document_of_pages("題\n文。\f題\n文二。")),
            R"([{"text":"題\n文。\n題\n文二。"}])")
      << "two pages repeat nothing";
}

TEST(PdfDocument, OfNothingIsEmpty) {
  EXPECT_TRUE(document_of_pages("").is_empty());
  EXPECT_TRUE(document_of_pages(" \n\f\n\u3000").is_empty());
  EXPECT_TRUE(document_of_pages("- 1 -\n\f2").is_empty());
}

}  // namespace
}  // namespace kizuki
