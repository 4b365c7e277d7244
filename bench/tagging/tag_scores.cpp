#include "bench/tagging/tag_scores.hpp"

#include <utility>

namespace kizuki {

double LabelCounts::f1() const {
  const std::size_t all = 2 * hit + wrong + missed;
  return all == 0 ? 0.0 : 2.0 * static_cast<double>(hit) / static_cast<double>(all);
}

void SetScores::add(const std::set<std::string>& given, const std::set<std::string>& predicted) {
  pairs_.emplace_back(given, predicted);
  for (const std::string& label : given) {
    if (predicted.contains(label)) continue;
    bool named = false;
    for (const std::string& other : predicted) {
      if (given.contains(other)) continue;
      ++confusions_[label][other];
      named = true;
    }
    if (!named) ++confusions_[label][""];
  }
}

std::map<std::string, LabelCounts> SetScores::labels() const {
  std::map<std::string, LabelCounts> out;
  for (const auto& [given, predicted] : pairs_) {
    for (const std::string& label : given) {
      LabelCounts& counts = out[label];
      ++(predicted.contains(label) ? counts.hit : counts.missed);
    }
  }
  for (const auto& [given, predicted] : pairs_) {
    for (const std::string& label : predicted) {
      const auto known = out.find(label);
      if (known != out.end() && !given.contains(label)) ++known->second.wrong;
    }
  }
  return out;
}

double SetScores::micro_f1() const {
  LabelCounts sum;
  for (const auto& [label, counts] : labels()) {
    sum.hit += counts.hit;
    sum.wrong += counts.wrong;
    sum.missed += counts.missed;
  }
  return sum.f1();
}

double SetScores::macro_f1() const {
  const auto all = labels();
  double sum = 0;
  for (const auto& [label, counts] : all) sum += counts.f1();
  return all.empty() ? 0.0 : sum / static_cast<double>(all.size());
}

}  // namespace kizuki
