// Analyser, vocabulary and small indexes for the tests of this folder.
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/corpus/case_record.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/searcher.hpp"
#include "engine/text/analyzer.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {

std::shared_ptr<const AnalyzerModel> test_model();
std::shared_ptr<const Taxonomy> test_taxonomy();

/// Synonyms alone, "canonical TAB term TAB relation" a line without header.
std::shared_ptr<const QueryKnowledge> knowledge_of(const std::string& synonyms);

/// A case with one section for each of `texts`.
CaseRecord make_case(std::string id, std::string title, const std::vector<std::string>& texts);

CaseAnalysis analyze(const CaseRecord& record);

/// A generation made of the given cases, compartment by compartment.
class TestIndex {
 public:
  using Compartments = std::map<std::string, std::vector<CaseRecord>>;
  explicit TestIndex(const Compartments& compartments, const std::string& fingerprint = "");

  /// Over all compartments, or those named.
  Searcher searcher(const RankingSettings& settings = {},
                    std::shared_ptr<const BackgroundFrequencies> background = nullptr,
                    std::shared_ptr<const QueryKnowledge> knowledge = nullptr) const;
  Result<Searcher> open(const std::vector<std::string>& names,
                        std::shared_ptr<const QueryKnowledge> knowledge = nullptr) const;

  /// The compartment of this name.
  IndexPart part(const std::string& name) const;

  /// Of all cases, in no particular order.
  const std::vector<CaseAnalysis>& analyses() const { return analyses_; }
  const LengthSettings& length() const;

 private:
  TempFolder folder_;
  std::shared_ptr<const Generation> generation_;
  std::vector<CaseAnalysis> analyses_;
};

/// Texts and queries made from few words, so that they meet often.
class RandomCorpus {
 public:
  explicit RandomCorpus(std::uint64_t seed) : random_(seed) {}

  /// Cases with ids c-1000, c-1001, …; some have equal texts.
  std::vector<CaseRecord> cases(std::size_t count);
  /// Words, phrases, filters, OR, brackets and minus in any combination.
  std::string query();
  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  std::string word();
  std::string sentence();
  std::string clause(std::size_t depth);

  std::mt19937_64 random_;
};

/// Ids of the hits in their order.
std::vector<std::string> ids_of(const HitList& list);

}  // namespace kizuki
