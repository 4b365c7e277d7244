#include "engine/query/issue_ranking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <numeric>
#include <string_view>
#include <utility>

#include "engine/index/case_attributes.hpp"
#include "engine/query/hit_facets.hpp"
#include "engine/query/soft_signal.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kIssue = "issue";
constexpr std::size_t kFeedbackCases = 3;

/// Numbers of the best candidates by score; equal scores keep the pool's order.
std::vector<std::size_t> best_of(const std::vector<Candidate>& pool, std::size_t count) {
  std::vector<std::size_t> order(pool.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return pool[left].score > pool[right].score;
  });
  order.resize(std::min(order.size(), count));
  return order;
}

double length_of(const std::vector<double>& weights) {
  double sum = 0.0;
  for (const double weight : weights) sum += weight * weight;
  return std::sqrt(sum);
}

}  // namespace

bool is_about_company(const IndexPart& part, std::uint32_t document) {
  const AttributeTable& facets = part.reader.facets();
  bool found = false;
  facets.for_each_value(document, [&](std::uint32_t number, AttributeScore) {
    const std::string_view name = facets.value(number).name;
    found = found || name == "industry" || name == "scale" || name == "supporter";
  });
  return found;
}

IssueProbabilities issues_of_case(const IndexPart& part, std::uint32_t document,
                                  const IssueVocabulary& vocabulary) {
  IssueProbabilities issues(vocabulary.size(), 0.0F);
  const bool believes_model = is_about_company(part, document);
  CaseAttributes(part).for_each(document, [&](const CaseAttribute& attribute) {
    if (attribute.name != kIssue) return;
    if (attribute.origin == AttributeOrigin::kPredicted && !believes_model) return;
    if (const auto number = vocabulary.find(attribute.value)) {
      issues[*number] = std::max(issues[*number], attribute.probability);
    }
  });
  return issues;
}

std::vector<double> issue_rarities(const std::vector<IndexPart>& parts,
                                   const IssueVocabulary& vocabulary) {
  double cases = 0.0;
  std::vector<double> claimed(vocabulary.size(), 0.0);
  const auto count = [&](const AttributeTable& table) {
    for (std::size_t i = 0; i < claimed.size(); ++i) {
      const auto number = table.find(kIssue, vocabulary.code(i));
      if (number) claimed[i] += static_cast<double>(table.document_frequency(*number));
    }
  };
  for (const IndexPart& part : parts) {
    cases += static_cast<double>(part.reader.case_count());
    count(part.reader.facets());
    count(part.reader.predicted());
  }
  std::vector<double> rarities;
  for (const double having : claimed) rarities.push_back(std::log(1.0 + cases / (having + 0.5)));
  return rarities;
}

double issue_agreement(const std::vector<double>& weights, const IssueProbabilities& issues) {
  double product = 0.0;
  double square = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double issue = issues[i];
    product += weights[i] * issue;
    square += issue * issue;
  }
  const double length = length_of(weights) * std::sqrt(square);
  return length > 0.0 ? product / length : 0.0;
}

IssueRanking::IssueRanking(const std::vector<IndexPart>& parts, const IssueVocabulary& vocabulary,
                           const QueryPlan& plan, const RankingSettings& settings)
    : parts_(parts),
      vocabulary_(vocabulary),
      settings_(settings),
      scores_(vocabulary.scores(plan.ranked, plan.ranked_texts, settings.issue_pair_weight)),
      profile_(vocabulary.size(), 0.0),
      rarities_(issue_rarities(parts, vocabulary)) {
  for (const IssueCandidate& candidate : plan.understanding.issue_profile) {
    const auto number = vocabulary.find(candidate.issue);
    if (number) profile_[*number] = candidate.weight * rarities_[*number];
  }
  if (plan.understanding.issue_profile.empty()) {
    std::transform(scores_.begin(), scores_.end(), rarities_.begin(), profile_.begin(),
                   std::multiplies<>());
  }
}

void IssueRanking::rescore(std::vector<Candidate>& pool) const {
  std::vector<IssueProbabilities> issues;
  issues.reserve(pool.size());
  for (const Candidate& candidate : pool) {
    issues.push_back(issues_of_case(parts_[candidate.part], candidate.document, vocabulary_));
  }
  const double yardstick = pool_yardstick(pool);
  std::vector<double> field;
  std::vector<double> profile;
  for (const IssueProbabilities& of_case : issues) {
    field.push_back(std::inner_product(scores_.begin(), scores_.end(), of_case.begin(), 0.0));
    profile.push_back(issue_agreement(profile_, of_case));
  }
  add_soft_signal(pool, field, settings_.tag_field_weight, yardstick);
  add_soft_signal(pool, profile, settings_.issue_profile_weight, yardstick);
  add_feedback(pool, issues);
}

std::vector<std::string> IssueRanking::asked_issues() const {
  const double greatest = *std::max_element(scores_.begin(), scores_.end());
  std::vector<std::string> asked;
  if (greatest <= 0.0 || settings_.related_share <= 0.0) return asked;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (scores_[i] >= settings_.related_share * greatest) asked.push_back(vocabulary_.code(i));
  }
  std::sort(asked.begin(), asked.end());
  return asked;
}

std::vector<Facet> IssueRanking::related() const {
  std::vector<Facet> facets;
  for (std::string& issue : asked_issues()) facets.push_back({"issue", std::move(issue)});
  return facets;
}

std::vector<AttributeReason> IssueRanking::reasons(const Candidate& candidate) const {
  AttributeReason reason{"issue", asked_issues(), {}, {}, 0.0};
  if (reason.asked.empty()) return {};
  const IndexPart& part = parts_[candidate.part];
  for (const HitFacet& facet : facets_of_case(part, candidate.document)) {
    if (facet.name == kIssue) reason.found.push_back(facet.value);
  }
  if (reason.found.empty()) return {};
  std::set_intersection(reason.asked.begin(), reason.asked.end(), reason.found.begin(),
                        reason.found.end(), std::back_inserter(reason.shared));
  reason.similarity =
      issue_agreement(profile_, issues_of_case(part, candidate.document, vocabulary_));
  return {std::move(reason)};
}

void IssueRanking::add_feedback(std::vector<Candidate>& pool,
                                const std::vector<IssueProbabilities>& issues) const {
  std::vector<double> weights(rarities_.size(), 0.0);
  for (const std::size_t number : best_of(pool, kFeedbackCases)) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] += pool[number].score * static_cast<double>(issues[number][i]) * rarities_[i];
    }
  }
  std::vector<double> signal;
  for (const IssueProbabilities& of_case : issues) {
    signal.push_back(issue_agreement(weights, of_case));
  }
  add_soft_signal(pool, signal, settings_.issue_feedback_weight, pool_yardstick(pool));
}

}  // namespace kizuki
