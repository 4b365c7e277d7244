// kizuki essence as a user runs it: the contract, the same bytes for the same cases, walls.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/workbook_reader.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> sample_lines() {
  std::ifstream file(source_path("data/cases/cases.jsonl"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += lines[i] + "\n";
  return out;
}

/// A sample case under another id, of an organisation.
std::string owned(std::string line, const std::string& id, const std::string& organization) {
  const std::string old = line.substr(line.find("\"id\""), line.find(',') - line.find("\"id\""));
  line.replace(line.find(old), old.size(), "\"id\": \"" + id + "\"");
  const std::string visible = "\"visibility\": \"public\"";
  const auto at = line.find(visible);
  EXPECT_NE(at, std::string::npos);
  if (at != std::string::npos) {
    line.replace(at, visible.size(), "\"organization\": \"" + organization + "\"");
  }
  return line;
}

Json json_of(const std::string& text) {
  JsonLimits limits;
  limits.text_bytes = std::size_t{64} << 20;
  limits.values = 10'000'000;
  auto value = parse_json(text, limits);
  EXPECT_TRUE(value.has_value());
  return value ? std::move(*value) : Json();
}

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(EssenceCommand, KeepsTheContract) {
  TempFolder folder;
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, source_path("data/cases")}).status, 0);
  const auto result = kizuki({"essence", "--index", index, "--format", "json"});
  ASSERT_EQ(result.status, 0) << result.err;
  const Json out = json_of(result.out);
  EXPECT_EQ(out.find("snapshot")->string_or("id", "").size(), 64U);
  EXPECT_EQ(out.find("snapshot")->int_or("cases", 0), 60);
  const auto& items = out.find("knowhow")->as_array();
  ASSERT_GE(items.size(), 25U);
  const auto lines = sample_lines();
  bool candidates = false;
  for (const Json& item : items) {
    const std::string kind(item.string_or("kind", ""));
    EXPECT_TRUE(kind == "candidate" || (kind == "card" && !candidates)) << "cards first";
    candidates = candidates || kind == "candidate";
    EXPECT_FALSE(item.string_or("label", "").empty());
    const auto& evidence = item.find("evidence")->as_array();
    EXPECT_EQ(static_cast<std::int64_t>(evidence.size()), item.int_or("cases", 0));
    EXPECT_GE(item.int_or("cases", 0), 3);
    EXPECT_GE(item.int_or("cases", 0), item.int_or("organizations", 0));
    for (const char* counts : {"steps", "scale", "issues"}) {
      EXPECT_TRUE(item.find(counts)->is_object()) << counts;
    }
    for (const Json& sentence : evidence) {
      const double confidence = sentence.find("confidence")->as_double();
      EXPECT_TRUE(confidence >= 0 && confidence <= 1);
      const std::string id(sentence.string_or("case", ""));
      const auto line = std::find_if(lines.begin(), lines.end(), [&](const std::string& text) {
        return text.find("\"" + id + "\"") != std::string::npos;
      });
      ASSERT_NE(line, lines.end());
      const Json record = json_of(*line);
      const auto section = static_cast<std::size_t>(sentence.int_or("section", -1));
      const std::string& text =
          record.find("sections")->as_array().at(section).find("text")->as_string();
      const auto begin = static_cast<std::size_t>(sentence.int_or("begin", 0));
      const auto end = static_cast<std::size_t>(sentence.int_or("end", 0));
      EXPECT_EQ(text.substr(begin, end - begin), sentence.string_or("sentence", ""));
    }
  }
}

