#include "engine/base/json.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

Json object(JsonObject members) { return Json(std::move(members)); }
Json array(JsonArray values) { return Json(std::move(values)); }

TEST(Json, KnowsItsKind) {
  EXPECT_TRUE(Json().is_null());
  EXPECT_TRUE(Json(nullptr).is_null());
  EXPECT_TRUE(Json(true).is_bool());
  EXPECT_TRUE(Json(3).is_int());
  EXPECT_TRUE(Json(3).is_number());
  EXPECT_FALSE(Json(3.0).is_int());
  EXPECT_TRUE(Json(3.0).is_number());
  EXPECT_TRUE(Json("text").is_string());
  EXPECT_TRUE(Json(std::string_view("text")).is_string());
  EXPECT_TRUE(array({}).is_array());
  EXPECT_TRUE(object({}).is_object());
  EXPECT_FALSE(object({}).is_array());
}

TEST(Json, GivesItsValue) {
  EXPECT_TRUE(Json(true).as_bool());
  EXPECT_EQ(Json(-5).as_int(), -5);
  EXPECT_EQ(Json(-5).as_double(), -5.0);
  EXPECT_EQ(Json(2.5).as_double(), 2.5);
  EXPECT_EQ(Json("a").as_string(), "a");
  Json text("a");
  text.as_string() += "b";
  EXPECT_EQ(text, Json("ab"));
}

TEST(Json, UnsignedIntegersStayIntegersWhileTheyFit) {
  constexpr auto kMaxInt = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(Json(static_cast<std::uint64_t>(kMaxInt)).as_int(), kMaxInt);
  const Json above(static_cast<std::uint64_t>(kMaxInt) + 1);
  EXPECT_FALSE(above.is_int());
  EXPECT_EQ(above.as_double(), 9223372036854775808.0);
}

TEST(Json, FindsMembersAndFallsBack) {
  Json json = object({{"s", "text"}, {"i", 7}, {"n", nullptr}});
  ASSERT_NE(json.find("s"), nullptr);
  EXPECT_EQ(json.find("s")->as_string(), "text");
  EXPECT_EQ(json.find("missing"), nullptr);
  EXPECT_EQ(Json("no object").find("s"), nullptr);
  EXPECT_EQ(Json().find("s"), nullptr);
  EXPECT_EQ(json.string_or("s", "x"), "text");
  EXPECT_EQ(json.string_or("i", "x"), "x") << "not a string";
  EXPECT_EQ(json.string_or("missing", "x"), "x");
  EXPECT_EQ(json.int_or("i", 1), 7);
  EXPECT_EQ(json.int_or("s", 1), 1) << "not an integer";
  *json.find("i") = Json(8);
  EXPECT_EQ(json.int_or("i", 1), 8);
}

TEST(Json, SetReplacesInPlaceOrAppends) {
  Json json;
  json.set("b", 1);
  json.set("a", 2);
  json.set("b", "new");
  EXPECT_EQ(json.dump(), R"({"b":"new","a":2})");
}

TEST(Json, PushBackMakesAnArray) {
  Json json;
  json.push_back(1);
  json.push_back("two");
  EXPECT_EQ(json.dump(), R"([1,"two"])");
}

TEST(JsonDump, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(Json("\"\\/\b\f\n\r\t").dump(), R"("\"\\/\u0008\u000c\n\r\t")");
  EXPECT_EQ(Json("気づき🍣é").dump(), "\"気づき🍣é\"");
  EXPECT_EQ(Json(std::string(1, '\0')).dump(), R"("\u0000")");
  EXPECT_EQ(Json("\x1f\x7f").dump(), R"("\u001f\u007f")");
}

