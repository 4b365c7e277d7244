#include "engine/essence/decisions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace kizuki {
namespace {

struct Share {
  std::size_t common;
  std::size_t smaller;  // size of the smaller of both
  std::uint32_t known;
  std::uint32_t group;
};

/// For each found group and known one with a share large enough: how many members are common.
class Shares {
 public:
  explicit Shares(std::span<const KnownGroup> known) : known_(known) {
    for (std::uint32_t k = 0; k < known.size(); ++k) {
      for (const GroupMember& member : known[k].members) by_member_[member].push_back(k);
    }
  }

  const std::vector<std::uint32_t>& of(const GroupMember& member) const {
    static const std::vector<std::uint32_t> kNone;
    const auto found = by_member_.find(member);
    return found == by_member_.end() ? kNone : found->second;
  }

  void add(std::uint32_t group, const std::vector<std::uint32_t>& places,
           std::span<const GroupMember> members, std::vector<Share>& out) const {
    constexpr std::size_t kLeastCommon = 2;
    std::map<std::uint32_t, std::size_t> common;
    for (const std::uint32_t place : places) {
      for (const std::uint32_t k : of(members[place])) ++common[k];
    }
    for (const auto& [k, count] : common) {
      const std::size_t smaller = std::min(places.size(), known_[k].members.size());
      if (count >= kLeastCommon && 2 * count >= smaller) out.push_back({count, smaller, k, group});
    }
  }

 private:
  std::span<const KnownGroup> known_;
  std::map<GroupMember, std::vector<std::uint32_t>> by_member_;
};

/// Moves the members of held groups to them. Returns what is left of the found groups; `held` gets
/// what went to each known group.
std::vector<std::vector<std::uint32_t>> take_held(
    std::span<const std::vector<std::uint32_t>> groups, std::span<const GroupMember> members,
    std::span<const KnownGroup> known, const Shares& shares,
    std::map<std::uint32_t, SettledGroup>& held) {
  std::vector<std::vector<std::uint32_t>> rest(groups.size());
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    std::map<std::uint32_t, std::size_t> counts;
    for (const std::uint32_t place : groups[g]) {
      std::optional<std::uint32_t> holder;
      for (const std::uint32_t k : shares.of(members[place])) {
        if (known[k].held && !known[k].dismissed && !holder) holder = k;
      }
      if (holder) {
        SettledGroup& group = held[*holder];
        if (group.members.empty()) group.from = g;
        group.members.push_back(place);
        ++counts[*holder];
      } else {
        rest[g].push_back(place);
      }
    }
    std::uint32_t best = 0;
    std::size_t most = 0;
    for (const auto& [k, count] : counts) {
      if (count > most) std::tie(best, most) = std::pair(k, count);
    }
    if (most == 0 || rest[g].size() >= groups[g].size() - rest[g].size()) continue;
    // One sentence a case, in the joined group too.
    std::set<std::string> cases;
    for (const std::uint32_t place : held[best].members) cases.insert(members[place].first);
    for (const std::uint32_t place : rest[g]) {
      if (cases.insert(members[place].first).second) held[best].members.push_back(place);
    }
    rest[g].clear();
  }
  return rest;
}

}  // namespace

std::vector<SettledGroup> settle_groups(std::span<const std::vector<std::uint32_t>> groups,
                                        std::span<const GroupMember> members,
                                        std::span<const KnownGroup> known,
                                        std::uint32_t& dismissed) {
  const Shares shares(known);
  std::map<std::uint32_t, SettledGroup> held;
  const auto rest = take_held(groups, members, known, shares, held);
  std::vector<Share> pairs;
  for (std::uint32_t g = 0; g < rest.size(); ++g) shares.add(g, rest[g], members, pairs);
  std::sort(pairs.begin(), pairs.end(), [&](const Share& a, const Share& b) {
    // The greater share of the smaller one first, then more members, then the known group's id.
    const std::size_t left = a.common * b.smaller;
    const std::size_t right = b.common * a.smaller;
    if (left != right) return left > right;
    return std::tie(b.common, known[a.known].id, a.group) <
           std::tie(a.common, known[b.known].id, b.group);
  });
  std::vector<const KnownGroup*> continued(rest.size());
  std::vector<bool> dropped(rest.size());
  std::set<std::uint32_t> used;
  for (const auto& [k, group] : held) used.insert(k);
  for (const Share& pair : pairs) {
    if (known[pair.known].dismissed) {
      dropped[pair.group] = dropped[pair.group] || continued[pair.group] == nullptr;
    } else if (continued[pair.group] == nullptr && !dropped[pair.group] &&
               used.insert(pair.known).second) {
      continued[pair.group] = &known[pair.known];
    }
  }
  std::vector<SettledGroup> out;
  for (auto& [k, group] : held) {
    group.known = &known[k];
    out.push_back(std::move(group));
  }
  for (std::uint32_t g = 0; g < rest.size(); ++g) {
    if (dropped[g]) {
      ++dismissed;
    } else if (!rest[g].empty()) {
      out.push_back({continued[g], rest[g], g});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const SettledGroup& a, const SettledGroup& b) {
    return a.members.size() != b.members.size() ? a.members.size() > b.members.size()
                                                : a.from < b.from;
  });
  return out;
}

}  // namespace kizuki