TEST(EssenceCommand, GivesTheSameBytesForTheSameCases) {
  TempFolder folder;
  auto lines = sample_lines();
  const std::string one = (folder.path() / "one").string();
  const std::string other = (folder.path() / "other").string();
  ASSERT_EQ(kizuki({"index", "--index", one,
                    folder.write("all.jsonl", joined(lines, 0, lines.size())).string()})
                .status,
            0);
  std::reverse(lines.begin(), lines.end());
  std::rotate(lines.begin(), lines.begin() + 17, lines.end());
  for (const auto& [begin, end] : {std::pair<std::size_t, std::size_t>{0, 25}, {25, 60}}) {
    ASSERT_EQ(kizuki({"index", "--index", other,
                      folder.write("part.jsonl", joined(lines, begin, end)).string()})
                  .status,
              0);
  }
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{}, std::vector<std::string>{"--no-cards"},
        std::vector<std::string>{"--filter", "規模=小規模"}}) {
    std::vector<std::string> first{"essence", "--index", one, "--threads", "1"};
    std::vector<std::string> second{"essence", "--index", other, "--threads", "2"};
    first.insert(first.end(), more.begin(), more.end());
    second.insert(second.end(), more.begin(), more.end());
    const auto a = kizuki(first);
    const auto b = kizuki(second);
    EXPECT_EQ(a.status, 0) << a.err;
    EXPECT_TRUE(a.out == b.out) << (more.empty() ? "" : more.front());
  }
}

TEST(EssenceCommand, ListsWordsAndTablesOfWhatMayBeRead) {
  TempFolder folder;
  const auto lines = sample_lines();
  const std::string index = (folder.path() / "index").string();
  const std::string text = joined(lines, 0, 10) + owned(lines[20], "z-1", "乙会") + "\n";
  ASSERT_EQ(kizuki({"index", "--index", index, folder.write("a.jsonl", text).string()}).status, 0);
  ASSERT_EQ(kizuki({"user", "add", "--index", index, "--reason", "着任", "suzuki"}).status, 0);
  const auto all = kizuki({"essence", "--index", index, "--kwic", "社長"});
  EXPECT_THAT(all.out, HasSubstr("z-1/"));
  const auto some = kizuki({"essence", "--index", index, "--kwic", "社長", "--as", "suzuki"});
  EXPECT_EQ(some.status, 0);
  EXPECT_THAT(some.out, Not(HasSubstr("z-1/")));
  EXPECT_THAT(some.out, HasSubstr("\t社長\t"));
  const auto table = kizuki(
      {"essence", "--index", index, "--table", "step,issue", "--format", "json", "--as", "suzuki"});
  const Json counts = json_of(table.out);
  EXPECT_EQ(counts.int_or("cases", 0), 10);
  EXPECT_EQ(counts.find("rows")->as_array().size(), counts.find("counts")->as_array().size());
  EXPECT_EQ(kizuki({"essence", "--index", index, "--table", "step"}).status, 2);
  EXPECT_EQ(kizuki({"essence", "--index", index, "--kwic", ""}).status, 2);
  EXPECT_EQ(kizuki({"essence", "--index", index, "--kwic", "x", "--format", "md"}).status, 2);
}

TEST(EssenceCommand, WritesAWorkbook) {
  TempFolder folder;
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, source_path("data/cases")}).status, 0);
  const std::string file = (folder.path() / "report.xlsx").string();
  const auto written = kizuki({"essence", "--index", index, "--format", "xlsx", "--out", file});
  ASSERT_EQ(written.status, 0) << written.err;
  const std::string bytes = read_all(file);
  EXPECT_TRUE(bytes == kizuki({"essence", "--index", index, "--format", "xlsx"}).out);
  const Json json = json_of(kizuki({"essence", "--index", index}).out);
  const auto sheets = read_workbook(bytes);
  std::vector<std::string> names;
  names.reserve(sheets.size());
  for (const ReadSheet& sheet : sheets) names.push_back(sheet.name);
  EXPECT_THAT(names, testing::IsSupersetOf({"概要", "ノウハウ", "候補", "根拠",
                                            "ノウハウ × ステップ", "ノウハウ × 課題"}));
  const auto& items = json.find("knowhow")->as_array();
  const auto& cells = sheets.at(1).cells;
  EXPECT_EQ(cells.at("A2").value, items.at(0).string_or("id", ""));
  EXPECT_EQ(cells.at("C2").value, std::to_string(items.at(0).int_or("cases", 0)));
  EXPECT_EQ(cells.at("C2").type, "");
  const auto& evidence = sheets.at(3);
  EXPECT_EQ(evidence.cells.at("H2").value,
            items.at(0).find("evidence")->as_array().at(0).string_or("case", ""));
  for (const ReadSheet& sheet : sheets) EXPECT_THAT(sheet.xml, Not(HasSubstr("<f>"))) << sheet.name;
}

