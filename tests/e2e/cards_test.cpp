// kizuki cards as a user runs it: decisions count in the next run, ids stay, walls hold.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class CardsCommandTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(kizuki({"index", "--index", index_, source_path("data/cases")}).status, 0);
  }
  Json essence() const {
    const auto result = kizuki({"essence", "--index", index_});
    EXPECT_EQ(result.status, 0) << result.err;
    JsonLimits limits;
    limits.text_bytes = std::size_t{64} << 20;
    limits.values = 10'000'000;
    auto value = parse_json(result.out, limits);
    EXPECT_TRUE(value.has_value());
    return value ? std::move(*value) : Json();
  }
  static const Json* item(const Json& essence, const std::string& id) {
    for (const Json& one : essence.find("knowhow")->as_array()) {
      if (one.string_or("id", "") == id) return &one;
    }
    return nullptr;
  }
  static const Json* candidate(const Json& essence) {
    for (const Json& one : essence.find("knowhow")->as_array()) {
      if (one.string_or("kind", "") == "candidate") return &one;
    }
    return nullptr;
  }
  static std::string place(const Json& evidence) {
    return std::string(evidence.string_or("case", "")) + "/" +
           std::to_string(evidence.int_or("section", 0)) + "/" +
           std::to_string(evidence.int_or("begin", 0)) + "-" +
           std::to_string(evidence.int_or("end", 0));
  }
  ProcessResult cards(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, {"--index", index_});
    arguments.insert(arguments.begin(), "cards");
    return kizuki(arguments);
  }

  TempFolder folder_;
  const std::string index_ = (folder_.path() / "index").string();
};

TEST_F(CardsCommandTest, DecisionsOnEvidenceCountInTheNextRun) {
  const Json before = essence();
  const Json* card = item(before, "K01");
  ASSERT_NE(card, nullptr);
  const auto& evidence = card->find("evidence")->as_array();
  const std::string wrong = place(evidence.back());
  const std::string right = place(evidence.front());
  ASSERT_EQ(cards({"reject", "--reason", "別の話", "K01", wrong}).status, 0);
  ASSERT_EQ(cards({"confirm", "K01", right}).status, 0);
  const Json after = essence();
  const Json* same = item(after, "K01");
  ASSERT_NE(same, nullptr);
  std::vector<std::string> places;
  for (const Json& one : same->find("evidence")->as_array()) {
    places.push_back(place(one));
    if (places.back() != right) continue;
    EXPECT_EQ(one.find("confidence")->as_double(), 1.0);
    EXPECT_TRUE(one.find("confirmed") != nullptr);
  }
  EXPECT_THAT(places, testing::Contains(right));
  EXPECT_THAT(places, Not(testing::Contains(wrong)));
  EXPECT_NE(before.find("snapshot")->string_or("id", ""),
            after.find("snapshot")->string_or("id", ""));
  const auto shown = cards({"show", "K01"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_THAT(shown.out, HasSubstr(wrong));
  EXPECT_THAT(shown.out, HasSubstr("別の話"));
  EXPECT_EQ(cards({"confirm", "K01", "d-001/0/1-2"}).status, 1);
  EXPECT_EQ(cards({"confirm", "K01", "d-001"}).status, 2);
}

TEST_F(CardsCommandTest, CandidatesKeepTheirIdsAndDecisions) {
  const Json before = essence();
  const Json* found = candidate(before);
  ASSERT_NE(found, nullptr);
  const std::string id(found->string_or("id", ""));
  EXPECT_EQ(before.dump(), essence().dump());
  EXPECT_THAT(cards({"list"}).out, HasSubstr(id));
  ASSERT_EQ(cards({"rename", id, "人の決めた見出し"}).status, 0);
  Json after = essence();
  EXPECT_EQ(item(after, id)->string_or("label", ""), "人の決めた見出し");
  ASSERT_EQ(cards({"accept", "--reason", "よくある", id}).status, 0);
  after = essence();
  ASSERT_NE(item(after, id), nullptr);
  EXPECT_EQ(item(after, id)->string_or("kind", ""), "card");
  EXPECT_GE(item(after, id)->int_or("cases", 0), found->int_or("cases", 0));
  const auto exported = cards({"export"});
  EXPECT_THAT(exported.out, HasSubstr("人の決めた見出し"));
  const auto shown = cards({"show", "--format", "json", id});
  EXPECT_THAT(shown.out, HasSubstr("\"action\":\"accept\""));
  ASSERT_EQ(cards({"reject", "--reason", "やめる", id}).status, 0);
  EXPECT_EQ(item(essence(), id), nullptr);
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

TEST_F(CardsCommandTest, WhatIsUndoneIsAsIfItHadNeverBeen) {
  const auto run = [&] { return kizuki({"essence", "--index", index_}).out; };
  const Json first = essence();
  const Json* found = candidate(first);
  const Json* card = item(first, "K01");
  ASSERT_TRUE(found != nullptr && card != nullptr);
  const std::string id(found->string_or("id", ""));
  const auto& evidence = found->find("evidence")->as_array();
  ASSERT_GE(evidence.size(), 3U);
  const std::string some(evidence.front().string_or("case", ""));
  const std::string sentence = place(card->find("evidence")->as_array().back());
  const std::string before = run();
  struct Row {
    std::vector<std::string> decision;
    std::vector<std::string> undone;
  };
  const std::vector<Row> rows = {
      {{"confirm", "K01", sentence}, {"K01", sentence}},
      {{"reject", "K01", sentence}, {"K01", sentence}},
      {{"accept", id}, {id}},
      {{"merge", id, "K02"}, {id}},
      {{"merge", id, "K02"}, {"K02"}},
      {{"merge", "K03", "K02"}, {"K03"}},
      {{"split", id, some}, {id}},
      {{"reject", id}, {id}},
      {{"rename", id, "人の決めた見出し"}, {id}},
      {{"reject", "K04"}, {"K04"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.decision[0] + " " + row.decision[1]);
    ASSERT_EQ(cards(row.decision).status, 0);
    EXPECT_NE(run(), before);
    std::vector<std::string> undo = row.undone;
    undo.insert(undo.begin(), {"undo", "--reason", "早合点"});
    const ProcessResult undone = cards(undo);
    ASSERT_EQ(undone.status, 0) << undone.err;
    EXPECT_EQ(run(), before);
    const ProcessResult again = cards(undo);
    EXPECT_EQ(again.status, 2) << again.err;
    EXPECT_THAT(again.err, HasSubstr("もう取り消されています"));
  }
  EXPECT_THAT(cards({"show", id}).out,
              AllOf(HasSubstr("カードにした"), HasSubstr("取り消した  早合点")));
  EXPECT_THAT(cards({"show", "K01"}).out,
              AllOf(HasSubstr("文の決定の記録"), HasSubstr("を当たるとした"),
                    HasSubstr("を取り消した  早合点")));
  EXPECT_THAT(cards({"show", "--format", "json", "K01"}).out,
              HasSubstr("\"verdict\":\"taken_back\""));
  EXPECT_EQ(cards({"undo", "K01", "d-001"}).status, 2);
  EXPECT_EQ(cards({"undo", "none"}).status, 1);
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

TEST_F(CardsCommandTest, OthersSeeNothingBeyondTheirWalls) {
  for (const char* name : {"ko", "otsu"}) {
    ASSERT_EQ(kizuki({"user", "add", "--index", index_, "--role", "curator", "--organization", name,
                      "--reason", "r", name})
                  .status,
              0);
  }
  const auto file = folder_.write("c.jsonl", R"({"id":"X1","label":"甲だけの見出し"})"
                                             "\n");
  ASSERT_EQ(cards({"import", "--compartment", "org:ko", "--as", "ko", file.string()}).status, 0);
  EXPECT_THAT(cards({"list", "--as", "ko"}).out, HasSubstr("甲だけの見出し"));
  EXPECT_THAT(cards({"list", "--as", "otsu"}).out, Not(HasSubstr("X1")));
  std::string hidden = cards({"show", "--as", "otsu", "X1"}).err;
  hidden.replace(hidden.find("X1"), 2, "X9");
  EXPECT_EQ(hidden, cards({"show", "--as", "otsu", "X9"}).err);  // as if there were none
  EXPECT_EQ(cards({"show", "--as", "otsu", "X1"}).status, 1);
  EXPECT_EQ(cards({"rename", "--as", "ko", "K01", "x"}).status, 1);
}

}  // namespace
}  // namespace kizuki::test
