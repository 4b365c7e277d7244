// Puts the parts of a query together into a condition. Inside engine/query only.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/query/filter_field.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

PlanNode plan_node(PlanNode::Kind kind, std::vector<PlanNode> children = {});
PlanNode plan_term(PlanTerm term);
/// Several nodes under one of `kind`; one node stays itself.
PlanNode plan_group(PlanNode::Kind kind, std::vector<PlanNode> nodes);

/// A query, or a pair of brackets, as its clauses come in.
class SequenceBuilder {
 public:
  /// A clause that need not match when nothing stricter is asked for: words, and groups of them.
  /// `plain`: it is made of nothing but words that rank.
  void add_optional(PlanNode node, bool plain);
  void add_required(PlanNode node) { required_.push_back(std::move(node)); }
  void add_excluded(PlanNode node) { excluded_.push_back(std::move(node)); }
  /// Filters with the same key are alternatives, others must all match.
  struct FilterKey {
    FilterField field = FilterField::kOther;
    std::string facet;    // tells facets of kOther apart
    bool beside = false;  // given beside the query: it narrows what the query itself filters by
    friend auto operator<=>(const FilterKey&, const FilterKey&) = default;
  };
  void add_filter(const FilterKey& key, std::vector<PlanNode> values);
  /// A word or phrase stood here of which the index knows nothing.
  void add_ignored() { has_ignored_ = true; }

  /// Nothing is asked for, or only words that the index does not know: they are no wish for all
  /// cases.
  bool is_void() const;
  /// Must match when it is a clause itself.
  bool is_strict() const { return !required_.empty() || !filters_.empty() || optional_.empty(); }
  /// Nothing but words that rank.
  bool is_plain() const;
  /// The words that rank decide, together with condition_beside_words().
  bool words_decide() const { return required_.empty() && !optional_.empty() && plain_; }

  PlanNode condition() &&;
  PlanNode condition_beside_words() &&;

 private:
  std::vector<PlanNode> strict_parts();

  std::vector<PlanNode> optional_;
  bool plain_ = true;  // all of optional_
  std::vector<PlanNode> required_;
  std::vector<PlanNode> excluded_;
  std::map<FilterKey, std::vector<PlanNode>> filters_;
  bool has_ignored_ = false;
};

}  // namespace kizuki
