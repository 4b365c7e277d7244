// Query → plan: analysis of the words, vocabulary of the filters, weights.
#pragma once

#include <memory>

#include "engine/base/result.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/query_choices.hpp"
#include "engine/query/query_knowledge.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// Makes plans with the analyser that made the index, so that both have the same terms. One a
/// thread.
///
/// - Words rank; a case must have any of them when the query asks for nothing stricter.
/// - A compound counts fully, its parts and the bigrams of an unknown word beside it by
///   RankingSettings: a case that says 事業 and 承継 apart scores below one that says 事業承継.
/// - Phrases and filters must match; filters of one field are alternatives. What stands between
///   brackets, or on the sides of OR, is a query of its own; it must match when it holds a phrase
///   or a filter in each alternative, and is one more word otherwise.
/// - An excluded word that is several terms to the index (補助金申請) is excluded as a phrase.
/// - Synonyms of a word or phrase make a group beside it (RankedGroup): they bring cases in as the
///   word does. What is quoted or excluded is meant as it stands.
/// - A query of filters or excluded words alone takes all other cases, unranked.
class QueryPlanner {
 public:
  QueryPlanner(const std::shared_ptr<const AnalyzerModel>& model,
               const std::shared_ptr<const Taxonomy>& taxonomy, const RankingSettings& settings,
               const std::shared_ptr<const QueryKnowledge>& knowledge = nullptr);
  ~QueryPlanner();
  QueryPlanner(QueryPlanner&&) noexcept;
  QueryPlanner& operator=(QueryPlanner&&) noexcept;

  /// Errors: kInvalidQuery (no words and no filters at all; a filter value that does not exist,
  /// with its place in the query), and those of Analyzer::analyze.
  Result<QueryPlan> plan(const ParsedQuery& query, const QueryChoices& choices = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