TEST(EssenceCommand, APublishedWorkbookNamesNoCaseAndNoSmallCount) {
  TempFolder folder;
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, source_path("data/cases")}).status, 0);
  const auto written = kizuki({"essence", "--index", index, "--format", "xlsx", "--publish"});
  ASSERT_EQ(written.status, 0) << written.err;
  bool suppressed = false;
  for (const ReadSheet& sheet : read_workbook(written.out)) {
    EXPECT_THAT(sheet.xml, Not(HasSubstr("d-0"))) << sheet.name;
    const bool matrix = sheet.name.find(" × ") != std::string::npos;
    for (const auto& [place, cell] : sheet.cells) {
      suppressed = suppressed || cell.value == "3未満";
      const bool small = cell.type.empty() && (cell.value == "1" || cell.value == "2");
      EXPECT_FALSE(matrix && small) << sheet.name << " " << place;
    }
  }
  EXPECT_TRUE(suppressed);
}

TEST(EssenceCommand, ComparesWithAnOlderRun) {
  TempFolder folder;
  const auto lines = sample_lines();
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(
      kizuki({"index", "--index", index, folder.write("a.jsonl", joined(lines, 0, 30)).string()})
          .status,
      0);
  const std::string old = (folder.path() / "old.json").string();
  ASSERT_EQ(kizuki({"essence", "--index", index, "--out", old}).status, 0);
  ASSERT_EQ(
      kizuki({"index", "--index", index, folder.write("b.jsonl", joined(lines, 30, 60)).string()})
          .status,
      0);
  ASSERT_EQ(kizuki({"erase", "--index", index, "--reason", "試験", "d-001"}).status, 0);
  const auto result = kizuki({"essence", "--index", index, "--compare", old});
  ASSERT_EQ(result.status, 0) << result.err;
  const Json out = json_of(result.out);
  const Json& compared = *out.find("comparison");
  EXPECT_EQ(compared.int_or("older_cases", 0), 29);
  EXPECT_EQ(compared.int_or("newer_cases", 0), 30);
  EXPECT_EQ(compared.int_or("gone", 0), 1);
  EXPECT_TRUE(compared.find("same_basis")->as_bool());
  const auto& items = compared.find("items")->as_array();
  EXPECT_EQ(items.size(), out.find("knowhow")->as_array().size());
  for (const Json& item : items) {
    const std::string trend(item.string_or("trend", ""));
    EXPECT_THAT(trend, testing::AnyOf("rising", "fading", "unclear", "too_few"));
    const bool few = std::max(item.int_or("older", 0), item.int_or("newer", 0)) < 3;
    EXPECT_EQ(few, trend == "too_few") << item.dump();
  }
  const auto page = kizuki({"essence", "--index", index, "--since", "2020", "--format", "md"});
  EXPECT_THAT(page.out, HasSubstr("増えているもの・減っているもの"));
  EXPECT_EQ(kizuki({"essence", "--index", index, "--since", "昨年"}).status, 2);
  EXPECT_EQ(kizuki({"essence", "--index", index, "--since", "2020", "--compare", old}).status, 2);
  const auto other = folder.write("other.json", "{\"a\":1}");
  EXPECT_EQ(kizuki({"essence", "--index", index, "--compare", other.string()}).status, 2);
}

