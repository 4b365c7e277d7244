#include "engine/index/view_definition.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using Names = std::vector<std::string>;

Names names_of(const std::vector<ViewDefinition>& views) {
  Names names;
  for (const ViewDefinition& view : views) names.push_back(view.name);
  return names;
}

TEST(ViewDefinitionTest, EqualSetsOfCompartmentsHaveOneName) {
  const auto view = view_of({"org:乙", "org:甲", "org:乙"});
  EXPECT_EQ(view.reads.size(), 2U);
  EXPECT_EQ(view.name, view_of({"org:甲", "org:乙"}).name);
  EXPECT_NE(view.name, view_of({"org:甲"}).name);
  EXPECT_NE(view_of({"ab", "c"}).name, view_of({"a", "bc"}).name);
  EXPECT_TRUE(view_of_all().reads.empty());
}

TEST(ViewDefinitionTest, FewCompartmentsNeedNoView) {
  EXPECT_TRUE(needed_views({view_of_all()}, {"a", "b", "c", "d"}).empty());
  const auto wanted = view_of({"a", "b", "c", "d", "x", "y"});
  EXPECT_EQ(names_of(needed_views({wanted}, {"a", "b", "c", "d", "e"})), Names{"view:all"});
  const auto headquarters = view_without({"e"});
  EXPECT_EQ(needed_views({headquarters}, {"a", "b", "c", "d", "e"}).size(), 1U) << "only of all";
  EXPECT_EQ(needed_views({headquarters}, {"a", "b", "c", "d", "e", "f"}).size(), 2U);
  EXPECT_NE(headquarters.name, view_of({"e"}).name);
  EXPECT_EQ(needed_views({wanted, wanted}, {"a", "b", "c", "d", "e", "x"}).size(), 2U);
}

}  // namespace
}  // namespace kizuki
