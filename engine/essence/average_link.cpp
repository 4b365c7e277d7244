#include "engine/essence/average_link.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace kizuki {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

class Agglomeration {
 public:
  Agglomeration(LinkMatrix links, std::span<const std::uint32_t> sizes)
      : links_(std::move(links)),
        members_(links_.size()),
        sizes_(links_.size(), 1),
        nearest_(links_.size(), kNone) {
    std::copy(sizes.begin(), sizes.end(), sizes_.begin());
    for (std::uint32_t i = 0; i < members_.size(); ++i) members_[i] = {i};
    for (std::uint32_t i = 0; i < members_.size(); ++i) find_nearest(i);
  }

  std::vector<std::vector<std::uint32_t>> run(float stop) {
    for (;;) {
      const std::uint32_t one = best();
      if (one == kNone || links_.at(one, nearest_[one]) < stop) break;
      join(std::min(one, nearest_[one]), std::max(one, nearest_[one]));
    }
    std::vector<std::vector<std::uint32_t>> out;
    for (auto& group : members_) {
      if (group.empty()) continue;
      std::sort(group.begin(), group.end());
      out.push_back(std::move(group));
    }
    return out;
  }

 private:
  bool alive(std::uint32_t group) const { return !members_[group].empty(); }

  /// The nearest group of a higher number: each pair is looked after by its lower one.
  void find_nearest(std::uint32_t group) {
    nearest_[group] = kNone;
    float highest = std::numeric_limits<float>::lowest();
    for (std::uint32_t other = group + 1; other < members_.size(); ++other) {
      if (!alive(other) || links_.at(group, other) <= highest) continue;
      highest = links_.at(group, other);
      nearest_[group] = other;
    }
  }

  std::uint32_t best() const {
    std::uint32_t found = kNone;
    float highest = std::numeric_limits<float>::lowest();
    for (std::uint32_t group = 0; group < members_.size(); ++group) {
      if (!alive(group) || nearest_[group] == kNone) continue;
      const float link = links_.at(group, nearest_[group]);
      if (link <= highest) continue;
      highest = link;
      found = group;
    }
    return found;
  }

  void join(std::uint32_t to, std::uint32_t from) {
    const double to_size = sizes_[to];
    const double from_size = sizes_[from];
    sizes_[to] += sizes_[from];
    members_[to].insert(members_[to].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
    for (std::uint32_t other = 0; other < members_.size(); ++other) {
      if (!alive(other) || other == to) continue;
      float& link = links_.at(to, other);
      link = static_cast<float>((static_cast<double>(link) * to_size +
                                 static_cast<double>(links_.at(from, other)) * from_size) /
                                (to_size + from_size));
    }
    find_nearest(to);
    for (std::uint32_t other = 0; other < from; ++other) {
      if (!alive(other) || other == to) continue;
      if (nearest_[other] == to || nearest_[other] == from) {
        find_nearest(other);
      } else if (other < to && links_.at(other, to) > links_.at(other, nearest_[other])) {
        nearest_[other] = to;
      }
    }
  }

  LinkMatrix links_;
  std::vector<std::vector<std::uint32_t>> members_;  // empty: joined to another group
  std::vector<std::uint32_t> sizes_;
  std::vector<std::uint32_t> nearest_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> average_link(LinkMatrix links, float stop,
                                                     std::span<const std::uint32_t> sizes) {
  return Agglomeration(std::move(links), sizes).run(stop);
}

}  // namespace kizuki
