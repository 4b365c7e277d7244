#include "engine/query/query_parser.hpp"

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/query/query_characters.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

/// The structure of a query, every node in words: print_query is what is under test.
std::string structure(const QueryNode& node) {
  const auto children = [&] {
    std::string out;
    for (const QueryNode& child : node.children) out += " " + structure(child);
    return out;
  };
  switch (node.kind) {
    case QueryNode::Kind::kWord:
      return "w:" + node.text;
    case QueryNode::Kind::kPhrase:
      return "p:[" + node.text + "]";
    case QueryNode::Kind::kFilter:
      return "f:" + facet_name(node) + "=[" + node.text + "]";
    case QueryNode::Kind::kNot:
      return "(not" + children() + ")";
    case QueryNode::Kind::kAny:
      return "(any" + children() + ")";
    case QueryNode::Kind::kAll:
      break;
  }
  return "(all" + children() + ")";
}

struct Example {
  const char* query;
  const char* wanted;
  const char* printed;
};

const std::vector<Example> kExamples{
    // What supporters type.
    {"後継者 現場 反発", "(all w:後継者 w:現場 w:反発)", "後継者 現場 反発"},
    {"\"信頼関係\"", "(all p:[信頼関係])", "\"信頼関係\""},
    {"原価 -補助金", "(all w:原価 (not w:補助金))", "原価 -補助金"},
    {"後継者 OR 跡継ぎ", "(all (any w:後継者 w:跡継ぎ))", "後継者 OR 跡継ぎ"},
    {"課題:succession 規模:小規模", "(all f:issue=[succession] f:scale=[小規模])",
     "課題:succession 規模:小規模"},
    {"issue:hr SCALE:small", "(all f:issue=[hr] f:scale=[small])", "課題:hr 規模:small"},
    {"id:d-001", "(all f:id=[d-001])", "事例id:d-001"},
    // Full-width forms, and what an input method makes of the minus key.
    {"原価　－補助金", "(all w:原価 (not w:補助金))", "原価 -補助金"},
    {"原価 ー補助金", "(all w:原価 (not w:補助金))", "原価 -補助金"},
    {"＂信頼関係＂ “本音”", "(all p:[信頼関係] p:[本音])", "\"信頼関係\" \"本音\""},
    {"後継者　ＯＲ　跡継ぎ｜後継ぎ", "(all (any w:後継者 w:跡継ぎ w:後継ぎ))",
     "後継者 OR 跡継ぎ OR 後継ぎ"},
    {"段階：④　ＩＤ：d-1", "(all f:step=[④] f:id=[d-1])", "段階:④ 事例id:d-1"},
    {"（父　ＯＲ　母）　－（娘）", "(all (any w:父 w:母) (not w:娘))", "父 OR 母 -娘"},
    // Marks inside a word are part of it.
    {"AI-OCR サービス 2019-2021 10:30", "(all w:AI-OCR w:サービス w:2019-2021 w:10:30)",
     "AI-OCR サービス 2019-2021 10:30"},
    {"注:重要 http://a.example/", "(all w:注:重要 w:http://a.example/)",
     "注:重要 http://a.example/"},
    // What a person may leave open.
    {"\"信頼関係 構築", "(all p:[信頼関係 構築])", "\"信頼関係 構築\""},
    {"- 原価 -", "(all w:- w:原価 w:-)", "- 原価 -"},
    {"OR 後継者 OR", "(all w:or w:後継者 w:or)", "or 後継者 or"},
    {"後継者 OR OR 跡継ぎ", "(all (any w:後継者 w:跡継ぎ))", "後継者 OR 跡継ぎ"},
    {"課題: 人手不足", "(all w:課題: w:人手不足)", "課題: 人手不足"},
    {"課題:\"事業承継 など\"", "(all f:issue=[事業承継 など])", "課題:\"事業承継 など\""},
    {"(原価 (改善", "(all w:原価 w:改善)", "原価 改善"},
    {"原価) 改善)", "(all w:原価 w:改善)", "原価 改善"},
    {"株式会社（仮称）の設立", "(all w:株式会社 w:仮称 w:の設立)", "株式会社 仮称 の設立"},
    {"\"\" () -\"\" -()", "(all)", ""},
    {"   ", "(all)", ""},
    {"", "(all)", ""},
    // Brackets, minus and OR together.
    {"--原価", "(all (not w:-原価))", "--原価"},
    {"-\"補助金 申請\" -課題:hr", "(all (not p:[補助金 申請]) (not f:issue=[hr]))",
     "-\"補助金 申請\" -課題:hr"},
    {"-(父 OR 母)", "(all (not (any w:父 w:母)))", "-(父 OR 母)"},
    {"-(父 母)", "(all (not (all w:父 w:母)))", "-(父 母)"},
    {"-(-父)", "(all (not (not w:父)))", "-(-父)"},
    {"-OR 原価", "(all (not w:or) w:原価)", "-or 原価"},
    {"父 OR -母", "(all (any w:父 (not w:母)))", "父 OR -母"},
    {"(父 \"事業 承継\") OR (母 -娘)", "(all (any (all w:父 p:[事業 承継]) (all w:母 (not w:娘))))",
     "(父 \"事業 承継\") OR (母 -娘)"},
    {"父 (母 -娘)", "(all w:父 (all w:母 (not w:娘)))", "父 (母 -娘)"},
    {"(父 -母)", "(all w:父 (not w:母))", "父 -母"},
    {"父 OR (母 OR 娘)", "(all (any w:父 w:母 w:娘))", "父 OR 母 OR 娘"},
};

