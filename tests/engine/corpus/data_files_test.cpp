// The files under data/: that they are what README.md and SHA256SUMS say, and that they fit
// together.
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/tsv_table.hpp"
#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<DecodedCase> cases_in(const std::string& name) {
  std::vector<DecodedCase> out;
  for (const std::string& line : lines_of(source_folder() / name)) {
    auto decoded = codec().decode(json_of(line));
    if (!decoded) throw std::runtime_error(decoded.error().describe());
    out.push_back(*std::move(decoded));
  }
  return out;
}

std::set<std::string> ids_of(const std::vector<DecodedCase>& cases) {
  std::set<std::string> ids;
  for (const DecodedCase& one : cases) ids.insert(one.record.id);
  return ids;
}

// After a change: (cd data && find . -type f ! -name SHA256SUMS ! -name CMakeLists.txt
//     ! -name README.md | LC_ALL=C sort | sed 's|^./||' | xargs sha256sum > SHA256SUMS)
TEST(DataFiles, AreTheOnesThatSha256sumsLists) {
  std::map<std::string, std::string> listed;
  for (const std::string& line : lines_of(source_folder() / "SHA256SUMS")) {
    ASSERT_GT(line.size(), 66u) << line;
    listed[line.substr(66)] = line.substr(0, 64);
  }
  std::set<std::string> present;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder())) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || name == "SHA256SUMS" || name == "CMakeLists.txt" ||
        name == "README.md") {
      continue;
    }
    const std::string path = std::filesystem::relative(entry.path(), source_folder()).string();
    present.insert(path);
    const auto hash = sha256_file_hex(entry.path());
    ASSERT_TRUE(hash.has_value());
    EXPECT_EQ(listed[path], *hash) << path;
  }
  EXPECT_EQ(listed.size(), present.size());
}

TEST(DataFiles, SampleCasesAreAcceptedWithoutAWarning) {
  for (const auto& [name, count] : {std::pair<std::string, std::size_t>{"cases/cases.jsonl", 60},
                                    {"reports/reports.jsonl", 120}}) {
    const auto cases = cases_in(name);
    EXPECT_EQ(cases.size(), count);
    EXPECT_EQ(ids_of(cases).size(), count);
    for (const DecodedCase& one : cases) {
      EXPECT_EQ(compartment_of(one.record), "public");
      EXPECT_EQ(one.record.scale_basis, ScaleBasis::kGiven);
      for (const RecordWarning& warning : one.warnings) {
        ADD_FAILURE() << one.record.id << " " << warning.field << ": " << warning.message;
      }
    }
  }
}

TEST(DataFiles, JudgementsSpeakOfQueriesAndCasesThatExist) {
  const auto cases = ids_of(cases_in("cases/cases.jsonl"));
  std::set<std::string> queries;
  for (const std::string& line : lines_of(source_folder() / "qrels/queries.jsonl")) {
    queries.insert(json_of(line).find("id")->as_string());
  }
  EXPECT_EQ(queries.size(), 48u);
  const auto check = [&](const std::string& name, const std::set<std::string>& topics) {
    for (const std::string& line : lines_of(source_folder() / name)) {
      std::istringstream cells(line);
      std::string topic;
      std::string document;
      int grade = 0;
      cells >> topic >> document >> grade;
      EXPECT_TRUE(topics.count(topic) == 1 && cases.count(document) == 1) << line;
      EXPECT_TRUE(grade >= 1 && grade <= 3) << line;
    }
  };
  check("qrels/qrels.tsv", queries);
  check("qrels/similar_qrels.tsv", cases);
}

TEST(DataFiles, CuesSpeakOfStepsWallsAndIssuesThatExist) {
  const auto rows =
      read_tsv(source_folder() / "cues/cues.tsv", {"kind", "code", "cue", "strength"});
  ASSERT_TRUE(rows.has_value()) << rows.error().describe();
  for (const TsvRow& row : *rows) {
    const std::string& code = row.cells[1];
    const bool known = row.cells[0] == "step"   ? code.size() == 2 && code >= "S1" && code <= "S7"
                       : row.cells[0] == "wall" ? code.size() == 2 && code >= "W1" && code <= "W5"
                                                : taxonomy()->issue(code) != nullptr;
    EXPECT_TRUE(known) << "line " << row.line;
    EXPECT_FALSE(row.cells[2].empty()) << "line " << row.line;
    EXPECT_TRUE(row.cells[3] == "1" || row.cells[3] == "2") << "line " << row.line;
  }
  const auto stems = read_tsv(source_folder() / "cues/issue_stems.tsv", {"code", "stem"});
  ASSERT_TRUE(stems.has_value()) << stems.error().describe();
  for (const TsvRow& row : *stems) {
    EXPECT_NE(taxonomy()->issue(row.cells[0]), nullptr) << "line " << row.line;
    EXPECT_FALSE(row.cells[1].empty()) << "line " << row.line;
  }
}

// Equivalence must be transitive, so no term may stand in two classes.
TEST(DataFiles, NoTermIsInTwoSynonymClasses) {
  const auto rows =
      read_tsv(source_folder() / "synonyms/synonyms.tsv", {"canonical", "term", "relation"});
  ASSERT_TRUE(rows.has_value()) << rows.error().describe();
  std::map<std::string, std::string> class_of;
  for (const TsvRow& row : *rows) {
    EXPECT_TRUE(row.cells[2] == "equivalent" || row.cells[2] == "weaker") << "line " << row.line;
    if (row.cells[2] != "equivalent") continue;
    class_of.emplace(row.cells[0], row.cells[0]);
    const auto added = class_of.emplace(row.cells[1], row.cells[0]);
    EXPECT_EQ(added.first->second, row.cells[0]) << "line " << row.line;
  }
}

TEST(DataFiles, CardsNameStepsAndExamples) {
  const auto lines = lines_of(source_folder() / "cards/cards.jsonl");
  EXPECT_EQ(lines.size(), 30u);
  std::set<std::string> ids;
  for (const std::string& line : lines) {
    const Json card = json_of(line);
    EXPECT_TRUE(ids.insert(card.find("id")->as_string()).second);
    EXPECT_FALSE(card.string_or("label", "").empty());
    for (const Json& step : card.find("typical_steps")->as_array()) {
      EXPECT_FALSE(taxonomy()->step_label(static_cast<int>(step.as_int())).empty());
    }
    EXPECT_GE(card.find("examples")->as_array().size(), 10u);
  }
}

}  // namespace
}  // namespace kizuki::test
