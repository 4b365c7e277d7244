#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using namespace std::string_literals;

std::string repeated(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

TEST(ParseJson, ReadsTheWholeGrammar) {
  struct Example {
    std::string text;
    std::string dumped;
  };
  const std::vector<Example> examples = {
      {"null", "null"},
      {"true", "true"},
      {"false", "false"},
      {" \t\r\n1 \t\r\n", "1"},
      {"[]", "[]"},
      {"[ ]", "[]"},
      {"{}", "{}"},
      {"[[],{},[[]]]", "[[],{},[[]]]"},
      {R"({"a":1,"b":{"a":2}})", R"({"a":1,"b":{"a":2}})"},
      {R"({"":0})", R"({"":0})"},
      {R"({"b":1,"a":2})", R"({"b":1,"a":2})"},
      {R"("")", R"("")"},
      {R"("\"\\\/\b\f\n\r\t")", R"("\"\\/\u0008\u000c\n\r\t")"},
      {R"("\u0061\u00e9\u8a9e")", "\"aé語\""},
      {R"("\uD83C\uDF63")", "\"🍣\""},
      {R"("\ud83c\udf63")", "\"🍣\""},
      {R"("\uDBFF\uDFFF")", "\"\xF4\x8F\xBF\xBF\""},
      {R"("\u2028")", "\"\xE2\x80\xA8\""},
      {"\"\x7F\"", R"("\u007f")"},
      {"\"\xEF\xBF\xBF\"", "\"\xEF\xBF\xBF\""},
      {"\"\xEF\xBB\xBF\"", "\"\xEF\xBB\xBF\""},
      {"\"日本語 🍣\"", "\"日本語 🍣\""},
      {R"(["a",1,-1,1.5,true,false,null])", R"(["a",1,-1,1.5,true,false,null])"},
  };
  for (const Example& example : examples) {
    const auto read = parse_json(example.text);
    ASSERT_TRUE(succeeded(read)) << example.text;
    EXPECT_EQ(read->dump(), example.dumped) << example.text;
  }
}

TEST(ParseJson, RefusesWhatTheGrammarDoesNotAllow) {
  const std::vector<std::string> refused = {
      "",
      " ",
      "\n",
      "nul",
      "nulll",
      "True",
      "NaN",
      "Infinity",
      "-Infinity",
      "undefined",
      "[",
      "]",
      "{",
      "}",
      "[}",
      "{]",
      "[1",
      "[1,",
      "[1,]",
      "[,1]",
      "[1 2]",
      "[1,,2]",
      "[1]]",
      "1 2",
      "{\"a\"",
      "{\"a\":",
      "{\"a\":1",
      "{\"a\":1,",
      "{\"a\":1,}",
      "{,}",
      "{\"a\" 1}",
      "{\"a\"::1}",
      "{a:1}",
      "{'a':1}",
      "{1:1}",
      "{null:1}",
      "{\"a\":1 \"b\":2}",
      "'a'",
      "\"a",
      "a\"",
      "\"\\\"",
      "\"\\",
      "\"\\a\"",
      "\"\\x41\"",
      "\"\\u\"",
      "\"\\u12\"",
      "\"\\u12g4\"",
      "\"\\U0041\"",
      "\"\n\"",
      "\"\t\"",
      "\"\x1F\"",
      "01",
      "-01",
      "+1",
      "--1",
      "-",
      "1.",
      ".5",
      "-.5",
      "1.e5",
      "1e",
      "1e+",
      "1E-",
      "0x10",
      "1_000",
      "1e1.5",
      "1.5.2",
      "0b1",
      "1,0",
      "１",
      "//c\n1",
      "/*c*/1",
      "[1]//",
      "#",
      "\xEF\xBB\xBF[]",
      "[1]\f",
      "\v1",
      "\u00A0 1",
      "{\"a\":1}{\"b\":2}",
      "\"a\" \"b\"",
      "[]\n[]",
  };
  for (const std::string& text : refused) {
    const auto read = parse_json(text);
    EXPECT_EQ(failure_name(read), "invalid_record") << text;
    if (read) continue;
    EXPECT_FALSE(read.error().message.empty()) << text;
    EXPECT_GE(read.error().line, 1U) << text;
  }
}

TEST(ParseJson, NamesTheLineOfTheFault) {
  struct Example {
    std::string text;
    std::uint64_t line;
  };
  const std::vector<Example> examples = {
      {"[1,\n2,\n3 4]", 3}, {"x", 1},
      {"\n\n\n[1,]", 4},    {"{\"a\":1,\n\"b\":2,\n\"a\":3}", 3},
      {"[\n\"\xFF\"]", 2},  {"[1,\n\n"s + '\0' + "]", 3},
  };
  for (const Example& example : examples) {
    const auto read = parse_json(example.text);
    ASSERT_FALSE(read) << example.text;
    EXPECT_EQ(read.error().line, example.line) << example.text;
  }
}

TEST(ParseJson, RefusesDuplicateKeysAndNamesTheirPath) {
  struct Example {
    std::string text;
    std::string field;
  };
  const std::vector<Example> examples = {
      {R"({"a":1,"a":1})", "a"},
      {R"({"a":1,"b":2,"\u0061":3})", "a"},
      {R"({"":1,"":2})", ""},
      {R"({"sections":[{},{"text":"x","text":"y"}]})", "sections[1].text"},
      {R"([[0,{"k":[{"事例":1,"事例":2}]}]])", "[0][1].k[0].事例"},
  };
  for (const Example& example : examples) {
    const auto read = parse_json(example.text);
    EXPECT_EQ(failure_name(read), "invalid_record") << example.text;
    if (!read) {
      EXPECT_EQ(read.error().field, example.field);
    }
  }
  EXPECT_TRUE(succeeded(parse_json(R"([{"a":1},{"a":1},{"A":1,"a":{"a":1}}])")));
}

TEST(ParseJson, RefusesNulHoweverItIsWritten) {
  const std::vector<std::string> refused = {
      "\"a\0b\""s,
      "[1]\0"s,
      "\0"s,
      "\0[1]"s,
      R"("\u0000")",
      R"("a\u0000b")",
      R"({"\u0000":1})",
      R"({"a\u0000":1,"a":2})",
  };
  for (const std::string& text : refused) {
    EXPECT_EQ(failure_name(parse_json(text)), "invalid_record") << text;
  }
}

TEST(ParseJson, RefusesTextThatIsNotUtf8) {
  const std::vector<std::string> refused = {
      "\"\xFF\"",     "\"\x80\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"",     "\"\xF4\x90\x80\x80\"",
      "\"\xE6\x97\"", "[1,\xFE]", "{\"\xC3\":1}", "\"\x8E\x96\x97\xE1\"",  // CP932
  };
  for (const std::string& text : refused) {
    EXPECT_EQ(failure_name(parse_json(text)), "invalid_encoding") << text;
  }
}

TEST(ParseJson, RefusesLoneSurrogates) {
  const std::vector<std::string> refused = {
      R"("\ud800")",
      R"("\udbff")",
      R"("\udc00")",
      R"("\udfff")",
      R"("\ud800x")",
      R"("\ud800\n")",
      R"("\ud800\ud800")",
      R"("\ud800\u0041")",
      R"("\udc00\ud800")",
      R"("a\udc00b")",
      R"({"\udc00":1})",
      R"({"\ud800":1})",
      R"("\ud83c\udf63\udf63")",
  };
  for (const std::string& text : refused) {
    EXPECT_EQ(failure_name(parse_json(text)), "invalid_record") << text;
  }
}

TEST(ParseJson, IntegersStayIntegersWhileTheyFit64Bits) {
  struct Example {
    std::string text;
    Json expected;
  };
  const std::vector<Example> examples = {
      {"0", 0},
      {"-0", 0},
      {"2147483648", std::int64_t{2147483648}},
      {"-2147483649", std::int64_t{-2147483649}},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"9223372036854775808", 9223372036854775808.0},
      {"-9223372036854775809", -9223372036854775808.0},
      {"18446744073709551615", 18446744073709551615.0},
      {"18446744073709551616", 18446744073709551616.0},
      {"100000000000000000000000", 1e23},
      {"1.0", 1.0},
      {"1e2", 100.0},
      {"1E+2", 100.0},
  };
  for (const Example& example : examples) {
    const auto read = parse_json(example.text);
    ASSERT_TRUE(succeeded(read)) << example.text;
    EXPECT_EQ(*read, example.expected) << example.text << " read as " << read->dump();
    EXPECT_EQ(read->is_int(), example.expected.is_int()) << example.text;
  }
}

