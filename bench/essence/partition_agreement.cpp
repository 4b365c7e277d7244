#include "bench/essence/partition_agreement.hpp"

#include <cstddef>
#include <map>

namespace kizuki {
namespace {

using Partition = std::vector<std::vector<std::uint32_t>>;

/// The mean, over the things that `one` groups, of the share of their fellows that `other` keeps.
double kept(const Partition& one, const Partition& other) {
  std::map<std::uint32_t, std::size_t> group_of;
  for (std::size_t g = 0; g < other.size(); ++g) {
    for (const std::uint32_t thing : other[g]) group_of[thing] = g;
  }
  double sum = 0;
  double things = 0;
  for (const auto& group : one) {
    if (group.size() < 2) continue;
    std::map<std::size_t, std::size_t> together;
    for (const std::uint32_t thing : group) {
      if (const auto found = group_of.find(thing); found != group_of.end()) {
        ++together[found->second];
      }
    }
    for (const auto& [name, count] : together) {
      sum += static_cast<double>(count * (count - 1)) / static_cast<double>(group.size() - 1);
    }
    things += static_cast<double>(group.size());
  }
  return things > 0 ? sum / things : 1;
}

}  // namespace

double PartitionAgreement::f1() const {
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

PartitionAgreement partition_agreement(const Partition& found, const Partition& exact) {
  return {kept(found, exact), kept(exact, found)};
}

}  // namespace kizuki
