// What each issue type of the taxonomy is called and spoken of, as a small text index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {

/// The issues with their labels, cue words and stems. Immutable and shared by all threads.
///
/// Supporters name the trouble (親子げんか), cases tell what happened: the issue that both belong
/// to joins them, though they share no word.
class IssueVocabulary {
 public:
  struct Issue {
    std::string code;
    std::string label;
    std::vector<std::string> phrases;  // label, cues and stems, normalised, distinct
  };

  /// Errors: kInvalidArgument (no issue, or no phrase at all).
  static Result<std::shared_ptr<const IssueVocabulary>> make(std::vector<Issue> issues);
  /// From taxonomy/issues.tsv, cues/cues.tsv (rows of the kind "issue") and cues/issue_stems.tsv of
  /// a data folder. Errors: those of read_tsv; kCorrupt (a cue of an unknown issue).
  static Result<std::shared_ptr<const IssueVocabulary>> load(
      const std::filesystem::path& data_folder);

  std::size_t size() const { return issues_.size(); }
  const std::string& code(std::size_t issue) const { return issues_[issue].code; }
  const std::string& label(std::size_t issue) const { return issues_[issue].label; }
  std::optional<std::size_t> find(std::string_view code) const;

  /// How well the words of a query fit each issue, 0 or more, by number of issue: BM25 (k1 = 1,
  /// b = 0.5) over the issues, each a text made of its phrases. A word counts wherever it is part
  /// of a phrase, a single character only as a whole phrase; pairs of characters beside it with
  /// `pair_weight`. idf = ln(1 + (N−n+½)/(n+½)) over the N issues.
  std::vector<double> scores(const std::vector<RankedTerm>& terms,
                             const std::vector<std::string>& texts, double pair_weight) const;

 private:
  struct Posting {
    std::uint32_t issue = 0;
    std::uint32_t count = 0;
  };
  struct GramPostings {
    CharacterGram gram = 0;
    std::vector<Posting> postings;
  };

  void add_pieces(std::uint32_t issue, const std::vector<std::string>& phrases);
  const GramPostings* postings_of(CharacterGram gram) const;
  void add(const std::vector<Posting>& postings, double weight,
           const std::vector<std::size_t>& lengths, double average,
           std::vector<double>& scores) const;

  std::vector<Issue> issues_;
  std::vector<std::size_t> pair_counts_;    // pairs of each issue
  std::vector<std::size_t> phrase_counts_;  // phrases of each issue
  double average_pairs_ = 1.0;
  double average_phrases_ = 1.0;
  std::vector<GramPostings> pairs_;  // ascending by gram
  /// The phrases and their parts of two characters and more, with the phrases that hold them.
  std::unordered_map<std::string, std::vector<Posting>> pieces_;
};

}  // namespace kizuki
