#include "engine/index/document_list.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using Documents = std::vector<std::uint32_t>;

TEST(DocumentListTest, ReadingUndoesWriting) {
  const TempFolder folder;
  for (const Documents& documents : {Documents{}, Documents{1}, Documents{1, 2, 70'000, 80'000}}) {
    ASSERT_TRUE(succeeded(write_document_list(folder / "list", documents)));
    const auto read = read_document_list(folder / "list", 80'000);
    ASSERT_TRUE(succeeded(read));
    EXPECT_EQ(*read, documents);
  }
}

TEST(DocumentListTest, RefusesWhatDoesNotAscendOrIsOutOfRange) {
  const TempFolder folder;
  for (const Documents& documents :
       {Documents{0}, Documents{2, 2}, Documents{3, 1}, Documents{9}}) {
    ASSERT_TRUE(succeeded(write_document_list(folder / "list", documents)));
    EXPECT_EQ(failure_name(read_document_list(folder / "list", 8)), "corrupt");
  }
  EXPECT_EQ(failure_name(read_document_list(folder / "none", 8)), "not_found");
}

TEST(DocumentListTest, EveryFlippedBitAndEveryCutIsFound) {
  const TempFolder folder;
  ASSERT_TRUE(succeeded(write_document_list(folder / "list", {1, 5, 9})));
  const std::string bytes = *read_file(folder / "list", 1'000);
  const auto failure_of = [&](const std::string& damaged) {
    folder.write("damaged", damaged);
    return failure_name(read_document_list(folder / "damaged", 100));
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << bit));
      EXPECT_EQ(failure_of(damaged), "corrupt") << "byte " << i << " bit " << bit;
    }
    EXPECT_EQ(failure_of(bytes.substr(0, i)), "corrupt") << "cut at " << i;
  }
}

}  // namespace
}  // namespace kizuki