TEST(QueryParserTest, ReadsWhatPeopleType) {
  for (const Example& example : kExamples) {
    SCOPED_TRACE(example.query);
    const auto query = parse_query(example.query);
    ASSERT_TRUE(succeeded(query));
    EXPECT_FALSE(query->notes);
    EXPECT_EQ(structure(query->root), example.wanted);
    EXPECT_EQ(print_query(query->root), example.printed);
  }
}

TEST(QueryParserTest, SpansPointAtWhatWasTyped) {
  const std::string text = "原価　－補助金 課題：hr \"本音\"";
  const auto query = parse_query(text);
  ASSERT_TRUE(succeeded(query));
  std::vector<std::string> places;
  for (const auto& child : query->root.children) places.emplace_back(child.span.of(text));
  EXPECT_EQ(places, (std::vector<std::string>{"原価", "－補助金", "課題：hr", "\"本音\""}));
}

std::string repeat(const std::string& text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(QueryParserTest, AllowsSixtyFourTermsAndNoMore) {
  EXPECT_TRUE(succeeded(parse_query(repeat("父 ", 64))));
  const auto query = parse_query(repeat("父 ", 63) + "課題:hr \"母\"");
  ASSERT_EQ(failure_name(query), "limit_exceeded");
  EXPECT_NE(query.error().message.find("133文字目"), std::string::npos) << query.error().message;
  EXPECT_NE(query.error().message.find("64個まで"), std::string::npos);
}

TEST(QueryParserTest, AllowsEightLevelsOfBracketsAndNoMore) {
  EXPECT_TRUE(succeeded(parse_query(repeat("(", 8) + "父" + repeat(")", 8))));
  const auto query = parse_query("母 " + repeat("（", 9) + "父");
  ASSERT_EQ(failure_name(query), "limit_exceeded");
  EXPECT_NE(query.error().message.find("11文字目"), std::string::npos) << query.error().message;
}

TEST(QueryParserTest, RefusesThousandsOfBracketsWithoutRecursion) {
  EXPECT_EQ(failure_name(parse_query(repeat("(", 1'000))), "limit_exceeded");
  // Longer than the syntax allows: notes, in which brackets mean nothing.
  const auto notes = parse_query(repeat("(", 5'000) + "父");
  ASSERT_TRUE(succeeded(notes));
  EXPECT_TRUE(notes->notes);
}

TEST(QueryParserTest, LongTextIsNotesWithoutSyntax) {
  const std::string text = "課題:hr -父 \"母\" (" + repeat("相談", 200);
  ASSERT_GT(text.size(), kSyntaxLimitBytes);
  const auto query = parse_query(text);
  ASSERT_TRUE(succeeded(query));
  EXPECT_TRUE(query->notes);
  ASSERT_EQ(query->root.children.size(), 1u);
  EXPECT_EQ(query->root.children[0].kind, QueryNode::Kind::kWord);
  EXPECT_EQ(query->root.children[0].text, text);
}

TEST(QueryParserTest, SyntaxReachesToOneKibibyte) {
  std::string text = "-父 \"" + repeat("a", kSyntaxLimitBytes);
  text.resize(kSyntaxLimitBytes);
  const auto query = parse_query(text);
  ASSERT_TRUE(succeeded(query));
  EXPECT_FALSE(query->notes);
  EXPECT_TRUE(parse_query(text + "a")->notes);
}

TEST(QueryParserTest, RefusesTextOverTheLimitOfNotes) {
  EXPECT_TRUE(succeeded(parse_query(std::string(kNotesLimitBytes, 'a'))));
  EXPECT_EQ(failure_name(parse_query(std::string(kNotesLimitBytes + 1, 'a'))), "limit_exceeded");
  EXPECT_EQ(failure_name(parse_query(std::string(std::size_t{1} << 20, '('))), "limit_exceeded");
}

TEST(QueryParserTest, RefusesWhatIsNotUtf8AndSaysWhere) {
  for (const char* bytes : {"\xff", "\x80", "\xe3\x81", "\xed\xa0\x80", "\xc0\xaf"}) {
    const auto query = parse_query(std::string("後継者 ") + bytes);
    ASSERT_EQ(failure_name(query), "invalid_encoding");
    EXPECT_NE(query.error().message.find("5文字目"), std::string::npos) << query.error().message;
  }
}

TEST(QueryParserTest, TakesNulAndControlCharactersForSpaces) {
  const auto query = parse_query(std::string("父\0母\t-\x01娘\x7f", 13));
  ASSERT_TRUE(succeeded(query));
  EXPECT_EQ(structure(query->root), "(all w:父 w:母 w:- w:娘)");
}

/// Text that is full of marks.
std::string random_query(std::mt19937_64& random) {
  static const std::vector<std::string> kPieces{
      "父",   "後継者", "OR", "ＯＲ", "|",  "｜",    " ",    "　", "\"",     "“",
      "(",    "（",     ")",  "）",   "-",  "－",    "ー",   ":",  "：",     "id",
      "課題", "x",      "注", "a",    "\n", "課題:", "段階", "\t", "課題:\""};
  std::string text;
  const std::size_t count = random() % 24;
  for (std::size_t i = 0; i < count; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST(QueryParserTest, PrintedQueriesReadTheSame) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (std::uint64_t round = 0; round < 50'000; ++round) {
    const std::string text = random_query(random);
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    const auto query = parse_query(text);
    if (!query) continue;  // too deep
    const std::string printed = print_query(query->root);
    const auto again = parse_query(printed);
    ASSERT_TRUE(succeeded(again));
    ASSERT_TRUE(same_structure(query->root, again->root)) << printed << "\n"
                                                          << structure(query->root) << "\n"
                                                          << structure(again->root);
  }
}

TEST(QueryParserTest, NeverFailsOnRandomBytesWithoutAnError) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (std::uint64_t round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const auto query = parse_query(bytes);
    EXPECT_EQ(query.has_value(), utf8_is_valid(bytes)) << describe_seed(seed, round);
  }
}

TEST(ParseFilterTest, ReadsEitherMarkInAnyWidth) {
  for (const char* text : {"issue=hr", "課題:hr", "課題＝hr", " 課題 ： hr ", "ＩＳＳＵＥ=hr"}) {
    const auto filter = parse_filter(text);
    ASSERT_TRUE(succeeded(filter));
    EXPECT_EQ(structure(*filter), "f:issue=[hr]") << text;
  }
}

TEST(ParseFilterTest, KeepsSpacesAndMarksInsideTheValue) {
  EXPECT_EQ(structure(*parse_filter("organization=A=B 社: \"C\"")),
            "f:organization=[A=B 社: \"C\"]");
}

TEST(ParseFilterTest, TakesFacetsThatAProfileNames) {
  EXPECT_EQ(structure(*parse_filter("accident_type=墜落、転落")), "f:accident_type=[墜落、転落]");
}

TEST(ParseFilterTest, SaysWhatIsMissing) {
  for (const char* text : {"", "issue", "=hr", "重要=x", "1a=x"}) {
    const auto filter = parse_filter(text);
    ASSERT_EQ(failure_name(filter), "invalid_argument") << text;
    EXPECT_NE(filter.error().message.find("issue（課題）"), std::string::npos);
  }
  EXPECT_EQ(failure_name(parse_filter("issue=　")), "invalid_argument");
  EXPECT_EQ(failure_name(parse_filter("issue=\xff")), "invalid_encoding");
}

TEST(AddFilterTest, StandsBesideTheQuery) {
  auto query = *parse_query("父 OR 母");
  add_filter(query, *parse_filter("issue=hr"));
  EXPECT_EQ(structure(query.root), "(all (any w:父 w:母) f:issue=[hr])");
}

}  // namespace
}  // namespace kizuki
