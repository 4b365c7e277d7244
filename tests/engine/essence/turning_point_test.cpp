#include "engine/essence/turning_point.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

const TurningPointReader& reader() {
  static const auto kReader =
      TurningPointReader::load(source_path("data/cues/turning.tsv")).value();
  return *kReader;
}

/// The sentence that is read from one section.
std::string read(const std::string& text, const std::vector<int>& steps = {4}) {
  const std::vector<TurningSection> sections = {{text, step_bits(steps)}};
  const auto point = reader().find(sections);
  return point ? std::string(point->span.of(text)) : "";
}

TEST(TurningPoint, IsTheSentenceInWhichTheHeadNotices) {
  struct Row {
    const char* text;
    const char* turn;
  };
  const std::vector<Row> rows = {
      {"紙を広げた。社長は「止めているのは私か」とつぶやいた。次へ進んだ。",
       "社長は「止めているのは私か」とつぶやいた。"},
      {"店主は「足りないのは数ではなく机だったのか」と膝を打った。",
       "店主は「足りないのは数ではなく机だったのか」と膝を打った。"},
      {"社長は図を見て、検査で守るものではなかったと気づいた。",
       "社長は図を見て、検査で守るものではなかったと気づいた。"},
      {"社長が恐れていたのは機械ではなく、自分の描き方が否定されることだった。",
       "社長が恐れていたのは機械ではなく、自分の描き方が否定されることだった。"},
      {"・社長は図を見て気づいた", "社長は図を見て気づいた"},
      // Denied, by somebody else, by a supporter, in another step's light: no turning point.
      {"社長はそこで気づいたわけではなかった。", ""},
      {"支援員は社長の本音に気づいた。", ""},
      {"天気が変わったと気づいた。", ""},
      {"社長は「検討します」と言った。", ""},
      {"そうなった。社長は席を立った。", ""},
      {"", ""},
      {"「", ""},
      {"」」」社長は「「気づいた", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(read(row.text), row.turn) << row.text;
}

TEST(TurningPoint, TheStrongestCountsAndTheStepsOfItsSection) {
  const std::string weak = "社長は「私のやり方だったのか」と言った。";
  const std::string strong = "社長は「止めているのは私だったのか」と膝を打った。";
  const std::vector<TurningSection> sections = {
      {weak, step_bits({4})}, {strong, step_bits({5})}, {strong, step_bits({4})}};
  const auto point = reader().find(sections);
  ASSERT_TRUE(point);
  EXPECT_EQ(point->section, 1U) << "the first of equals";
  EXPECT_GE(point->points, kLeastTurningPoints);
  EXPECT_EQ(read(weak, {4}), weak);
  EXPECT_EQ(read(weak, {7}), "") << "told of what came later";
  EXPECT_EQ(read(strong, {3}), strong);
  EXPECT_EQ(read(strong, {}), strong) << "a record without steps";
  EXPECT_FALSE(reader().find({}));
}

TEST(TurningPoint, RefusesATableThatIsNone) {
  const TempFolder folder;
  for (const char* row : {"other\t気づ\t10", "notice\t\t10", "notice\t気づ\t0", "notice\t気づ\t100",
                          "notice\t気づ\tx", "notice\t…\t10"}) {
    const auto file = folder.write("t.tsv", "kind\tcue\tpoints\n" + std::string(row) + "\n");
    EXPECT_FALSE(TurningPointReader::load(file)) << row;
  }
  EXPECT_EQ(failure_name(TurningPointReader::load(folder / "none.tsv")), "not_found");
}

// What is read from the sample cases, to be judged by reading: tests/golden/turning_points.txt.
TEST(TurningPointGolden, OfTheSampleCases) {
  std::string told;
  for (const char* name : {"data/cases/cases.jsonl", "data/reports/reports.jsonl"}) {
    std::ifstream stream(source_path(name), std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
      const auto record = parse_json(line);
      ASSERT_TRUE(record);
      std::vector<TurningSection> sections;
      for (const Json& section : record->find("sections")->as_array()) {
        std::vector<int> steps;
        for (const Json& step : section.find("steps")->as_array()) {
          steps.push_back(static_cast<int>(step.as_int()));
        }
        sections.push_back({section.find("text")->as_string(), step_bits(steps)});
      }
      const auto point = reader().find(sections);
      if (!point) continue;
      told += record->find("id")->as_string() + " " + std::to_string(point->points) + " " +
              std::string(point->span.of(sections[point->section].text)) + "\n";
    }
  }
  const std::string golden = source_path("tests/golden/turning_points.txt");
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (std::getenv("KIZUKI_UPDATE_GOLDEN") != nullptr) std::ofstream(golden) << told;
  std::ifstream stream(golden, std::ios::binary);
  std::ostringstream expected;
  expected << stream.rdbuf();
  EXPECT_EQ(told, expected.str());
}

}  // namespace
}  // namespace kizuki::test
