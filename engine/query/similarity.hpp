// How alike two cases are, attribute by attribute: what is compared, and what is shown as reason.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/index/index_part.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/issue_ranking.hpp"
#include "engine/query/issue_vocabulary.hpp"

namespace kizuki {

/// What is looked for among similar cases.
enum class SimilarPurpose : std::uint8_t {
  kSituation,  // 似た状況: the same issues in a like company
  kMeasures,   // 似た手当て: the same issues, steps and tools, in whatever company
  kContrast,   // 対照的: the same issues in a company of another trade and size
  kVaried,     // いろいろ: like situations that are unlike each other
};

/// What of a case is compared. Made from the index, or from a text alone (then all is empty).
struct CaseProfile {
  IssueProbabilities issues;          // by number of issue
  std::vector<std::string> claimed;   // codes of the issues that it has, ascending
  std::vector<std::string> industry;  // JSIC letter, at most one
  std::vector<std::string> scale;     // at most one
  std::vector<std::string> steps;     // "1" … "7"
  std::vector<std::string> tools;
};

CaseProfile profile_of_case(const IndexPart& part, std::uint32_t document,
                            const IssueVocabulary& vocabulary);

/// Local similarities, each 0 … 1; 0 where either case does not have the attribute.
struct LocalSimilarity {
  double issues = 0.0;    // cosine of P(issue | case) × rarity of both
  double industry = 0.0;  // same letter
  double scale = 0.0;     // same
  double steps = 0.0;     // Jaccard
  double tools = 0.0;     // Jaccard
};
LocalSimilarity compare(const CaseProfile& left, const CaseProfile& right,
                        const std::vector<double>& rarities);

/// Every attribute that at least one of the two has, in the order issue, industry, scale, step,
/// tool.
std::vector<AttributeReason> reasons_of(const CaseProfile& seed, const CaseProfile& other,
                                        const LocalSimilarity& similarity);

}  // namespace kizuki
