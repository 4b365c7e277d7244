#include "engine/essence/know_how_card.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

const std::string kCard =
    R"({"id":"K90","label":"見出し","definition":"説明","typical_steps":[2,3],"actor":"supporter",)"
    R"("examples":["例文"],"counter_examples":["反例"],"questions":["問い"]})";

TEST(KnowHowCard, ReadsAndWritesAllMembers) {
  const auto cards = parse_cards(kCard + "\n", "x");
  ASSERT_TRUE(cards.has_value());
  ASSERT_EQ(cards->size(), 1U);
  EXPECT_EQ(card_to_json(cards->front()).dump(), kCard);
  EXPECT_EQ(step_bits(cards->front().typical_steps), 0b110);
}

TEST(KnowHowCard, ShippedCardsAreReadable) {
  EXPECT_EQ(shipped_cards().size(), 30U);
  for (const KnowHowCard& card : shipped_cards()) {
    EXPECT_GE(card.examples.size(), 20U) << card.id;
    EXPECT_FALSE(card.counter_examples.empty()) << card.id;
    EXPECT_NE(step_bits(card.typical_steps), 0) << card.id;
  }
}

TEST(KnowHowCard, RefusesWhatIsWrongWithFileAndLine) {
  struct Row {
    const char* line;
    const char* field;
  };
  for (const Row& row : {Row{R"({"label":"x"})", "id"}, Row{R"({"id":"a b","label":"x"})", "id"},
                         Row{R"({"id":"a"})", "label"},
                         Row{R"({"id":"a","label":"x","typical_steps":[8]})", "typical_steps"},
                         Row{R"({"id":"a","label":"x","examples":"y"})", "examples"},
                         Row{R"({"id":"a","label":"x","examples":[""]})", "examples"}}) {
    const auto cards = parse_cards(kCard + "\n" + row.line + "\n", "cards.jsonl");
    ASSERT_FALSE(cards.has_value()) << row.line;
    EXPECT_EQ(cards.error().code, ErrorCode::kInvalidRecord);
    EXPECT_EQ(cards.error().field, row.field);
    EXPECT_EQ(cards.error().line, 2U);
    EXPECT_EQ(cards.error().file, "cards.jsonl");
  }
  EXPECT_FALSE(parse_cards(kCard + "\n" + kCard + "\n", "x").has_value()) << "same id twice";
}

TEST(KnowHowCard, LinesAreReadBackWithOrWithoutAByteOrderMark) {
  const std::string lines = cards_to_lines(shipped_cards());
  for (const std::string& text : {lines, "\xEF\xBB\xBF" + lines}) {
    const auto read = parse_cards(text, "x");
    ASSERT_TRUE(read.has_value()) << read.error().describe();
    EXPECT_EQ(cards_to_lines(*read), lines);
  }
}

}  // namespace
}  // namespace kizuki::test
