// Finds what else a query's words may be called. Inside engine/query only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/query_choices.hpp"
#include "engine/query/query_knowledge.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/word_table.hpp"

namespace kizuki {

/// Groups of one query, and of all queries that may follow: what a group's members are to the index
/// is found out once. One a thread.
class GroupCollector {
 public:
  /// Groups of one query by synonyms, and by spellings; more are left out.
  static constexpr std::size_t kMaxSynonymGroups = 32;
  static constexpr std::size_t kMaxSpellingGroups = 128;

  /// `knowledge` may be null: then there are no groups.
  GroupCollector(std::shared_ptr<const QueryKnowledge> knowledge,
                 const std::shared_ptr<const AnalyzerModel>& model);

  void begin(const QueryChoices& choices);
  /// Adds the groups that `text`, analysed as `analyzed`, asks for; each group once a query.
  /// Returns their numbers in groups(), those found before among them. Errors: those of
  /// Analyzer::analyze.
  Result<std::vector<std::size_t>> add(std::string_view text, const AnalyzedText& analyzed);
  const std::vector<RankedGroup>& groups() const { return groups_; }
  /// The groups; the next query begins with begin().
  std::vector<RankedGroup> take();

 private:
  /// Nothing when the index has no term of `text`.
  Result<std::optional<RankedGroup::Member>> make_member(std::string_view text,
                                                         RankedGroup::Kind kind);
  Result<std::vector<RankedGroup::Member>> members_of(std::uint32_t synonyms);
  Result<void> add_synonyms(std::string_view text, const AnalyzedText& analyzed,
                            std::vector<std::size_t>& numbers);
  Result<void> add_spellings(std::string_view text, const AnalyzedText& analyzed,
                             std::vector<std::size_t>& numbers);
  /// Spellings and readings of a word in its dictionary form, remembered. Errors: those of
  /// Analyzer::analyze.
  Result<std::vector<RankedGroup::Member>> spellings_of(const Token& token);
  void add_group(std::string_view key, std::string_view word,
                 std::vector<RankedGroup::Member> members, std::vector<std::size_t>& numbers);

  std::shared_ptr<const QueryKnowledge> knowledge_;
  Analyzer analyzer_;
  AnalyzedText scratch_;
  std::vector<std::optional<std::vector<RankedGroup::Member>>> synonyms_;  // by number
  WordTable<std::vector<RankedGroup::Member>> spellings_;  // by word; emptied when large

  QueryChoices choices_;
  std::vector<RankedGroup> groups_;
  std::vector<std::size_t> by_synonyms_;  // number in groups_ + 1, by group of the table
  std::size_t synonym_groups_ = 0;
  WordTable<std::size_t> by_spelling_;  // number in groups_, by the word
  WordTable<bool> taken_;               // words of groups: one case counts them once
};

}  // namespace kizuki
