#include "engine/query/similarity.hpp"

#include <algorithm>
#include <iterator>

#include "engine/query/hit_facets.hpp"

namespace kizuki {
namespace {

using Values = std::vector<std::string>;  // ascending, distinct

Values common(const Values& left, const Values& right) {
  Values both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  return both;
}

double jaccard(const Values& left, const Values& right) {
  const auto shared = static_cast<double>(common(left, right).size());
  const double all = static_cast<double>(left.size() + right.size()) - shared;
  return all > 0.0 ? shared / all : 0.0;
}

bool is_division(const std::string& industry) {
  return industry.size() == 1 && industry[0] >= 'A' && industry[0] <= 'Z';
}

}  // namespace

CaseProfile profile_of_case(const IndexPart& part, std::uint32_t document,
                            const IssueVocabulary& vocabulary) {
  CaseProfile profile;
  profile.issues = issues_of_case(part, document, vocabulary);
  for (HitFacet& facet : facets_of_case(part, document)) {
    if (facet.name == "issue") profile.claimed.push_back(std::move(facet.value));
    if (facet.name == "scale") profile.scale.push_back(std::move(facet.value));
    if (facet.name == "step") profile.steps.push_back(std::move(facet.value));
    if (facet.name == "tool") profile.tools.push_back(std::move(facet.value));
    if (facet.name == "industry" && is_division(facet.value)) {
      profile.industry.push_back(std::move(facet.value));
    }
  }
  return profile;
}

LocalSimilarity compare(const CaseProfile& left, const CaseProfile& right,
                        const std::vector<double>& rarities) {
  // Rarity counts on both sides, so that a rare issue that is shared weighs more than a common one
  // that is not.
  std::vector<double> weights;
  IssueProbabilities issues;
  for (std::size_t i = 0; i < left.issues.size(); ++i) {
    weights.push_back(static_cast<double>(left.issues[i]) * rarities[i]);
    issues.push_back(right.issues[i] * static_cast<float>(rarities[i]));
  }
  LocalSimilarity similarity;
  similarity.issues = issue_agreement(weights, issues);
  similarity.industry = jaccard(left.industry, right.industry);
  similarity.scale = jaccard(left.scale, right.scale);
  similarity.steps = jaccard(left.steps, right.steps);
  similarity.tools = jaccard(left.tools, right.tools);
  return similarity;
}

std::vector<AttributeReason> reasons_of(const CaseProfile& seed, const CaseProfile& other,
                                        const LocalSimilarity& similarity) {
  std::vector<AttributeReason> reasons;
  const auto add = [&](std::string_view name, const Values& asked, const Values& found,
                       double value) {
    if (asked.empty() && found.empty()) return;
    reasons.push_back({std::string(name), asked, found, common(asked, found), value});
  };
  add("issue", seed.claimed, other.claimed, similarity.issues);
  add("industry", seed.industry, other.industry, similarity.industry);
  add("scale", seed.scale, other.scale, similarity.scale);
  add("step", seed.steps, other.steps, similarity.steps);
  add("tool", seed.tools, other.tools, similarity.tools);
  return reasons;
}

}  // namespace kizuki
