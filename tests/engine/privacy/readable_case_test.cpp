#include "engine/privacy/readable_case.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

CaseRecord record(std::string id, std::string organization) {
  CaseRecord made;
  made.id = std::move(id);
  made.title = "題";
  made.organization = std::move(organization);
  made.sections.push_back({"経緯", "本文です。", {}, {}});
  return made;
}

class ReadableCaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto library = Library::open(folder_.path(), Library::Mode::kReadWrite);
    ASSERT_TRUE(library);
    library_.emplace(std::move(*library));
    LibraryWriter writer(*library_);
    ASSERT_TRUE(writer.upsert(record("a-1", "A"), "f"));
    ASSERT_TRUE(writer.upsert(record("b-1", "B"), "f"));
    ASSERT_TRUE(writer.upsert(record("a-erased", "A"), "f"));
    ASSERT_TRUE(writer.upsert(record("b-erased", "B"), "f"));
    ASSERT_TRUE(writer.upsert(record("a-removed", "A"), "f"));
    ASSERT_TRUE(writer.erase("a-erased", "r"));
    ASSERT_TRUE(writer.erase("b-erased", "r"));
    ASSERT_TRUE(writer.remove("a-removed", "r"));
    ASSERT_TRUE(writer.commit());
    member_.name = "m";
    member_.organization = "A";
  }
  /// All that a caller can see of a refusal, without the id asked for.
  std::string refusal(const std::string& id) {
    auto refused = readable_case(*library_, member_, id);
    if (refused) return "read";
    EXPECT_EQ(refused.error().id, id);
    refused.error().id.clear();
    return std::string(error_name(refused.error().code)) + refused.error().describe();
  }

  TempFolder folder_;
  std::optional<Library> library_;
  Account member_;
};

TEST_F(ReadableCaseTest, ReadsWhatTheAccountMay) {
  const auto stored = readable_case(*library_, member_, "a-1");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->id, "a-1");
  member_.other_organizations = {"B"};
  EXPECT_TRUE(readable_case(*library_, member_, "b-1"));
}

TEST_F(ReadableCaseTest, ForbiddenLooksLikeMissing) {
  const std::string missing = refusal("nothing");
  EXPECT_NE(missing, "read");
  for (const char* id : {"b-1", "b-erased", "a-erased", "a-removed", "", "'"}) {
    EXPECT_EQ(refusal(id), missing) << id;
  }
}

TEST_F(ReadableCaseTest, DisabledAccountReadsNothing) {
  const std::string missing = refusal("nothing");
  member_.disabled = true;
  EXPECT_EQ(refusal("a-1"), missing);
}

}  // namespace
}  // namespace kizuki
