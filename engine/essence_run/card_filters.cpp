#include "engine/essence_run/card_filters.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/query/query_characters.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownCards = 5;

bool is_card_filter(const QueryNode& node) {
  return node.kind == QueryNode::Kind::kFilter && node.field == FilterField::kKnowHow;
}

bool any_card_filter(const QueryNode& node) {
  return is_card_filter(node) ||
         std::any_of(node.children.begin(), node.children.end(), any_card_filter);
}

bool has_form_of_id(std::string_view folded) {
  return std::all_of(folded.begin(), folded.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '.' ||
           byte == '_' || byte == '-';
  });
}

/// The pairs of neighbouring characters.
std::set<std::string> pairs_of(std::string_view text) {
  std::set<std::string> out;
  std::size_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    (void)utf8_next(text, at);
    if (here > 0) out.emplace(text.substr(before, at - before));
    before = here;
  }
  return out;
}

std::string described(const KnowHowCard& card) { return card.id + "（" + card.label + "）"; }

class CardNames {
 public:
  explicit CardNames(const std::vector<CatalogueCard>& cards) {
    for (const CatalogueCard& entry : cards) {
      const bool stands =
          entry.status == CardStatus::kActive || entry.status == CardStatus::kCandidate;
      if (stands) cards_.push_back(&entry.card);
    }
  }

  Result<std::string> id_of(const std::string& typed) const {
    const std::string folded = fold_name(typed);
    std::vector<const KnowHowCard*> named;
    for (const KnowHowCard* card : cards_) {
      if (card->id == typed || fold_name(card->id) == folded) return card->id;
      if (fold_name(card->label) == folded) named.push_back(card);
    }
    if (named.size() == 1) return named.front()->id;
    if (!named.empty()) return several(typed, named);
    if (has_form_of_id(folded)) return typed;
    return none(typed, folded);
  }

 private:
  static Error mistake(std::string message) {
    Error error;
    error.code = ErrorCode::kInvalidQuery;
    error.message = std::move(message);
    return error;
  }

  static Error several(const std::string& typed, const std::vector<const KnowHowCard*>& named) {
    std::string ids;
    for (std::size_t i = 0; i < std::min(kShownCards, named.size()); ++i) {
      ids += (i == 0 ? "" : "、") + named[i]->id;
    }
    return mistake("ノウハウ「" + typed + "」という名前のカードはいくつもあります。番号（" + ids +
                   "）で指定してください");
  }

  /// The cards whose names share the most pairs of characters with what was typed.
  Error none(const std::string& typed, const std::string& folded) const {
    const std::set<std::string> asked = pairs_of(folded);
    std::vector<std::pair<std::size_t, const KnowHowCard*>> near;
    for (const KnowHowCard* card : cards_) {
      std::size_t shared = 0;
      for (const std::string& pair : pairs_of(fold_name(card->label))) shared += asked.count(pair);
      if (shared > 0) near.emplace_back(shared, card);
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string message =
        "ノウハウ「" + typed +
        "」はありません。カードの番号（K01 など）か、カードの名前を全部書いてください";
    for (std::size_t i = 0; i < std::min(kShownCards, near.size()); ++i) {
      message += (i == 0 ? "。近い名前: " : "、") + described(*near[i].second);
    }
    return mistake(std::move(message));
  }

  std::vector<const KnowHowCard*> cards_;  // ascending by id
};

Result<void> resolve(QueryNode& node, const CardNames& names) {
  if (is_card_filter(node)) {
    auto id = names.id_of(node.text);
    if (!id) return std::move(id).error();
    node.text = std::move(*id);
    return {};
  }
  for (QueryNode& child : node.children) {
    if (auto done = resolve(child, names); !done) return done;
  }
  return {};
}

}  // namespace

bool filters_by_card(std::span<const QueryNode> parts) {
  return std::any_of(parts.begin(), parts.end(), any_card_filter);
}

Result<void> resolve_card_filters(std::span<QueryNode> parts,
                                  const std::vector<CatalogueCard>& cards) {
  const CardNames names(cards);
  for (QueryNode& part : parts) {
    if (auto done = resolve(part, names); !done) return done;
  }
  return {};
}

Result<void> resolve_card_filters(std::span<QueryNode> parts, const Library& library,
                                  const ReaderScope& scope,
                                  const std::vector<KnowHowCard>& shipped) {
  if (!filters_by_card(parts)) return {};
  const auto cards = read_catalogue_cards(
      library, [&scope](std::string_view name) { return scope.may_read(name); }, shipped);
  if (!cards) return cards.error();
  return resolve_card_filters(parts, *cards);
}

}  // namespace kizuki
