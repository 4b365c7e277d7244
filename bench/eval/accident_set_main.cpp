// kizuki_accident_set: a judged set for similar cases out of a large public collection.
//
// From labelled accident reports (JSON Lines: id, text, accident_type, agent_m, industry_m) every
// Nth becomes a document of its text alone, and QUERIES of them, evenly spread, are seeds. Two
// accidents are as alike as their labels: one grade each for the same type, agent and industry. The
// labels are not in what is indexed, so they judge what the text alone can tell.
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/eval/lines.hpp"

namespace kizuki {
namespace {

struct Accident {
  std::string id;
  std::string text;
  std::array<std::string, 3> labels;  // type, agent, industry; empty: not known
};

std::string label_of(const Json& record, std::string_view name) {
  const std::string_view value = record.string_or(name, "");
  for (const std::string_view none : {"欠損", "不明", "分類不能"}) {
    if (value == none) return "";
  }
  return std::string(value);
}

Result<std::vector<Accident>> read_every(const std::filesystem::path& file, std::size_t nth) {
  auto text = read_file(file, std::size_t{1} << 30);
  if (!text) return std::move(text).error();
  std::vector<Accident> accidents;
  auto read = for_each_line(
      *text, file.string(), [&](std::string_view line, std::uint64_t number) -> Result<void> {
        if (number % nth != 0) return {};
        const auto record = parse_json(line);
        if (!record) return record.error();
        Accident accident{std::string(record->string_or("id", "")),
                          std::string(record->string_or("text", "")),
                          {label_of(*record, "accident_type"), label_of(*record, "agent_m"),
                           label_of(*record, "industry_m")}};
        if (!accident.id.empty() && !accident.text.empty()) {
          accidents.push_back(std::move(accident));
        }
        return {};
      });
  if (!read) return std::move(read).error();
  return accidents;
}

int grade_of(const Accident& left, const Accident& right) {
  int grade = 0;
  for (std::size_t i = 0; i < left.labels.size(); ++i) {
    grade += !left.labels[i].empty() && left.labels[i] == right.labels[i] ? 1 : 0;
  }
  return grade;
}

Result<void> make(const std::filesystem::path& file, const std::filesystem::path& folder,
                  std::size_t nth, std::size_t queries) {
  auto accidents = read_every(file, nth);
  if (!accidents) return std::move(accidents).error();
  std::string corpus;
  for (const Accident& accident : *accidents) {
    Json json;
    json.set("id", accident.id);
    json.set("title", "");
    json.set("text", accident.text);
    corpus += json.dump() + "\n";
  }
  std::string qrels;
  const std::size_t seeds = std::min(queries, accidents->size());
  for (std::size_t i = 0; i < seeds; ++i) {
    const Accident& seed = (*accidents)[i * accidents->size() / seeds];
    for (const Accident& other : *accidents) {
      const int grade = other.id == seed.id ? 0 : grade_of(seed, other);
      if (grade == 0) continue;
      qrels.append(seed.id).append("\t").append(other.id).append("\t");
      qrels.append(std::to_string(grade)).append("\n");
    }
  }
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (auto written = write_file_atomically(folder / "corpus.jsonl", corpus); !written) {
    return written;
  }
  return write_file_atomically(folder / "similar_qrels.tsv", qrels);
}

int run(int argc, char** argv) {
  CLI::App app("Makes a judged set for similar cases from labelled accident reports.",
               "kizuki_accident_set");
  std::string file;
  std::string folder;
  std::size_t nth = 7;
  std::size_t queries = 100;
  app.add_option("FILE", file, "accidents_1991_2012.jsonl")->required();
  app.add_option("FOLDER", folder, "to make")->required();
  app.add_option("--nth", nth, "takes every Nth report")->check(CLI::Range(1, 1000));
  app.add_option("--queries", queries, "seeds")->check(CLI::Range(1, 10000));
  CLI11_PARSE(app, argc, argv);
  if (auto done = make(file, folder, nth, queries); !done) {
    std::fprintf(stderr, "kizuki_accident_set: %s\n", done.error().describe().c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }
