#include "cli/know_how_counts.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "engine/essence_run/card_filters.hpp"
#include "indexer/index_cards.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownCards = 6;

const FacetCounts* know_how_of(const HitList& hits) {
  const auto at =
      std::find_if(hits.facets.begin(), hits.facets.end(),
                   [](const FacetCounts& counts) { return counts.name == kKnowHowAttribute; });
  return at == hits.facets.end() ? nullptr : &*at;
}

}  // namespace

bool counts_know_how(const HitList& hits) { return know_how_of(hits) != nullptr; }

Result<CardLabels> card_labels(const SearchSession& session) {
  const auto shipped = load_cards(session.data_folder / "cards" / "cards.jsonl");
  if (!shipped) return shipped.error();
  return CardLabels::read(
      *session.library, [&session](std::string_view name) { return session.scope->may_read(name); },
      *shipped);
}

Result<void> name_cards(const SearchSession& session, std::vector<QueryNode>& parts) {
  if (!filters_by_card(parts)) return {};
  const auto shipped = load_cards(session.data_folder / "cards" / "cards.jsonl");
  if (!shipped) return shipped.error();
  return resolve_card_filters(parts, *session.library, *session.scope, *shipped);
}

std::string print_know_how_as_text(const HitList& hits, const CardLabels& labels) {
  const FacetCounts* counts = know_how_of(hits);
  if (counts == nullptr) return "";
  std::string out = "\nノウハウ（本文からの推定。ノウハウ:ID で絞れます）:\n";
  for (std::size_t i = 0; i < std::min(counts->values.size(), kShownCards); ++i) {
    const FacetCount& count = counts->values[i];
    const std::string_view label = labels.find(count.value);
    out += "  " + count.value + (label.empty() ? "" : " ");
    out.append(label).append(" ").append(std::to_string(count.cases)).append(" 件\n");
  }
  return out;
}

}  // namespace kizuki
