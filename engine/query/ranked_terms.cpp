#include "engine/query/ranked_terms.hpp"

#include <utility>

namespace kizuki {

double RankedTermCollector::weight_of(TermKind kind) const {
  switch (kind) {
    case TermKind::kPart:
      return settings_.part_weight;
    case TermKind::kBigram:
      return settings_.bigram_weight;
    case TermKind::kWord:
      break;
  }
  return 1.0;
}

void RankedTermCollector::add(const std::vector<PlanTerm>& terms, bool in_phrase) {
  for (const PlanTerm& term : terms) {
    const std::string key = (term.kind == TermKind::kBigram ? '~' : ' ') + term.text;
    const auto [at, is_new] = numbers_.emplace(key, entries_.size());
    if (is_new) entries_.push_back({{term, 0.0, true}, 0.0});
    Entry& entry = entries_[at->second];
    const double weight = weight_of(term.kind);
    if (weight > entry.ranked.weight) {
      entry.ranked.weight = weight;
      entry.ranked.term.kind = term.kind;
    }
    entry.ranked.in_phrases_only = entry.ranked.in_phrases_only && in_phrase;
    entry.occurrences += 1.0;
  }
}

std::vector<RankedTerm> RankedTermCollector::take() && {
  std::vector<RankedTerm> ranked;
  for (Entry& entry : entries_) {
    if (entry.ranked.weight <= 0.0) continue;
    entry.ranked.weight *= 2.0 * entry.occurrences / (1.0 + entry.occurrences);
    ranked.push_back(std::move(entry.ranked));
  }
  return ranked;
}

}  // namespace kizuki