TEST(JsonDump, WritesNumbersInTheirShortestForm) {
  struct Example {
    Json value;
    std::string expected;
  };
  const Example examples[] = {
      {0, "0"},
      {std::numeric_limits<std::int64_t>::min(), "-9223372036854775808"},
      {std::numeric_limits<std::int64_t>::max(), "9223372036854775807"},
      {0.1, "0.1"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {1e22, "1e+22"},
      {9223372036854775808.0, "9223372036854775808.0"},
      {5e-324, "5e-324"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::infinity(), "null"},
      {std::numeric_limits<double>::quiet_NaN(), "null"},
  };
  for (const Example& example : examples) EXPECT_EQ(example.value.dump(), example.expected);
}

TEST(JsonDump, PrettyHasALineAMember) {
  const Json json = object({{"a", array({1, object({{"b", nullptr}})})},
                            {"empty", array({})},
                            {"none", object({})},
                            {"t", true}});
  EXPECT_EQ(json.dump_pretty(),
            "{\n"
            "  \"a\": [\n"
            "    1,\n"
            "    {\n"
            "      \"b\": null\n"
            "    }\n"
            "  ],\n"
            "  \"empty\": [],\n"
            "  \"none\": {},\n"
            "  \"t\": true\n"
            "}");
}

TEST(JsonDump, CanonicalSortsMembersByTheBytesOfTheirKeys) {
  const Json json = object({{"é", 1},
                            {"b", object({{"z", 1}, {"a", array({2, 1})}})},
                            {"", 0},
                            {"aa", 3},
                            {"a", 2},
                            {"🍣", 4},
                            {"語", 5}});
  EXPECT_EQ(json.dump_canonical(),
            R"({"":0,"a":2,"aa":3,"b":{"a":[2,1],"z":1},"é":1,"語":5,"🍣":4})");
}

/// Random values of every kind. Doubles have random bits; strings every sort of character but NUL,
/// which is refused on reading.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  Json value(int depth) {
    switch (random_() % (depth > 0 ? 9 : 6)) {
      case 0:
        return {};
      case 1:
        return random_() % 2 == 0;
      case 2:
        return static_cast<std::int64_t>(random_()) >> (random_() % 64);
      case 3:
        return number();
      case 4:
      case 5:
        return text();
      case 6:
      case 7: {
        JsonArray values;
        for (std::uint64_t i = random_() % 5; i > 0; --i) values.push_back(value(depth - 1));
        return values;
      }
      default: {
        Json members = object({});
        for (std::uint64_t i = random_() % 5; i > 0; --i) members.set(text(), value(depth - 1));
        return members;
      }
    }
  }

  void shuffle(Json& json) {
    if (json.is_array()) {
      for (Json& element : json.as_array()) shuffle(element);
    } else if (json.is_object()) {
      std::shuffle(json.as_object().begin(), json.as_object().end(), random_);
      for (auto& member : json.as_object()) shuffle(member.second);
    }
  }

 private:
  double number() {
    for (;;) {
      const double bits = std::bit_cast<double>(random_());
      if (std::isfinite(bits)) return bits;
    }
  }

  std::string text() {
    static constexpr char32_t kCeilings[] = {0x20, 0x80, 0x100, 0x3100, 0xD800, 0x110000};
    std::string out;
    for (std::uint64_t i = random_() % 8; i > 0; --i) {
      const auto code_point = static_cast<char32_t>(1 + random_() % (kCeilings[random_() % 6] - 1));
      if (code_point < 0xD800 || code_point > 0xDFFF) utf8_append(out, code_point);
    }
    return out;
  }

  std::mt19937_64 random_;
};

TEST(JsonProperty, WhatIsDumpedReadsBackTheSame) {
  for (std::uint64_t round = 0; round < 20'000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    Generator generator(test_seed() + round);
    const Json json = generator.value(4);
    const std::string text = json.dump();
    const auto read = parse_json(text);
    ASSERT_TRUE(succeeded(read)) << text;
    ASSERT_EQ(*read, json) << text;
    ASSERT_EQ(read->dump(), text) << "also the sign of zero and the kind of number";
    const auto pretty = parse_json(json.dump_pretty());
    ASSERT_TRUE(succeeded(pretty));
    ASSERT_EQ(*pretty, json) << text;
  }
}

TEST(JsonProperty, CanonicalTextDoesNotDependOnTheOrderOfMembers) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    Generator generator(test_seed() + round);
    const Json json = generator.value(4);
    Json shuffled = json;
    generator.shuffle(shuffled);
    ASSERT_EQ(shuffled.dump_canonical(), json.dump_canonical());
    const auto read = parse_json(json.dump_canonical());
    ASSERT_TRUE(succeeded(read));
    ASSERT_EQ(read->dump_canonical(), json.dump_canonical());
  }
}

#if !defined(NDEBUG)
TEST(JsonDeathTest, AssertsTheKind) {
  EXPECT_DEATH((void)Json("text").as_int(), "is_int");
  EXPECT_DEATH((void)Json(1.5).as_int(), "is_int");
  EXPECT_DEATH((void)Json().as_object(), "is_object");
}
#endif

}  // namespace
}  // namespace kizuki
