// What was learned, kept from one command to the next.
#include "engine/catalogue/kept_matcher.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/library/derived_files.hpp"
#include "tests/engine/essence/essence_fixture.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class KeptMatcherTest : public ::testing::Test {
 protected:
  KeptMatcher kept(const std::string& scope) const {
    return {folder_.path(), scope, essence_model(), analyzer()};
  }
  void keep(const std::string& scope, const std::shared_ptr<const CardMatcher>& matcher,
            const std::vector<std::string>& cases = {}) {
    EXPECT_TRUE(keep_matcher(library_, kept(scope), *matcher, cases));
  }
  std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    if (!fs::exists(derived_folder(folder_.path()))) return out;
    for (const auto& entry : fs::directory_iterator(derived_folder(folder_.path()))) {
      out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
  std::vector<KnowHowCard> cards_{shipped_cards().begin(), shipped_cards().begin() + 4};
};

TEST_F(KeptMatcherTest, IsWhatWasLearned) {
  EXPECT_EQ(open_kept_matcher(kept("public"), cards_), nullptr);
  const auto learned = matcher_of(cards_);
  keep("public", learned);
  const auto opened = open_kept_matcher(kept("public"), cards_);
  ASSERT_NE(opened, nullptr);
  EXPECT_EQ(opened->learned(), learned->learned());
  ASSERT_EQ(files().size(), 1U);
  EXPECT_EQ(fs::status(files().front()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeptMatcherTest, OneCompartmentsIsNotReadForAnother) {
  keep("org:a", matcher_of(cards_));
  const fs::path first = files().at(0);
  EXPECT_EQ(open_kept_matcher(kept("org:b"), cards_), nullptr);
  keep("org:b", matcher_of(cards_));
  ASSERT_EQ(files().size(), 2U);
  const fs::path second = files()[0] == first ? files()[1] : files()[0];
  EXPECT_NE(open_kept_matcher(kept("org:b"), cards_), nullptr);
  // Not even under the other's name.
  fs::copy_file(first, second, fs::copy_options::overwrite_existing);
  EXPECT_EQ(open_kept_matcher(kept("org:b"), cards_), nullptr);
  EXPECT_NE(open_kept_matcher(kept("org:a"), cards_), nullptr);
}

TEST_F(KeptMatcherTest, OtherExamplesAreLearnedAnew) {
  keep("public", matcher_of(cards_));
  cards_[0].label = "別の名前";
  EXPECT_NE(open_kept_matcher(kept("public"), cards_), nullptr);
  cards_[0].examples.pop_back();
  EXPECT_EQ(open_kept_matcher(kept("public"), cards_), nullptr);
}

TEST_F(KeptMatcherTest, ADamagedFileIsNotReadAndNamed) {
  keep("public", matcher_of(cards_));
  EXPECT_THAT(damaged_derived_files(folder_.path()).value(), IsEmpty());
  const fs::path file = files().front();
  const std::string good = read_file(file, std::size_t{64} << 20U).value();
  for (const std::size_t at : {std::size_t{0}, std::size_t{9}, good.size() / 2, good.size() - 1}) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 4);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bad;
    EXPECT_EQ(open_kept_matcher(kept("public"), cards_), nullptr) << at;
    EXPECT_THAT(damaged_derived_files(folder_.path()).value(),
                ElementsAre(file.filename().string()));
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, good.size() - 1}) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << good.substr(0, size);
    EXPECT_EQ(open_kept_matcher(kept("public"), cards_), nullptr) << size;
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << good;
  EXPECT_NE(open_kept_matcher(kept("public"), cards_), nullptr);
}

TEST_F(KeptMatcherTest, NothingStaysOfACaseThatIsGone) {
  write_cases(library_, {sample_case("a")});
  keep("public", matcher_of(cards_), {"a"});
  EXPECT_EQ(files().size(), 1U);
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.erase("a", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_THAT(files(), IsEmpty());
  keep("public", matcher_of(cards_), {"a"});
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(KeptMatcherTest, ForgetsCompartmentsThatHaveNothingOfTheirOwn) {
  EXPECT_TRUE(forget_other_matchers(folder_.path(), {}));
  const auto learned = matcher_of(cards_);
  for (const char* scope : {"shipped", "*", "public", "org:a", "org:b"}) keep(scope, learned);
  EXPECT_TRUE(forget_other_matchers(folder_.path(), {"public", "org:a"}));
  EXPECT_EQ(files().size(), 4U);
  EXPECT_EQ(open_kept_matcher(kept("org:b"), cards_), nullptr);
  EXPECT_NE(open_kept_matcher(kept("org:a"), cards_), nullptr);
}

TEST(KeptMatcherScope, IsTheShippedOneForShippedExamples) {
  std::vector<KnowHowCard> cards = shipped_cards();
  std::reverse(cards.begin(), cards.end());
  cards[0].counter_examples.emplace_back("似ているが違う。");
  EXPECT_EQ(scope_of_examples(cards, shipped_cards(), "org:a"), kShippedScope);
  cards[0].examples.emplace_back("社長の話を最後まで聴いた。");
  EXPECT_EQ(scope_of_examples(cards, shipped_cards(), "org:a"), "org:a");
  cards.pop_back();
  EXPECT_EQ(scope_of_examples(cards, shipped_cards(), "org:a"), "org:a");
}

}  // namespace
}  // namespace kizuki::test
