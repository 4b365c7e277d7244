#include "engine/review/uncertain_tags.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/index_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Index;
using test::make_case;
using test::must;
using testing::IsEmpty;
using testing::SizeIs;

CaseRecord untagged(const std::string& id, const std::string& text) {
  CaseRecord record = make_case(id, text);
  record.sections[0].steps.clear();
  return record;
}

std::vector<CaseRecord> some_cases() {
  return {untagged("a", "後継者が決まらず、事業承継の話を避けてきた。"),
          untagged("b", "売上が落ち、値段を改めるために原価を調べた。"),
          untagged("c", "職人が辞め、採用してもすぐに辞める。話を聴いて、理由が見えた。"),
          untagged("d", "検査のやり直しが多く、納期に遅れる。工程を見直した。")};
}

std::vector<IndexPart> parts_of(const Index& index) {
  const auto generation = must(index.store.open_current());
  return must(generation->open_parts("local"));
}

TEST(UncertainTagsTest, TheNearestToOneHalfComeFirst) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert(some_cases());
  index.build();
  const auto all = find_uncertain_tags(parts_of(index), 1'000);
  ASSERT_GE(all.size(), 4u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& left, const auto& right) {
    return std::abs(left.confidence - 0.5F) < std::abs(right.confidence - 0.5F);
  }));
  // Fewer are the first of all.
  const auto few = find_uncertain_tags(parts_of(index), 3);
  ASSERT_THAT(few, SizeIs(3));
  for (std::size_t i = 0; i < few.size(); ++i) {
    EXPECT_EQ(few[i].case_id, all[i].case_id);
    EXPECT_EQ(few[i].value, all[i].value);
  }
  EXPECT_THAT(find_uncertain_tags(parts_of(index), 0), IsEmpty());
  for (const UncertainTag& tag : find_uncertain_tags(parts_of(index), 1'000, "issue")) {
    EXPECT_EQ(tag.name, "issue");
  }
}

TEST(UncertainTagsTest, WhatIsGivenOrJudgedIsNotAsked) {
  const TempFolder folder;
  Index index(folder.path());
  auto cases = some_cases();
  cases[1].issues = {"pricing"};
  index.upsert(cases);
  index.build();
  const auto before = find_uncertain_tags(parts_of(index), 1'000, "issue");
  ASSERT_FALSE(before.empty());
  for (const UncertainTag& tag : before) EXPECT_NE(tag.case_id, "b");

  Confirmation said;
  said.case_id = before[0].case_id;
  said.name = "issue";
  said.value = before[0].value;
  said.author = "operator";
  LibraryWriter writer(index.library);
  ASSERT_TRUE(writer.confirm(said));
  ASSERT_TRUE(writer.commit());
  index.update();
  const auto after = find_uncertain_tags(parts_of(index), 1'000, "issue");
  EXPECT_EQ(after.size() + 1, before.size());
}

TEST(UncertainTagsTest, SupersededCasesAreLeftOut) {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert(some_cases());
  index.build();
  index.remove("a");
  index.update();
  for (const UncertainTag& tag : find_uncertain_tags(parts_of(index), 1'000)) {
    EXPECT_NE(tag.case_id, "a");
  }
}

}  // namespace
}  // namespace kizuki
