#include "engine/explanation/know_how_reasons.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace kizuki {

void SurestKnowHow::add(ShownKnowHow shown) {
  const auto known = std::find_if(shown_.begin(), shown_.end(),
                                  [&](const ShownKnowHow& one) { return one.card == shown.card; });
  if (known == shown_.end()) {
    shown_.push_back(std::move(shown));
  } else if (known->confidence < shown.confidence) {
    *known = std::move(shown);
  }
}

std::vector<ShownKnowHow> SurestKnowHow::take() && {
  std::stable_sort(shown_.begin(), shown_.end(),
                   [](const ShownKnowHow& left, const ShownKnowHow& right) {
                     return left.confidence > right.confidence;
                   });
  return std::move(shown_);
}

std::vector<KnowHowReason> compare_know_how(const std::vector<ShownKnowHow>& asked,
                                            std::vector<ShownKnowHow> found) {
  std::vector<KnowHowReason> shared;
  std::vector<KnowHowReason> own;
  for (ShownKnowHow& one : found) {
    const auto same = std::find_if(asked.begin(), asked.end(), [&](const ShownKnowHow& other) {
      return other.card == one.card;
    });
    KnowHowReason reason{std::move(one.card),     std::move(one.label), "",
                         std::move(one.sentence), one.section,          one.confidence};
    if (same != asked.end()) {
      reason.asked = same->sentence;
      shared.push_back(std::move(reason));
    } else if (own.size() < kMaxOwnKnowHow) {
      own.push_back(std::move(reason));
    }
  }
  std::move(own.begin(), own.end(), std::back_inserter(shared));
  return shared;
}

}  // namespace kizuki
