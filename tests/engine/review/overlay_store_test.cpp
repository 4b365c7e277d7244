#include "engine/review/overlay_store.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TagOverlay overlay(const std::string& compartment, const std::string& model,
                   const std::string& learned_from) {
  TagOverlay made;
  made.compartment = compartment;
  made.model = model;
  made.learned_from = {xxh3(learned_from)};
  made.issues = {{2, 1.0F, {}}};
  return made;
}

TEST(OverlayStoreTest, KeepsOneACompartmentAndTellsThoseOfOtherModels) {
  const TempFolder folder;
  const OverlayStore store(folder.path());
  const auto empty = store.load("m");
  ASSERT_TRUE(empty);
  EXPECT_THAT(empty->overlays, IsEmpty());

  ASSERT_TRUE(store.save(overlay("org:港町商工会", "m", "a")));
  ASSERT_TRUE(store.save(overlay("org:港町商工会", "m", "b")));
  ASSERT_TRUE(store.save(overlay("public", "old", "c")));
  const auto loaded = store.load("m");
  ASSERT_TRUE(loaded) << loaded.error().describe();
  ASSERT_THAT(loaded->overlays, SizeIs(1));
  EXPECT_TRUE(loaded->overlays.at("org:港町商工会")->learned_from_case("b"));
  EXPECT_THAT(loaded->outdated, ElementsAre("public"));
}

TEST(OverlayStoreTest, RemovesByCompartment) {
  const TempFolder folder;
  const OverlayStore store(folder.path());
  ASSERT_TRUE(store.save(overlay("public", "m", "a")));
  EXPECT_TRUE(*store.remove("public"));
  EXPECT_FALSE(*store.remove("public"));
  EXPECT_THAT(store.load("m")->overlays, IsEmpty());
}

TEST(OverlayStoreTest, AnErasedCaseTakesWhatWasLearnedFromItAlong) {
  const TempFolder folder;
  const OverlayStore store(folder.path());
  ASSERT_TRUE(store.save(overlay("local", "m", "erased")));
  ASSERT_TRUE(store.save(overlay("public", "m", "other")));
  ASSERT_TRUE(store.save(overlay("members", "old", "erased")));
  std::ofstream(folder / "overlays" / "broken.kzto") << "nobody can tell from whom";
  const auto removed = store.remove_learned_from({"x", "erased"});
  ASSERT_TRUE(removed);
  EXPECT_THAT(*removed, SizeIs(3));
  const auto loaded = store.load("m");
  ASSERT_TRUE(loaded);
  EXPECT_THAT(loaded->outdated, IsEmpty());
  EXPECT_EQ(loaded->overlays.count("public"), 1u);
  EXPECT_EQ(loaded->overlays.count("local"), 0u);
}

TEST(OverlayStoreTest, ADamagedFileIsNamed) {
  const TempFolder folder;
  const OverlayStore store(folder.path());
  ASSERT_TRUE(store.save(overlay("public", "m", "a")));
  std::ofstream(folder / "overlays" / "broken.kzto") << "x";
  const auto loaded = store.load("m");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(loaded.error().file.find("broken.kzto"), std::string::npos);
}

}  // namespace
}  // namespace kizuki
