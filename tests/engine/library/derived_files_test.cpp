#include "engine/library/derived_files.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"

namespace kizuki::test {
namespace {

namespace fs = std::filesystem;

TEST(DerivedFiles, GoWithAnErasure) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b")});
  ASSERT_TRUE(store_derived(library, folder.path(), "file", "一二", {"a", "b"}));
  const fs::path file = derived_folder(folder.path()) / "file";
  ASSERT_TRUE(fs::exists(file));
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.erase("a", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_FALSE(fs::exists(derived_folder(folder.path())));
}

TEST(DerivedFiles, MadeFromAnErasedCaseDoNotStay) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b")});
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.erase("a", "撤回"));
  ASSERT_TRUE(writer.commit());
  // As by a run that had read the case before.
  ASSERT_TRUE(store_derived(library, folder.path(), "file", "一二", {"a", "b"}));
  EXPECT_FALSE(fs::exists(derived_folder(folder.path()) / "file"));
}

}  // namespace
}  // namespace kizuki::test
