#include "engine/query/group_scoring.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace kizuki {
namespace {

bool is_weak(RankedGroup::Kind kind) {
  return kind == RankedGroup::Kind::kWeaker || kind == RankedGroup::Kind::kReading;
}

bool has_synonyms(const RankedGroup& group) {
  return std::any_of(group.members.begin(), group.members.end(), [](const auto& member) {
    return member.kind == RankedGroup::Kind::kEquivalent ||
           member.kind == RankedGroup::Kind::kWeaker;
  });
}

}  // namespace

double GroupScoring::factor(RankedGroup::Kind kind) const {
  return is_weak(kind) ? settings_.weaker_member : 1.0;
}

Result<std::optional<ScoredGroup>> GroupScoring::score(const RankedGroup& group) const {
  ScoredGroup scored;
  double without = 1.0;             // share of the opened cases that have no member
  double background_without = 1.0;  // of the background
  bool adds = false;
  const bool own_counts = has_synonyms(group);
  for (const RankedGroup::Member& member : group.members) {
    std::uint64_t fewest = first_stage_.case_count();
    double share = 1.0;
    std::uint64_t postings = 0;
    for (const PlanTerm& term : member.terms) {
      const auto frequency = first_stage_.document_frequency(term);
      if (!frequency) return frequency.error();
      fewest = std::min(fewest, *frequency);
      share = std::min(share, rarity_.share(term));
      postings = std::max(postings, *frequency);
    }
    if (fewest == 0) continue;
    adds = adds || member.kind != RankedGroup::Kind::kWord;
    without *= 1.0 - static_cast<double>(fewest) / rarity_.cases();
    background_without *= 1.0 - share;
    if (member.kind == RankedGroup::Kind::kWord && !own_counts) continue;
    scored.frequency += postings;
    scored.members.push_back({member.terms, factor(member.kind)});
  }
  if (!adds || settings_.group_weight <= 0.0) return std::optional<ScoredGroup>();
  const double idf = rarity_.idf(1.0 - background_without, rarity_.cases() * (1.0 - without));
  // What a term gets that occurs once in a case of usual length.
  const double k1 = settings_.term_saturation;
  const double once = (k1 * static_cast<double>(quantum_) + 1.0) / (k1 + 1.0);
  double best = 0.0;
  for (ScoredGroup::Member& member : scored.members) {
    best = std::max(best, member.score);
    member.score *= settings_.group_weight * idf * once;
  }
  scored.value = settings_.group_weight * best * idf;
  return std::optional<ScoredGroup>(std::move(scored));
}

}  // namespace kizuki