TEST(EssenceCommand, CountsIssuesStatedAgainstEssentialOnes) {
  TempFolder folder;
  const auto lines = sample_lines();
  std::string text;
  for (std::size_t i = 0; i < 6; ++i) {
    std::string line = lines[i];
    const std::string behind = i < 4 ? "communication" : "succession";
    line.insert(1, R"("stated_issues": ["sales"], "essential_issues": [")" + behind + "\"], ");
    text += line + "\n";
  }
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, folder.write("a.jsonl", text).string()}).status, 0);
  const Json out = json_of(kizuki({"essence", "--index", index}).out);
  ASSERT_NE(out.find("issue_change"), nullptr);
  EXPECT_EQ(out.find("issue_change")->dump(),
            R"({"stated":["sales"],"essential":["communication","succession"],"counts":[[4,2]]})");
  const auto open = kizuki({"essence", "--index", index, "--format", "md"});
  EXPECT_THAT(open.out, HasSubstr("初回に語られた課題から本質的課題へ"));
  EXPECT_THAT(open.out, HasSubstr("| 4 | 2 |"));
  const auto published = kizuki({"essence", "--index", index, "--format", "md", "--publish"});
  EXPECT_THAT(published.out, HasSubstr("| 4 | 3未満 |"));
}

TEST(EssenceCommand, HiddenCasesChangeNothing) {
  TempFolder folder;
  const auto lines = sample_lines();
  const std::string index = (folder.path() / "index").string();
  std::string mine = joined(lines, 0, 20);
  for (std::size_t i = 20; i < 30; ++i)
    mine += owned(lines[i], "a-" + std::to_string(i), "甲会") + "\n";
  ASSERT_EQ(kizuki({"index", "--index", index, folder.write("a.jsonl", mine).string()}).status, 0);
  ASSERT_EQ(kizuki({"user", "add", "--index", index, "--organization", "甲会", "--reason", "着任",
                    "suzuki"})
                .status,
            0);
  const std::vector<std::string> command{"essence", "--index", index, "--as", "suzuki"};
  const auto before = kizuki(command);
  ASSERT_EQ(before.status, 0) << before.err;
  EXPECT_THAT(before.out, HasSubstr("a-2"));
  std::string hidden;
  for (std::size_t i = 30; i < 60; ++i)
    hidden += owned(lines[i], "z-" + std::to_string(i), "乙会") + "\n";
  ASSERT_EQ(kizuki({"index", "--index", index, folder.write("b.jsonl", hidden).string()}).status,
            0);
  const auto after = kizuki(command);
  EXPECT_TRUE(before.out == after.out);
  EXPECT_THAT(kizuki({"essence", "--index", index}).out, HasSubstr("z-3"));
  EXPECT_NE(kizuki({"essence", "--index", index, "--as", "nobody"}).status, 0);
}

TEST(EssenceCommand, ErasedCasesAreGone) {
  TempFolder folder;
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, source_path("data/cases")}).status, 0);
  EXPECT_THAT(kizuki({"essence", "--index", index}).out, HasSubstr("\"d-001\""));
  ASSERT_EQ(kizuki({"erase", "--index", index, "--reason", "試験", "d-001"}).status, 0);
  const auto result = kizuki({"essence", "--index", index});
  EXPECT_THAT(result.out, Not(HasSubstr("\"d-001\"")));
  EXPECT_THAT(result.out, HasSubstr("\"cases\":59"));
}

TEST(EssenceCommand, SaysWhatIsWrong) {
  TempFolder folder;
  EXPECT_EQ(kizuki({"essence", "--index", (folder.path() / "none").string()}).status, 1);
  const std::string index = (folder.path() / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, source_path("data/cases")}).status, 0);
  EXPECT_EQ(kizuki({"essence", "--index", index, "--filter", "規模=巨大"}).status, 2);
  EXPECT_EQ(kizuki({"essence", "--index", index, "--no-cards", "--cards", "x"}).status, 2);
  const auto cards = folder.write("cards.jsonl", "{\"id\":\"a\"}\n");
  const auto bad = kizuki({"essence", "--index", index, "--cards", cards.string()});
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("cards.jsonl:1"));
  const auto none = kizuki({"essence", "--index", index, "--filter", "id=nothing"});
  EXPECT_EQ(none.status, 0);
  EXPECT_THAT(none.out, HasSubstr("\"knowhow\":[]"));
}

}  // namespace
}  // namespace kizuki::test
