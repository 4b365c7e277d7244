// What people decided, as far as a run has to keep to it: single sentences, and groups of earlier
// runs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// A person's word on one sentence.
struct SentenceVerdict {
  std::string case_id;
  std::uint32_t section = 0;  // 0-based
  TextSpan span;              // bytes of the section's text
  std::string card;
  bool confirmed = true;
};

/// A sentence of a group: its case and SentenceTraits::text_hash.
using GroupMember = std::pair<std::string, std::uint64_t>;

/// A group that an earlier run found.
struct KnownGroup {
  std::string id;
  std::string label;       // given by people; empty = none
  bool dismissed = false;  // people said: no know-how
  bool held = false;       // people merged or split it: its members stay together, and apart
  std::vector<GroupMember> members;
};

/// A group after what is known was taken into account.
struct SettledGroup {
  const KnownGroup* known = nullptr;   // the one that it continues; nothing for a new one
  std::vector<std::uint32_t> members;  // places in the group's input
  std::uint32_t from = 0;              // the found group that most of them come from
};

/// Gives found groups the identity of known ones. Members of a held group go to it, and with them
/// the rest of a found group most of whose members they are. Then each known group is continued by
/// at most one found group with which it shares at least two members and half of the smaller of
/// both, the largest share first. Found groups of which a dismissed one has such a share are left
/// out and counted. Depends on the sets alone, not on their order; groups keep the order of the
/// found.
/// `members` are those of all found groups; `groups` their places.
std::vector<SettledGroup> settle_groups(std::span<const std::vector<std::uint32_t>> groups,
                                        std::span<const GroupMember> members,
                                        std::span<const KnownGroup> known,
                                        std::uint32_t& dismissed);

}  // namespace kizuki
