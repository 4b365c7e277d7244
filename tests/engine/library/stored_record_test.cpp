#include "engine/library/stored_record.hpp"

#include <gtest/gtest.h>

#include "engine/corpus/taxonomy.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

class StoredRecordTest : public testing::Test {
 protected:
  CaseCodec codec_ = *CaseCodec::load(test::source_path("data/schema/case.schema.json"),
                                      *Taxonomy::load(test::source_path("data/taxonomy")));
};

TEST_F(StoredRecordTest, GivesTheRecordThatWasWritten) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a-1")});
  const auto record = decode_stored(*library.get("a-1"), codec_);
  ASSERT_TRUE(record) << record.error().describe();
  EXPECT_EQ(content_hash(*record), content_hash(sample_case("a-1")));
}

TEST_F(StoredRecordTest, NamesTheCaseThatCannotBeRead) {
  StoredCase stored;
  stored.id = "a-1";
  for (const char* json : {"", "{", "[]", R"({"id":"a-1"})"}) {
    stored.json = json;
    const auto record = decode_stored(stored, codec_);
    ASSERT_FALSE(record) << json;
    EXPECT_EQ(record.error().id, "a-1") << json;
  }
}

}  // namespace
}  // namespace kizuki
