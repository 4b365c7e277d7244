#include "engine/essence_run/essence_run.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {
namespace {

const KnowHow* listening(const EssenceReport& report) {
  const auto& items = report.result.items;
  const auto found = std::max_element(
      items.begin(), items.end(),
      [](const KnowHow& left, const KnowHow& right) { return left.cases < right.cases; });
  return found == items.end() ? nullptr : &*found;
}

TEST_F(EssenceRunTest, FindsTheKnowHowWithItsSentences) {
  const auto report = run(ReaderScope::everything());
  ASSERT_TRUE(report);
  const KnowHow* item = listening(*report);
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->cases, 5U);
  EXPECT_EQ(item->kind, KnowHowKind::kCard);
  ASSERT_EQ(report->quotes.size(), report->result.items.size());
  EXPECT_EQ(report->cards.size(), shipped_cards().size());
  EXPECT_TRUE(report->with_cards);
}

TEST_F(EssenceRunTest, WhatLiesBeyondTheWallsDoesNotShow) {
  const auto before = run(ReaderScope::of_anybody());
  ASSERT_TRUE(before);
  EXPECT_EQ(listening(*before)->cases, 4U);
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.erase("d-4", "撤回"));
  ASSERT_TRUE(writer.commit());
  const auto after = run(ReaderScope::of_anybody());
  ASSERT_TRUE(after);
  EXPECT_EQ(before->snapshot, after->snapshot);
  const auto all = run(ReaderScope::everything());
  ASSERT_TRUE(all);
  EXPECT_EQ(all->snapshot, after->snapshot);
}

TEST_F(EssenceRunTest, CardsOfTheRequestStandInThePlaceOfTheCatalogue) {
  EssenceRequest request;
  request.cards = {shipped_cards().front()};
  const auto one = run(ReaderScope::everything(), request);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->cards.size(), 1U);
  request.with_cards = false;
  const auto none = run(ReaderScope::everything(), request);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->cards.empty());
  EXPECT_NE(one->snapshot, none->snapshot);
}

TEST_F(EssenceRunTest, OnlyARunOverEverythingFindsAllCandidates) {
  const ReaderScope scope = ReaderScope::everything();
  const auto finds_all = [&](const EssenceRequest& request) {
    const auto run = EssenceRun::prepare(library_, scope, essence_tools(), request);
    EXPECT_TRUE(run.has_value());
    return run->finds_all_candidates();
  };
  EXPECT_TRUE(finds_all({}));
  EssenceRequest top;
  top.top = 1;
  EXPECT_FALSE(finds_all(top));
  EssenceRequest filtered;
  filtered.filters = {{"id", {"d-1"}}};
  EXPECT_FALSE(finds_all(filtered));
  EssenceRequest no_cards;
  no_cards.with_cards = false;
  EXPECT_FALSE(finds_all(no_cards));
}

}  // namespace
}  // namespace kizuki::test
