// How common words are in case reports at large: what a small collection cannot know.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/result.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"

namespace kizuki {

/// The table data/statistics/term_frequencies.tsv, made from shipped cases alone. Immutable and
/// shared.
class BackgroundFrequencies {
 public:
  /// "# cases TAB number", then "term TAB cases that have it" a line. Errors: kCorrupt with file
  /// and line.
  static Result<std::shared_ptr<const BackgroundFrequencies>> parse(std::string_view text,
                                                                    std::string_view name);
  /// parse of the table under a data folder ("share/kizuki"). Errors: also those of read_file.
  static Result<std::shared_ptr<const BackgroundFrequencies>> load(
      const std::filesystem::path& data_folder);

  /// Share of cases that have the term, above 0: what the table does not list counts as one case.
  double share(const PlanTerm& term) const;

 private:
  double cases_ = 1.0;
  std::unordered_map<std::string, double> frequencies_;
};

/// Makes the table. Words and parts of compounds that two cases or more have; a single case says
/// little, and might be recognised by its words.
class BackgroundCounter {
 public:
  void add(const CaseAnalysis& analysis);
  /// The bytes of the file: terms ascending.
  std::string print() const;

 private:
  std::uint64_t cases_ = 0;
  std::map<std::string, std::uint64_t> frequencies_;
};

/// The idf of terms in the opened compartments. In few cases the counts are accidents: of six
/// cases one says 対応 and one says 事業承継, and both would count alike. So the opened cases are
/// taken together with m cases of the background, m = background_cases · (1 − N / background_below)
/// for N opened cases, and 0 from there on:
///   idf of df + m · share in N + m cases (inverse_document_frequency)
/// It depends on nothing but the opened compartments and the shipped table.
class TermRarity {
 public:
  /// `background` may be null: then m is 0. It must live as long.
  TermRarity(const BackgroundFrequencies* background, std::uint64_t cases,
             const RankingSettings& settings);

  /// Of something that `frequency` opened cases and this share of the background have.
  double idf(double share, double frequency) const;
  /// Share of the background's cases; 0 without a background.
  double share(const PlanTerm& term) const;
  double cases() const { return static_cast<double>(cases_); }

  /// `frequency`: opened cases that have the term.
  double idf(const PlanTerm& term, std::uint64_t frequency) const;
  /// idf by the idf of the opened cases alone, which is what the text index ranks by: the factor
  /// that a term's weight needs there.
  double correction(const PlanTerm& term, std::uint64_t frequency) const;

 private:
  const BackgroundFrequencies* background_;
  std::uint64_t cases_;
  double added_ = 0.0;  // m
};

}  // namespace kizuki
