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

TEST_F(StoredRecordTest, TextsAloneAreThoseOfTheWholeRecord) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a-1")});
  const StoredCase stored = *library.get("a-1");
  const auto whole = decode_stored(stored, codec_);
  const auto texts = decode_stored_texts(stored);
  ASSERT_TRUE(whole && texts);
  EXPECT_EQ(texts->id, whole->id);
  EXPECT_EQ(texts->title, whole->title);
  ASSERT_EQ(texts->sections.size(), whole->sections.size());
  ASSERT_FALSE(texts->sections.empty());
  for (std::size_t i = 0; i < texts->sections.size(); ++i) {
    EXPECT_EQ(texts->sections[i].heading, whole->sections[i].heading);
    EXPECT_EQ(texts->sections[i].text, whole->sections[i].text);
  }
  EXPECT_EQ(decode_stored_texts({"a-2", "", 0, 0, "", "{"}).error().id, "a-2");
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
