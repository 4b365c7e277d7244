#include "engine/query/candidate_filter.hpp"

#include <algorithm>

#include "engine/query/hit_facets.hpp"
#include "engine/query/plan_matcher.hpp"

namespace kizuki {
namespace {

/// Candidates that the gate is asked about at once: one look into the library for a page of hits.
constexpr std::size_t kGateBatch = 64;

}  // namespace

CandidateFilter::CandidateFilter(const Sources& sources)
    : sources_(sources), checks_order_(needs_order(sources.plan->condition)) {}

void CandidateFilter::ask_gate(const std::vector<Candidate>& candidates, std::size_t begin,
                               std::size_t end) {
  std::vector<CaseAddress> addresses;
  std::vector<Key> keys;
  for (std::size_t i = begin; i < end; ++i) {
    const Candidate& candidate = candidates[i];
    const Key key{candidate.part, candidate.document};
    if (visible_.count(key) > 0) continue;
    keys.push_back(key);
    const IndexPart& part = (*sources_.parts)[candidate.part];
    addresses.push_back({std::string(part.reader.case_id(candidate.document)),
                         part.compartment_of(candidate.document)});
  }
  if (keys.empty()) return;
  const std::vector<bool> answers = (*sources_.is_visible)(addresses);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    visible_[keys[i]] = answers.size() == keys.size() && answers[i];
  }
}

Result<bool> CandidateFilter::judge(const Candidate& candidate) {
  if (gated() && !visible_[{candidate.part, candidate.document}]) return false;
  if (!checks_order_) return true;
  const IndexPart& part = (*sources_.parts)[candidate.part];
  auto analysis = part.reader.analysis(candidate.document);
  if (!analysis) return std::move(analysis).error();
  std::vector<Facet> facets;
  for (HitFacet& facet : facets_of_case(part, candidate.document)) {
    facets.push_back({std::move(facet.name), std::move(facet.value)});
  }
  return PlanMatcher(*analysis, facets).matches(*sources_.plan);
}

Result<std::vector<Candidate>> CandidateFilter::accept(const std::vector<Candidate>& candidates,
                                                       std::size_t wanted) {
  std::vector<Candidate> accepted;
  for (std::size_t i = 0; i < candidates.size() && accepted.size() < wanted; ++i) {
    if (sources_.deadline.passed()) {
      stopped_ = true;
      break;
    }
    if (gated() && i % kGateBatch == 0) {
      ask_gate(candidates, i, std::min(i + kGateBatch, candidates.size()));
    }
    const Key key{candidates[i].part, candidates[i].document};
    auto verdict = verdicts_.find(key);
    if (verdict == verdicts_.end()) {
      auto judged = judge(candidates[i]);
      if (!judged) return std::move(judged).error();
      verdict = verdicts_.emplace(key, *judged).first;
      passed_ += *judged ? 1 : 0;
    }
    if (verdict->second) accepted.push_back(candidates[i]);
  }
  return accepted;
}

}  // namespace kizuki
