#include "engine/query/term_budget.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace kizuki {
namespace {

using Order = std::vector<std::size_t>;  // numbers of terms, then of groups

struct Entry {
  double value = 0.0;
  std::uint64_t frequency = 0;
};

/// Entries that are kept, heaviest first.
Order by_value(const std::vector<Entry>& entries, std::size_t limit) {
  Order order;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].frequency > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return entries[left].value > entries[right].value;
  });
  if (order.size() > limit) order.resize(limit);
  return order;
}

/// How many of `order` are required.
std::size_t required_count(const Order& order, const std::vector<Entry>& entries,
                           std::uint64_t cases, const RankingSettings& settings) {
  if (cases < settings.budget_least_cases) return order.size();
  const double budget = settings.required_share * static_cast<double>(cases);
  double sum = 0.0;
  std::size_t count = 0;
  for (; count < order.size(); ++count) {
    sum += static_cast<double>(entries[order[count]].frequency);
    if (count >= settings.required_least && sum > budget) break;
  }
  return count;
}

}  // namespace

BudgetedTerms apply_term_budget(const std::vector<RankedTerm>& terms,
                                const std::vector<std::uint64_t>& frequencies, std::uint64_t cases,
                                const RankingSettings& settings,
                                const std::vector<ScoredGroup>& groups) {
  assert(terms.size() == frequencies.size());
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double idf =
        inverse_document_frequency(static_cast<double>(cases), static_cast<double>(frequencies[i]));
    entries.push_back({terms[i].weight * idf, frequencies[i]});
  }
  for (const ScoredGroup& group : groups) entries.push_back({group.value, group.frequency});
  Order order = by_value(entries, settings.scored_terms);
  const auto border =
      order.begin() + static_cast<std::ptrdiff_t>(required_count(order, entries, cases, settings));
  std::sort(order.begin(), border);
  std::sort(border, order.end());
  BudgetedTerms budgeted;
  for (auto at = order.begin(); at != order.end(); ++at) {
    const bool required = at < border;
    if (*at < terms.size()) {
      (required ? budgeted.required : budgeted.raising).push_back(terms[*at]);
    } else {
      (required ? budgeted.required_groups : budgeted.raising_groups)
          .push_back(groups[*at - terms.size()]);
    }
  }
  return budgeted;
}

double inverse_document_frequency(double cases, double frequency) {
  const double ratio = (cases - frequency + 0.5) / (frequency + 0.5);
  return std::log(ratio < 2.0 ? 1.0 + ratio / 2.0 : ratio);
}

}  // namespace kizuki
