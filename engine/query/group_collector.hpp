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

namespace kizuki {

/// Groups of one query, and of all queries that may follow: what a group's members are to the index
/// is found out once. One a thread.
class GroupCollector {
 public:
  /// Groups of one query; more are left out.
  static constexpr std::size_t kMaxGroups = 24;

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

  std::shared_ptr<const QueryKnowledge> knowledge_;
  Analyzer analyzer_;
  AnalyzedText scratch_;
  std::vector<std::optional<std::vector<RankedGroup::Member>>> synonyms_;  // by number

  QueryChoices choices_;
  std::vector<RankedGroup> groups_;
  std::vector<std::size_t> by_synonyms_;  // number in groups_ + 1, by group of the table
};

}  // namespace kizuki
