#include "tests/support/reference_search.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "engine/index/postings.hpp"
#include "engine/query/query_words.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;
using Space = std::pair<std::string, bool>;  // text, is a bigram

class Reference {
 public:
  Reference(const std::vector<CaseAnalysis>& cases, const LengthSettings& length)
      : cases_(cases), length_(length) {
    for (const CaseAnalysis& analysis : cases) {
      std::map<Space, std::uint64_t> counts;
      for (const AnalyzedField& field : analysis.fields) {
        for (const TermOccurrence& occurrence : field.occurrences) {
          ++counts[{analysis.terms[occurrence.term], occurrence.kind == TermKind::kBigram}];
        }
      }
      for (const auto& [term, count] : counts) ++frequencies_[term];
      counts_.push_back(std::move(counts));
    }
  }

  bool matches(const QueryPlan& plan, std::size_t number) const {
    const auto has = [&](const RankedTerm& ranked) { return count_of(ranked.term, number) > 0; };
    if (plan.wants_ranked && std::none_of(plan.ranked.begin(), plan.ranked.end(), has)) {
      return false;
    }
    return matches(plan.condition, number);
  }

  double score(const QueryPlan& plan, std::size_t number) const {
    double sum = 0.0;
    for (const RankedTerm& ranked : plan.ranked) {
      if (count_of(ranked.term, number) > 0) sum += score(ranked, number);
    }
    return sum;
  }

 private:
  static Space space_of(const PlanTerm& term) {
    return {term.text, term.kind == TermKind::kBigram};
  }

  std::uint64_t count_of(const PlanTerm& term, std::size_t number) const {
    const auto at = counts_[number].find(space_of(term));
    return at == counts_[number].end() ? 0 : at->second;
  }

  static bool has_facet(const Facet& facet, const CaseAnalysis& analysis) {
    if (facet.name == "id") return facet.value == analysis.id;
    return std::find(analysis.facets.begin(), analysis.facets.end(), facet) !=
           analysis.facets.end();
  }

  bool matches(const PlanNode& node, std::size_t number) const {
    const auto& children = node.children;
    const auto child_matches = [&](const PlanNode& child) { return matches(child, number); };
    switch (node.kind) {
      case Kind::kNothing:
        return false;
      case Kind::kEverything:
        return true;
      case Kind::kTerm:
        return count_of(node.term, number) > 0;
      case Kind::kFacet:
        return has_facet(node.facet, cases_[number]);
      case Kind::kPhrase:
        return stands_in(node.phrase, cases_[number]);
      case Kind::kAny:
        return std::any_of(children.begin(), children.end(), child_matches);
      case Kind::kAll:
        return std::all_of(children.begin(), children.end(), child_matches);
      case Kind::kNot:
        break;
    }
    return !child_matches(children.front());
  }

  static bool stands_in(const PhrasePattern& pattern, const CaseAnalysis& analysis) {
    return std::any_of(analysis.fields.begin(), analysis.fields.end(), [&](const auto& field) {
      return reference_has_phrase(pattern, field, analysis.terms);
    });
  }

  double score(const RankedTerm& ranked, std::size_t number) const {
    const double cases = static_cast<double>(cases_.size());
    const double with = static_cast<double>(frequencies_.at(space_of(ranked.term)));
    double ratio = (cases - with + 0.5) / (with + 0.5);
    if (ratio < 2.0) ratio = 1.0 + ratio / 2.0;
    const double wdf = static_cast<double>(
        stored_wdf(count_of(ranked.term, number), count_words(cases_[number]), length_));
    const double quantum = length_.quantum;
    return ranked.weight * std::log(ratio) * (quantum + 1.0) * wdf / (quantum + wdf);
  }

  const std::vector<CaseAnalysis>& cases_;
  LengthSettings length_;
  std::vector<std::map<Space, std::uint64_t>> counts_;
  std::map<Space, std::uint64_t> frequencies_;
};

std::string bracketed(const std::string& term) { return "\x01" + term + "\x02"; }

}  // namespace

bool reference_has_phrase(const PhrasePattern& pattern, const AnalyzedField& field,
                          const std::vector<std::string>& terms) {
  std::string wanted;
  for (const auto& unit : pattern.units) {
    wanted += (wanted.empty() ? "" : unit.gap) + bracketed(unit.term);
  }
  std::string written;
  std::uint32_t behind = 0;
  const auto& occurrences = field.occurrences;
  for (std::size_t i = 0; i < occurrences.size(); ++i) {
    if (occurrences[i].kind != TermKind::kWord) continue;
    const TextSpan span = occurrences[i].span;
    written += phrase_gap(field.text.substr(behind, span.begin - behind));
    behind = span.end;
    std::string parts;
    for (std::size_t j = i + 1; j < occurrences.size() && occurrences[j].kind != TermKind::kWord;
         ++j) {
      if (occurrences[j].kind == TermKind::kPart) parts += bracketed(terms[occurrences[j].term]);
    }
    written += parts.empty() ? bracketed(terms[occurrences[i].term]) : parts;
  }
  return written.find(wanted) != std::string::npos;
}

std::vector<ReferenceHit> reference_search(const QueryPlan& plan,
                                           const std::vector<CaseAnalysis>& cases,
                                           const LengthSettings& length) {
  const Reference reference(cases, length);
  std::vector<ReferenceHit> hits;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!reference.matches(plan, i)) continue;
    constexpr double kSteps = 1U << 30;
    hits.push_back({cases[i].id, std::nearbyint(reference.score(plan, i) * kSteps) / kSteps});
  }
  std::sort(hits.begin(), hits.end(), [](const auto& left, const auto& right) {
    return left.score != right.score ? left.score > right.score : left.id < right.id;
  });
  return hits;
}

}  // namespace kizuki
