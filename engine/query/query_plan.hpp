// What a query means in terms of the index: the query after analysis, before any search engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// An index term with the factor that its score is multiplied by. 0: decides membership only.
struct PlanTerm {
  std::string text;
  TermKind kind = TermKind::kWord;  // kPart and kWord share one space in the index
  double weight = 1.0;
};

/// The index terms of a quoted text in order. Compounds are taken apart as far as the index takes
/// them apart, so that "承継支援" is found in 事業承継支援.
struct PhrasePattern {
  struct Unit {
    std::string term;
    /// Original text between the unit before and this one, without white space: 心を開く has を
    /// between its units. Empty for the first unit.
    std::string gap;
  };
  std::string text;  // as typed, for messages
  std::vector<Unit> units;
};

/// A node of a plan. Membership and score of a case:
/// kNothing none; kEverything all, 0; kTerm, kFacet those that have it, the term's score or 0;
/// kPhrase those in which it stands, the sum over its children (terms; those that are not units of
/// the pattern only raise the score); kSum one or more children, sum; kBest one or more, maximum;
/// kAll all, sum; kMaybe the first, plus what the others give; kFilter the first if all others
/// match too, the first's score; kExcept the first if no other matches, the first's score.
/// Scores come from the text index, which knows no order: in a kSum, kBest or kMaybe a phrase counts
/// where its units occur in any order, and what is excluded by a phrase counts.
struct PlanNode {
  enum class Kind : std::uint8_t {
    kNothing,
    kEverything,
    kTerm,
    kFacet,
    kPhrase,
    kSum,
    kBest,
    kAll,
    kMaybe,
    kFilter,
    kExcept,
  };

  Kind kind = Kind::kNothing;
  PlanTerm term;         // kTerm
  Facet facet;           // kFacet; the name "id" means the case id
  PhrasePattern phrase;  // kPhrase
  std::vector<PlanNode> children;
};

/// A whole query.
struct QueryPlan {
  PlanNode root;
  /// Words that have nothing the index knows (stop words, punctuation), as typed.
  std::vector<std::string> ignored;
};

/// Terms and phrases that can make a case match and rank: what stands in kNot is left out. In the
/// order of the plan, a term that occurs several times once with the highest weight.
struct PositiveParts {
  std::vector<PlanTerm> terms;
  std::vector<const PlanNode*> phrases;  // kPhrase nodes inside the plan
};
PositiveParts positive_parts(const PlanNode& root);

/// True when a score above 0 is possible.
bool can_rank(const PlanNode& root);
/// True when membership depends on the order of terms, which the text index does not know.
bool needs_order(const PlanNode& root);

/// One line for people and tests: sum(後継者 現場*0.5), phrase[信頼 関係](信頼 関係), filter(… |
/// issue:succession). Terms with weight 1 stand bare; bigrams have "~" in front.
std::string print_plan(const PlanNode& root);

}  // namespace kizuki
