#include "tests/engine/index/index_folder.hpp"

#include <algorithm>
#include <random>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/compartment_name.hpp"
#include "tests/engine/index/random_analysis.hpp"

namespace kizuki::test {
namespace fs = std::filesystem;

std::vector<CaseAnalysis> random_cases(std::uint64_t seed, std::size_t count, unsigned scale) {
  std::mt19937_64 random(seed);
  std::vector<CaseAnalysis> cases;
  for (std::size_t i = 0; i < count; ++i) {
    cases.push_back(random_analysis(random, numbered_id(i + 1), scale));
  }
  return cases;
}

Result<CompartmentWriter::Totals> write_compartment(const fs::path& folder,
                                                    const std::vector<CaseAnalysis>& cases,
                                                    const std::vector<std::string>& samples) {
  auto writer = CompartmentWriter::create(folder, LengthSettings{}, samples);
  if (!writer) return std::move(writer).error();
  for (const CaseAnalysis& analysis : cases) {
    if (auto added = writer->add(PreparedCase::from(analysis, LengthSettings{})); !added) {
      return std::move(added).error();
    }
  }
  return writer->finish();
}

Result<std::uint64_t> publish_cases(const GenerationStore& store,
                                    const std::vector<CaseAnalysis>& cases,
                                    std::uint64_t library_sequence) {
  const auto draft = store.begin();
  if (!draft) return draft.error();
  Manifest manifest;
  manifest.library_sequence = library_sequence;
  manifest.analyzer_fingerprint = "test";
  manifest.program = "test";
  for (const std::string name : {"public", "org:東京商工会議所"}) {
    const std::string folder = compartment_folder(name);
    const auto totals = write_compartment(draft->folder / folder, cases);
    if (!totals) return totals.error();
    manifest.compartments.push_back({name, folder, totals->cases, totals->text_bytes});
  }
  if (auto published = store.publish(*draft, manifest); !published) {
    return std::move(published).error();
  }
  return draft->number;
}

std::vector<std::string> findings_of(const GenerationStore& store) {
  std::vector<std::string> findings;
  const auto checked = store.verify([&](const GenerationFinding& finding) {
    findings.push_back(finding.file + ": " + finding.message);
  });
  if (!checked) findings.push_back(checked.error().describe());
  return findings;
}

std::vector<std::pair<std::string, std::string>> files_below(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    auto bytes = read_file(entry.path(), std::size_t{1} << 30);
    files.emplace_back(entry.path().lexically_relative(folder).string(),
                       bytes ? std::move(*bytes) : "unreadable");
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace kizuki::test
