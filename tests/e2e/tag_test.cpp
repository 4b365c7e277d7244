// kizuki tag as a user runs it: a line a case, bad records named, given tags not looked at.
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

std::vector<Json> lines_of(const std::string& text) {
  std::vector<Json> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    auto value = parse_json(text.substr(begin, end - begin));
    EXPECT_TRUE(value.has_value());
    out.push_back(std::move(value).value());
    begin = end + 1;
  }
  return out;
}

const std::string kRecord =
    R"({"id":"n-1","title":"値上げに踏み切った豆腐店","company":{"business":"豆腐の製造小売"},"sections":[)"
    R"({"heading":"対話","text":"家族3人で営む。傾聴に努めたが信頼関係が築けず、面談は途切れた。"}]})";

TEST(TagCommand, PrintsALineACaseInTheFormOfTheScorer) {
  TempFolder folder;
  const auto result = kizuki({"tag", folder.write("a.jsonl", kRecord + "\n").string()});
  EXPECT_EQ(result.status, 0) << result.err;
  const auto lines = lines_of(result.out);
  ASSERT_EQ(lines.size(), 1U);
  const Json& line = lines[0];
  EXPECT_EQ(line.string_or("id", ""), "n-1");
  EXPECT_EQ(line.string_or("scale", ""), "small");
  EXPECT_EQ(line.find("scale_tag")->string_or("basis", ""), "text");
  ASSERT_FALSE(line.find("issues")->as_array().empty());
  EXPECT_TRUE(line.find("issues")->as_array()[0].is_string());
  const Json& section = line.find("sections")->as_array().at(0);
  for (const Json& step : section.find("steps")->as_array()) EXPECT_TRUE(step.is_int());
  const Json& tag = section.find("step_tags")->as_array().at(0);
  const Json& evidence = tag.find("evidence")->as_array().at(0);
  EXPECT_EQ(evidence.string_or("field", "").substr(0, 12), "sections[0].");
  EXPECT_LT(evidence.int_or("begin", -1), evidence.int_or("end", -1));
  EXPECT_THAT(std::string(evidence.string_or("reason", "")), testing::Not(testing::IsEmpty()));
}

TEST(TagCommand, MarksWhatIsUnsure) {
  TempFolder folder;
  const auto result = kizuki({"tag", folder.write("a.jsonl", kRecord + "\n").string()});
  for (const Json& line : lines_of(result.out)) {
    for (const Json& tag : line.find("issue_tags")->as_array()) {
      EXPECT_EQ(tag.find("confidence")->as_double() < 0.5, tag.find("review") != nullptr);
    }
  }
}

TEST(TagCommand, GivenTagsChangeNothing) {
  TempFolder folder;
  std::string tagged = kRecord;
  tagged.insert(1, R"("scale":"small","issues":["gx"],)");
  tagged.replace(tagged.find(R"({"heading")"), 1, R"({"steps":[7],)");
  const auto bare = kizuki({"tag", folder.write("a.jsonl", kRecord + "\n").string()});
  const auto given = kizuki({"tag", folder.write("b.jsonl", tagged + "\n").string()});
  EXPECT_EQ(given.status, 0);
  EXPECT_EQ(bare.out, given.out);
}

TEST(TagCommand, NamesBadRecordsAndTagsTheRest) {
  TempFolder folder;
  const auto file = folder.write("a.jsonl", "not json\n" + kRecord + "\n{\"id\":\"x\"}\n");
  const auto result = kizuki({"tag", file.string()});
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(lines_of(result.out).size(), 1U);
  EXPECT_THAT(result.err, HasSubstr("a.jsonl:1"));
  EXPECT_THAT(result.err, HasSubstr("a.jsonl:3"));
  EXPECT_EQ(kizuki({"tag", "--strict", file.string()}).status, 1);
  EXPECT_EQ(kizuki({"tag", (folder / "none.jsonl").string()}).status, 1);
}

TEST(TagCommand, TwoRunsGiveTheSameBytes) {
  const std::string cases = test::source_path("data/cases");
  const auto one = kizuki({"tag", cases});
  const auto two = kizuki({"tag", cases});
  EXPECT_EQ(one.status, 0);
  EXPECT_EQ(lines_of(one.out).size(), 60U);
  EXPECT_EQ(one.out, two.out);
}

/// Accidents of two types, as the public source has them.
std::string accidents() {
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    lines +=
        R"({"id":"a)" + number +
        R"(","year":2001,"text":"屋根の端で足を滑らせ、地面に墜落した。","accident_type":"墜落、転落"})"
        "\n";
    lines +=
        R"({"id":"b)" + number +
        R"(","year":2001,"text":"高速道路でトラックに追突された。","accident_type":"交通事故（道路）"})"
        "\n";
  }
  return lines;
}

TEST(TagCommand, LearnsAFacetOfAProfileAndReadsItFromText) {
  TempFolder folder;
  const auto known = folder.write("known.jsonl", accidents());
  const std::string model = (folder.path() / "type.kzfm").string();
  const auto learned = kizuki({"tag", "--profile", "accidents", "--learn", "accident_type",
                               "--facet-model", model, known.string()});
  ASSERT_EQ(learned.status, 0) << learned.err;
  EXPECT_THAT(learned.err, HasSubstr("2 種類"));
  EXPECT_EQ(learned.out, "");

  // The type that the record gives, which the profile puts into the title, is not looked at.
  const auto fresh = folder.write(
      "new.jsonl",
      R"({"id":"n","year":2010,"text":"二階の屋根から墜落した。","accident_type":"交通事故（道路）"})"
      "\n");
  const auto read =
      kizuki({"tag", "--profile", "accidents", "--facet-model", model, fresh.string()});
  ASSERT_EQ(read.status, 0) << read.err;
  const Json line = lines_of(read.out).at(0);
  EXPECT_EQ(line.find("facets")->find("accident_type")->as_array().at(0).as_string(), "墜落、転落");
  const Json& tag = line.find("facet_tags")->as_array().at(0);
  EXPECT_EQ(tag.string_or("value", ""), "墜落、転落");
  EXPECT_EQ(tag.find("evidence")->as_array().at(0).string_or("field", ""), "sections[0].text");
}

TEST(TagCommand, SaysWhatIsMissingForAFacet) {
  TempFolder folder;
  const auto file = folder.write("a.jsonl", accidents());
  const std::string model = (folder.path() / "type.kzfm").string();
  const std::vector<std::string> base = {"tag", "--profile", "accidents"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), base.begin(), base.end());
    more.push_back(file.string());
    return kizuki(more);
  };
  const auto without = with({});
  EXPECT_EQ(without.status, 0);
  EXPECT_THAT(without.err, HasSubstr("--facet-model"));
  const auto missing = with({"--facet-model", model});
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.err, HasSubstr("モデルがありません"));
  const auto unknown = with({"--learn", "colour", "--facet-model", model});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("accident_type"));
  EXPECT_EQ(with({"--learn", "accident_type"}).status, 2);
  EXPECT_EQ(kizuki({"tag", "--facet-model", file.string(), file.string()}).status, 2);
}

}  // namespace
}  // namespace kizuki::test
