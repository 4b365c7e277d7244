#include "tests/engine/query/query_fixture.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include <gtest/gtest.h>

#include "engine/index/case_analyzer.hpp"
#include "engine/index/compartment_name.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/format.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().describe();
    std::abort();
  }
  return std::move(result).value();
}

void must(Result<void> result) {
  if (result) return;
  ADD_FAILURE() << result.error().describe();
  std::abort();
}

}  // namespace

std::shared_ptr<const AnalyzerModel> test_model() {
  static const auto kModel = must(AnalyzerModel::load(AnalyzerFiles::under(test::built_data())));
  return kModel;
}

std::shared_ptr<const Taxonomy> test_taxonomy() {
  static const auto kTaxonomy = must(Taxonomy::load(test::built_data() / "taxonomy"));
  return kTaxonomy;
}

std::shared_ptr<const QueryKnowledge> knowledge_of(const std::string& synonyms) {
  auto knowledge = std::make_shared<QueryKnowledge>();
  knowledge->synonyms =
      must(SynonymTable::parse("canonical\tterm\trelation\n" + synonyms, "table"));
  return knowledge;
}

CaseRecord make_case(std::string id, std::string title, const std::vector<std::string>& texts) {
  CaseRecord record;
  record.id = std::move(id);
  record.title = std::move(title);
  for (const std::string& text : texts) {
    record.sections.emplace_back();
    record.sections.back().text = text;
  }
  return record;
}

CaseAnalysis analyze(const CaseRecord& record) {
  static Analyzer analyzer(test_model());
  return must(analyze_case(record, content_hash(record), *test_taxonomy(), analyzer));
}

TestIndex::TestIndex(const Compartments& compartments, const std::string& fingerprint) {
  GenerationStore store(folder_.path());
  const auto lock = must(store.lock_for_building());
  const auto draft = must(store.begin());
  Manifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = draft.number;
  manifest.library_sequence = 1;
  manifest.analyzer_fingerprint = fingerprint.empty() ? test_model()->fingerprint() : fingerprint;
  manifest.built_at = "2026-01-01T00:00:00Z";
  for (const auto& [name, records] : compartments) {
    ManifestCompartment compartment;
    compartment.name = name;
    compartment.folder = compartment_folder(name);
    auto writer =
        must(CompartmentWriter::create(draft.folder / compartment.folder, manifest.length, {}));
    std::vector<CaseAnalysis> analyses;
    for (const CaseRecord& record : records) analyses.push_back(analyze(record));
    std::sort(analyses.begin(), analyses.end(),
              [](const auto& left, const auto& right) { return left.id < right.id; });
    for (const CaseAnalysis& analysis : analyses) {
      must(writer.add(PreparedCase::from(analysis, manifest.length)));
    }
    const auto totals = must(writer.finish());
    compartment.cases = totals.cases;
    compartment.text_bytes = totals.text_bytes;
    manifest.compartments.push_back(compartment);
    std::move(analyses.begin(), analyses.end(), std::back_inserter(analyses_));
  }
  must(store.publish(draft, manifest));
  generation_ = must(store.open_current());
}

Searcher TestIndex::searcher(const RankingSettings& settings,
                             std::shared_ptr<const BackgroundFrequencies> background,
                             std::shared_ptr<const QueryKnowledge> knowledge) const {
  return must(Searcher::open_all(
      {generation_, test_model(), test_taxonomy(), std::move(background), std::move(knowledge)},
      settings));
}

Result<Searcher> TestIndex::open(const std::vector<std::string>& names,
                                 std::shared_ptr<const QueryKnowledge> knowledge) const {
  return Searcher::open({generation_, test_model(), test_taxonomy(), nullptr, std::move(knowledge)},
                        names);
}

IndexPart TestIndex::part(const std::string& name) const {
  return {must(generation_->open_compartment(name)), {name}, {}};
}

const LengthSettings& TestIndex::length() const { return generation_->manifest().length; }

std::string RandomCorpus::word() {
  static const std::vector<std::string> kWords{
      "後継者",   "事業承継", "事業",   "承継", "現場",         "反発",     "信頼",
      "関係",     "信頼関係", "原価",   "管理", "補助金",       "社長",     "対話",
      "ハルニレ", "ズンダモ", "気づき", "経営", "経営改善計画", "製造",     "心",
      "開く",     "ＤＸ",     "5S",     "売上", "粗利率",       "伴走支援", "する"};
  // The first words are much more frequent than the last.
  return kWords[std::min(below(kWords.size()), below(kWords.size()))];
}

std::string RandomCorpus::sentence() {
  static const std::vector<std::string> kBetween{"", "の", "を", "が", "、", " ", "について"};
  std::string text;
  const std::size_t words = 1 + below(6);
  for (std::size_t i = 0; i < words; ++i) text += word() + kBetween[below(kBetween.size())];
  return text + "。";
}

std::vector<CaseRecord> RandomCorpus::cases(std::size_t count) {
  static const std::vector<std::string> kIssues{"succession", "hr", "dx", "sales"};
  static const std::vector<std::string> kPrefectures{"北海道", "東京都", "青森県"};
  std::vector<CaseRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    CaseRecord record = make_case("c-" + std::to_string(1'000 + i), sentence(), {});
    if (!records.empty() && below(4) == 0) {
      record.title = records.back().title;
      record.sections = records.back().sections;
    } else {
      const std::size_t sections = 1 + below(3);
      for (std::size_t s = 0; s < sections; ++s) {
        std::string text;
        for (std::size_t n = 1 + below(5); n > 0; --n) text += sentence();
        record.sections.emplace_back();
        record.sections.back().heading = word();
        record.sections.back().text = text;
        record.sections.back().steps = {static_cast<int>(1 + below(7))};
      }
    }
    record.issues = {kIssues[below(kIssues.size())]};
    record.scale = below(2) == 0 ? Scale::kSmall : Scale::kMedium;
    record.scale_basis = ScaleBasis::kGiven;
    record.company.prefecture = kPrefectures[below(kPrefectures.size())];
    records.push_back(std::move(record));
  }
  return records;
}

std::string RandomCorpus::clause(std::size_t depth) {
  static const std::vector<std::string> kFilters{"課題:hr",      "課題:事業承継", "規模:小規模",
                                                 "段階:④",       "都道府県:東京", "id:c-1007",
                                                 "都道府県:東北"};
  switch (below(depth > 2 ? 6 : 9)) {
    case 0:
    case 1:
    case 2:
      return word();
    case 3:
      return '"' + word() + (below(2) == 0 ? "の" : "") + word() + '"';
    case 4:
      return kFilters[below(kFilters.size())];
    case 5:
      return word() + word();
    case 6:
      return "-" + clause(depth + 1);
    case 7:
      return clause(depth + 1) + " OR " + clause(depth + 1);
    default:
      return "(" + clause(depth + 1) + " " + clause(depth + 1) + ")";
  }
}

std::string RandomCorpus::query() {
  std::string text = clause(0);
  for (std::size_t more = below(4); more > 0; --more) text += " " + clause(0);
  return text;
}

std::vector<std::string> ids_of(const HitList& list) {
  std::vector<std::string> ids;
  for (const Hit& hit : list.hits) ids.push_back(hit.id);
  return ids;
}

}  // namespace kizuki
