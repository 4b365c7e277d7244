// What all stages of a search share. Inside engine/query only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/background_frequencies.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/group_scoring.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/query_knowledge.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"
#include "engine/query/snippet.hpp"
#include "engine/query/term_budget.hpp"

namespace kizuki {

/// The opened parts and what is known of them. One a thread. Errors of all calls: kCorrupt.
struct SearchContext {
  std::shared_ptr<const Generation> generation;  // keeps the files
  std::vector<IndexPart> parts;
  FirstStage first_stage;
  RankingSettings settings;
  std::shared_ptr<const BackgroundFrequencies> background;  // may be null
  std::shared_ptr<const QueryKnowledge> knowledge;          // may be null

  /// Null: issues play no part in ranking.
  const IssueVocabulary* issues() const { return knowledge ? knowledge->issues.get() : nullptr; }

  std::string_view id_of(const Candidate& candidate) const;
  const std::string& compartment_of(const Candidate& candidate) const;
  /// Documents of a view stand in the order of compartments, else in that of ids.
  bool has_view() const;
  /// The values that records give a facet, as conditions, ascending by bytes.
  std::vector<PlanNode> values_of(std::string_view facet) const;
  /// Score descending, then id, then part.
  void sort(std::vector<Candidate>& candidates) const;

  TermRarity rarity() const;
  /// The ranked terms and groups of a plan under the term budget, their weights corrected by the
  /// background.
  Result<BudgetedTerms> budgeted(const QueryPlan& plan) const;
  GroupScoring group_scoring() const;
  /// What was looked for beside the words of the query. Errors: those of FirstStage.
  Result<std::vector<Expansion>> expansions(const QueryPlan& plan) const;
  /// What snippets look for; points into `plan`.
  Result<SnippetQuery> snippet_query(const QueryPlan& plan) const;
  /// Fills in title, snippets, facets and matched words; with `explain` the places of these.
  Result<void> add_details(const SnippetTexts& texts, const Candidate& candidate, bool explain,
                           Hit& hit) const;
  /// Adds what the group's members look like in a text.
  Result<void> add_group(const RankedGroup& group, SnippetQuery& query) const;
};

}  // namespace kizuki
