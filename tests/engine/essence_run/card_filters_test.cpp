// Names of cards in queries.
#include "engine/essence_run/card_filters.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Catalogue catalogue_of(const std::vector<std::pair<std::string, std::string>>& cards) {
  Catalogue out;
  for (const auto& [id, label] : cards) {
    CatalogueCard entry;
    entry.card.id = id;
    entry.card.label = label;
    out.cards.push_back(std::move(entry));
  }
  return out;
}

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = [] {
    Catalogue out = catalogue_of({{"K01", "最後まで聴き切る"},
                                  {"K02", "宿題を一つに絞る"},
                                  {"K03", "宿題を一つに絞る"},
                                  {"K04", "聴き取りを分ける"},
                                  {"c-ab12", "付箋を持たせる"}});
    out.cards[3].status = CardStatus::kRejected;
    out.cards[4].status = CardStatus::kCandidate;
    return out;
  }();
  return kCatalogue;
}

/// The query with ids in it, or the error's message.
std::string resolved(const std::string& text) {
  auto query = parse_query(text);
  if (!query) return query.error().message;
  const auto done = resolve_card_filters(query->root.children, catalogue().cards);
  return done ? print_query(query->root) : done.error().message;
}

TEST(CardFilters, ReadIdsAndWholeNames) {
  struct Row {
    const char* typed;
    const char* read;
  };
  for (const Row& row : {Row{"knowhow:K01", "ノウハウ:K01"}, Row{"ノウハウ:k01", "ノウハウ:K01"},
                         Row{"ノウハウ：Ｋ０１ 現場", "ノウハウ:K01 現場"},
                         Row{"ノウハウ:最後まで聴き切る", "ノウハウ:K01"},
                         Row{"社長 -ノウハウ:最後まで聴き切る", "社長 -ノウハウ:K01"},
                         Row{"(ノウハウ:付箋を持たせる OR 課題:hr)", "ノウハウ:c-ab12 OR 課題:hr"},
                         // No case shows it; the search says what to give up.
                         Row{"ノウハウ:K99", "ノウハウ:K99"}, Row{"ノウハウ:K04", "ノウハウ:K04"},
                         Row{"課題:hr 最後まで聴き切る", "課題:hr 最後まで聴き切る"}}) {
    EXPECT_EQ(resolved(row.typed), row.read) << row.typed;
  }
}

TEST(CardFilters, SayWhatToTypeInstead) {
  EXPECT_THAT(resolved("ノウハウ:宿題を一つに絞る"),
              AllOf(HasSubstr("K02、K03"), Not(HasSubstr("K01"))));
  EXPECT_THAT(resolved("ノウハウ:最後まで聴く"),
              AllOf(HasSubstr("「最後まで聴く」はありません"), HasSubstr("K01（最後まで聴き切る）"),
                    Not(HasSubstr("K04"))));
  EXPECT_THAT(resolved("ノウハウ:鳥"),
              AllOf(HasSubstr("はありません"), Not(HasSubstr("近い名前"))));
}

TEST(CardFilters, AreFoundAnywhereInAQuery) {
  const auto found = [](const std::string& text) {
    return filters_by_card(parse_query(text)->root.children);
  };
  EXPECT_TRUE(found("ノウハウ:K01"));
  EXPECT_TRUE(found("現場 (父 OR -ノウハウ:K01)"));
  EXPECT_FALSE(found("ノウハウ 課題:hr \"ノウハウ:K01\""));
}

TEST_F(EssenceRunTest, CardFiltersKnowTheReadersCatalogue) {
  auto query = parse_query("ノウハウ:" + shipped_cards().front().label);
  ASSERT_TRUE(query.has_value());
  ASSERT_TRUE(resolve_card_filters(query->root.children, library_, ReaderScope::everything(),
                                   shipped_cards()));
  EXPECT_EQ(print_query(query->root), "ノウハウ:" + shipped_cards().front().id);
}

}  // namespace
}  // namespace kizuki::test
