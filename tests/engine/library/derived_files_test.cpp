#include "engine/library/derived_files.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

TEST(DerivedFiles, AreTheOwnersAlone) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  fs::create_directories(derived_folder(folder.path()));
  std::ofstream(derived_folder(folder.path()) / "file.tmp") << "left by a killed run";
  ASSERT_TRUE(store_derived(library, folder.path(), "file", "一", {}));
  const fs::path file = derived_folder(folder.path()) / "file";
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(derived_folder(folder.path()) / "file.tmp"));
}

TEST(DerivedFiles, SealsTellDamage) {
  const std::string bytes = sealed("一二三");
  EXPECT_EQ(unsealed(bytes), "一二三");
  EXPECT_EQ(unsealed(sealed("")), "");
  EXPECT_EQ(unsealed(""), std::nullopt);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string bad = bytes;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_EQ(unsealed(bad), std::nullopt) << i;
    EXPECT_EQ(unsealed(std::string_view(bytes).substr(0, i)), std::nullopt) << i;
  }

  const TempFolder folder;
  EXPECT_TRUE(damaged_derived_files(folder.path()).value().empty());
  Library library = open_library(folder.path());
  ASSERT_TRUE(store_derived(library, folder.path(), "good", bytes, {}));
  ASSERT_TRUE(store_derived(library, folder.path(), "bad", bytes.substr(1), {}));
  EXPECT_EQ(damaged_derived_files(folder.path()).value(), std::vector<std::string>{"bad"});
}

}  // namespace
}  // namespace kizuki::test
