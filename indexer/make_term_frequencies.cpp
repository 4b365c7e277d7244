// Makes data/statistics/term_frequencies.tsv, and prints it.
//
// usage: make_term_frequencies DATA_FOLDER CASES.jsonl...
//
// DATA_FOLDER is the assembled one ("<build>/share/kizuki"). In data/statistics:
//   make_term_frequencies BUILD/share/kizuki ../cases/cases.jsonl ../reports/reports.jsonl > …
// A test holds the file equal to what this prints.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/eval/lines.hpp"
#include "engine/index/case_analyzer.hpp"
#include "engine/query/background_frequencies.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;

/// What analysing a record needs.
struct Tools {
  std::shared_ptr<const Taxonomy> taxonomy;
  CaseCodec codec;
  Analyzer analyzer;
};

Result<Tools> load_tools(const std::filesystem::path& data) {
  auto taxonomy = Taxonomy::load(data / "taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  auto codec = CaseCodec::load(data / "schema" / "case.schema.json", *taxonomy);
  if (!codec) return std::move(codec).error();
  auto model = AnalyzerModel::load(AnalyzerFiles::under(data));
  if (!model) return std::move(model).error();
  return Tools{std::move(*taxonomy), std::move(*codec), Analyzer(std::move(*model))};
}

Result<void> count_file(const std::string& file, Tools& tools, BackgroundCounter& counter) {
  const auto text = read_file(file, kMaxFileBytes);
  if (!text) return text.error();
  return for_each_line(*text, file, [&](std::string_view line, std::uint64_t) -> Result<void> {
    const auto json = parse_json(line);
    if (!json) return json.error();
    const auto decoded = tools.codec.decode(*json);
    if (!decoded) return decoded.error();
    // The hash tells versions of a case apart, which does not matter here.
    const auto analysis = analyze_case(decoded->record, "", *tools.taxonomy, tools.analyzer);
    if (!analysis) return analysis.error();
    counter.add(*analysis);
    return {};
  });
}

int fail(const Error& error) {
  std::fprintf(stderr, "make_term_frequencies: %s\n", error.describe().c_str());
  return 1;
}

int run(const std::vector<std::string>& arguments) {
  auto tools = load_tools(arguments[0]);
  if (!tools) return fail(tools.error());
  BackgroundCounter counter;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (auto counted = count_file(arguments[i], *tools, counter); !counted) {
      return fail(counted.error());
    }
  }
  const std::string table = counter.print();
  return std::fwrite(table.data(), 1, table.size(), stdout) == table.size() ? 0 : 1;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: make_term_frequencies DATA_FOLDER CASES.jsonl...\n");
    return 2;
  }
  return kizuki::run(std::vector<std::string>(argv + 1, argv + argc));
}