TEST(ParseJson, ReadsDoublesExactly) {
  const std::vector<std::string> texts = {
      "0.1",
      "-0.0",
      "0.30000000000000004",
      "1e-7",
      "5e-324",
      "4.9e-324",
      "2.2250738585072014e-308",
      "2.2250738585072011e-308",
      "1.7976931348623157e308",
      "9007199254740993.0",
      "9007199254740992.99999999999999999999",
      "1.00000000000000011102230246251565",
      "123456789012345678901234567890.5",
      "8.41e21",
      "6929495644600919.5",
      "3.7455744005952583e15",
      "0.0",
      "0e-999",
      "0."s + std::string(30, '0'),
      "-0."s + std::string(1000, '0'),
      "0."s + std::string(400, '0') + "1e400",
      "179769313486231570e291",
      "1"s + std::string(300, '0') + ".5",
      "0.1"s + std::string(2000, '0') + "1",
  };
  for (const std::string& text : texts) {
    const auto read = parse_json(text);
    ASSERT_TRUE(succeeded(read)) << text;
    const double expected = std::strtod(text.c_str(), nullptr);
    EXPECT_EQ(read->as_double(), expected) << text << " read as " << read->dump();
    EXPECT_EQ(std::signbit(read->as_double()), std::signbit(expected)) << text;
  }
}

TEST(ParseJson, RefusesNumbersBeyondADouble) {
  const std::vector<std::string> refused = {
      "1e400",
      "-1e400",
      "1e309",
      "1.8e308",
      "-1.8e308",
      "179769313486231580793e289",
      "1.7976931348623159e308",
      std::string(400, '9'),
      std::string(400, '9') + ".5",
      "1e999999999999999999999",
      "1e-400",
      "1e-99999999999999999999",
      "2e-324",
      "0."s + std::string(1000, '0') + "1e-99999999999",
  };
  for (const std::string& text : refused) {
    const auto read = parse_json(text);
    EXPECT_EQ(failure_name(read), "invalid_record") << text << (read ? read->dump() : "");
  }
}

TEST(ParseJson, ReadsRandomDecimalsAsTheStandardLibrary) {
  std::mt19937_64 random(test_seed());
  for (std::uint64_t round = 0; round < 100'000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::string text = random() % 2 == 0 ? "-" : "";
    text += static_cast<char>('1' + random() % 9);
    for (std::uint64_t i = random() % 25; i > 0; --i)
      text += static_cast<char>('0' + random() % 10);
    text += '.';
    for (std::uint64_t i = 1 + random() % 25; i > 0; --i) {
      text += static_cast<char>('0' + random() % 10);
    }
    text += 'e';
    text += std::to_string(static_cast<int>(random() % 560) - 290);
    const auto read = parse_json(text);
    ASSERT_TRUE(succeeded(read)) << text;
    ASSERT_EQ(read->as_double(), std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(ParseJson, KeepsTheLimitOfDepth) {
  const JsonLimits limits{.text_bytes = 1000, .depth = 3, .values = 100};
  EXPECT_TRUE(succeeded(parse_json("[[[1]]]", limits)));
  EXPECT_TRUE(succeeded(parse_json(R"([{"a":{}},[[]]])", limits)));
  EXPECT_EQ(failure_name(parse_json("[[[[]]]]", limits)), "limit_exceeded");
  EXPECT_EQ(failure_name(parse_json(R"({"a":[{"b":{}}]})", limits)), "limit_exceeded");
  EXPECT_TRUE(succeeded(parse_json(repeated("[", 32) + repeated("]", 32))));
  EXPECT_EQ(failure_name(parse_json(repeated("[", 33) + repeated("]", 33))), "limit_exceeded");
}

TEST(ParseJson, StopsADepthBombEarly) {
  EXPECT_EQ(failure_name(parse_json(std::string(1'000'000, '['))), "limit_exceeded");
  EXPECT_EQ(failure_name(parse_json(repeated("{\"a\":", 200'000))), "limit_exceeded");
  const std::string closed = std::string(500'000, '[') + std::string(500'000, ']');
  EXPECT_EQ(failure_name(parse_json(closed)), "limit_exceeded");
}

TEST(ParseJson, KeepsTheLimitOfValues) {
  const JsonLimits limits{.text_bytes = 1000, .depth = 32, .values = 4};
  EXPECT_TRUE(succeeded(parse_json("[1,2,3]", limits)));
  EXPECT_TRUE(succeeded(parse_json("[[],{},[]]", limits)));
  EXPECT_EQ(failure_name(parse_json("[1,2,3,4]", limits)), "limit_exceeded");
  EXPECT_EQ(failure_name(parse_json("[[],{},[],[]]", limits)), "limit_exceeded");
  EXPECT_EQ(failure_name(parse_json("["s + repeated("0,", 100'000) + "0]")), "limit_exceeded");
}

TEST(ParseJson, KeepsTheLimitOfBytes) {
  const JsonLimits limits{.text_bytes = 10, .depth = 32, .values = 100};
  EXPECT_TRUE(succeeded(parse_json("\"12345678\"", limits)));
  EXPECT_EQ(failure_name(parse_json("\"123456789\"", limits)), "limit_exceeded");
  EXPECT_EQ(failure_name(parse_json(std::string((1 << 20) + 1, ' '))), "limit_exceeded");
}

// The search for duplicate keys is quadratic in the members of one object.
TEST(ParseJson, KeepsTheLimitOfMembers) {
  const auto object_of = [](std::size_t members) {
    std::string text = "{";
    for (std::size_t i = 0; i < members; ++i) text += "\"k" + std::to_string(i) + "\":0,";
    text.back() = '}';
    return text;
  };
  EXPECT_TRUE(succeeded(parse_json(object_of(1000))));
  EXPECT_EQ(failure_name(parse_json(object_of(1001))), "limit_exceeded");
}

// Every prefix of a valid text is refused, and reads nothing behind its end.
TEST(ParseJson, RefusesEveryPrefixOfAText) {
  const std::string text =
      R"({"id":"case-1","n":[-1.5e3,true,null],"t":"気づき \ud83c\udf63 \"x\"","o":{"k":{}}})";
  ASSERT_TRUE(succeeded(parse_json(text)));
  for (std::size_t size = 0; size < text.size(); ++size) {
    const std::vector<char> exact(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_json({exact.data(), exact.size()})) << size;
  }
}

// Any single changed byte gives a value or an error, never a crash or an unreadable dump.
TEST(ParseJson, SurvivesEveryChangeOfOneByte) {
  const std::string text = R"({"id":"\u8a9e","n":[-1.5e3,12],"o":{"k":"é\n"}})";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[at] = static_cast<char>(byte);
      const auto read = parse_json(changed);
      if (!read) continue;
      const auto again = parse_json(read->dump());
      ASSERT_TRUE(succeeded(again)) << changed;
      ASSERT_EQ(*again, *read) << changed;
    }
  }
}

}  // namespace
}  // namespace kizuki
