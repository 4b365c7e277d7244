#include "engine/tagging/facet_model.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/tagging/facet_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

TEST(FacetModelTest, ReadsBackTheSameBytes) {
  const std::string bytes = trained_on(falls_and_floods()).serialize();
  const auto model = FacetModel::parse(bytes);
  ASSERT_TRUE(model.has_value());
  EXPECT_EQ((*model)->serialize(), bytes);
  EXPECT_EQ((*model)->facet, "type");
  EXPECT_EQ((*model)->values, (std::vector<std::string>{"墜落", "水害"}));
}

TEST(FacetModelTest, RefusesDamageAndOtherFiles) {
  const std::string bytes = trained_on(falls_and_floods()).serialize();
  for (std::size_t at = 0; at < bytes.size(); at += 97) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    EXPECT_FALSE(FacetModel::parse(damaged).has_value()) << at;
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{4}, bytes.size() - 1}) {
    EXPECT_FALSE(FacetModel::parse(bytes.substr(0, length)).has_value());
  }
}

TEST(FacetModelTest, TellsHowToMakeAMissingOne) {
  const TempFolder folder;
  const auto model = FacetModel::load(folder.path() / "none.kzfm");
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::kNotFound);
  EXPECT_NE(model.error().message.find("--learn"), std::string::npos);
}

}  // namespace
}  // namespace kizuki::test
