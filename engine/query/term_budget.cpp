#include "engine/query/term_budget.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace kizuki {
namespace {

using Order = std::vector<std::size_t>;  // numbers of terms

/// Terms that are kept, heaviest first.
Order by_value(const std::vector<RankedTerm>& terms, const std::vector<std::uint64_t>& frequencies,
               std::uint64_t cases, std::size_t limit) {
  std::vector<double> values;
  Order order;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    values.push_back(terms[i].weight *
                     inverse_document_frequency(static_cast<double>(cases),
                                                static_cast<double>(frequencies[i])));
    if (frequencies[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return values[left] > values[right];
  });
  if (order.size() > limit) order.resize(limit);
  return order;
}

/// How many of `order` are required.
std::size_t required_count(const Order& order, const std::vector<std::uint64_t>& frequencies,
                           std::uint64_t cases, const RankingSettings& settings) {
  if (cases < settings.budget_least_cases) return order.size();
  const double budget = settings.required_share * static_cast<double>(cases);
  double sum = 0.0;
  std::size_t count = 0;
  for (; count < order.size(); ++count) {
    sum += static_cast<double>(frequencies[order[count]]);
    if (count >= settings.required_least && sum > budget) break;
  }
  return count;
}

std::vector<RankedTerm> pick(const std::vector<RankedTerm>& terms, Order order) {
  std::sort(order.begin(), order.end());
  std::vector<RankedTerm> picked;
  for (const std::size_t number : order) picked.push_back(terms[number]);
  return picked;
}

}  // namespace

BudgetedTerms apply_term_budget(const std::vector<RankedTerm>& terms,
                                const std::vector<std::uint64_t>& frequencies, std::uint64_t cases,
                                const RankingSettings& settings) {
  assert(terms.size() == frequencies.size());
  const Order order = by_value(terms, frequencies, cases, settings.scored_terms);
  const auto border = order.begin() + static_cast<std::ptrdiff_t>(
                                          required_count(order, frequencies, cases, settings));
  return {pick(terms, Order(order.begin(), border)), pick(terms, Order(border, order.end()))};
}

double inverse_document_frequency(double cases, double frequency) {
  const double ratio = (cases - frequency + 0.5) / (frequency + 0.5);
  return std::log(ratio < 2.0 ? 1.0 + ratio / 2.0 : ratio);
}

}  // namespace kizuki
