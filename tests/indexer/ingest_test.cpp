#include "indexer/ingest.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/library/library.hpp"
#include "tests/indexer/engine_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::must;
using testing::ElementsAre;
using testing::HasSubstr;

/// Ingests files of one folder and keeps what the listener heard.
class IngestTest : public testing::Test {
 protected:
  Result<IngestReport> ingest(std::string_view name, std::string_view bytes,
                              std::string_view profile = "plain") {
    const auto path = folder_.write(name, bytes);
    IngestListener listener;
    listener.refused = [this](const Error& error) { refused_.push_back(error); };
    listener.acknowledged = [this](std::uint64_t count) { acknowledged_ += count; };
    return ingest_file(path, Engine::get().profile(profile), Engine::get().codec, &library_,
                       options_, listener);
  }

  TempFolder folder_;
  Library library_ = must(Library::open(folder_ / "index", Library::Mode::kReadWrite));
  IngestOptions options_;
  std::vector<Error> refused_;
  std::uint64_t acknowledged_ = 0;
};

TEST_F(IngestTest, CountsAddedChangedAndUnchanged) {
  const auto first = ingest("a.jsonl", R"({"id":"a","title":"一","text":"本文です。"})"
                                       "\n"
                                       R"({"id":"b","title":"二","text":"本文です。"})"
                                       "\n");
  ASSERT_TRUE(first) << first.error().describe();
  EXPECT_EQ(first->added, 2U);
  EXPECT_EQ(acknowledged_, 2U);

  const auto second = ingest("a.jsonl", R"({"text":"本文です。","title":"一","id":"a"})"
                                        "\n"
                                        R"({"id":"b","title":"二","text":"別の本文です。"})"
                                        "\n");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->unchanged, 1U);
  EXPECT_EQ(second->changed, 1U);
  EXPECT_EQ(second->added, 0U);
}

TEST_F(IngestTest, RefusesBadRecordsByLineAndKeepsTheGoodOnes) {
  const auto report = ingest("a.jsonl", R"({"id":"a","title":"一","text":"本文。"})"
                                        "\n"
                                        "{\"id\":\n"
                                        R"({"title":"名なし","text":"本文。"})"
                                        "\n\n"
                                        R"({"id":"../../x","title":"逃げる","text":"本文。"})"
                                        "\n"
                                        R"({"id":"a","title":"二度目","text":"本文。"})"
                                        "\n"
                                        R"({"id":"c","title":"三","text":"本文。"})");
  ASSERT_TRUE(report) << report.error().describe();
  EXPECT_EQ(report->records, 6U);
  EXPECT_EQ(report->added, 2U);
  EXPECT_EQ(report->refused, 4U);
  ASSERT_EQ(refused_.size(), 4U);
  std::vector<std::uint64_t> lines;
  for (const Error& error : refused_) lines.push_back(error.line);
  EXPECT_THAT(lines, ElementsAre(2, 3, 5, 6));
  EXPECT_THAT(refused_[3].describe(), HasSubstr("1 行目"));
  EXPECT_EQ(must(library_.get("a")).revision, 1U);
  EXPECT_TRUE(library_.get("c"));
}

TEST_F(IngestTest, StopsAtTheFirstRefusalUnderStrictAndKeepsWhatWasAcknowledged) {
  options_.strict = true;
  const auto report = ingest("a.jsonl", R"({"id":"a","title":"一","text":"本文。"})"
                                        "\n"
                                        R"({"id":"","title":"二","text":"本文。"})"
                                        "\n"
                                        R"({"id":"c","title":"三","text":"本文。"})");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().line, 2U);
  EXPECT_TRUE(library_.get("a"));
  EXPECT_FALSE(library_.get("c"));
}

TEST_F(IngestTest, SaysOnceThatTheProfileDoesNotFitACsv) {
  const auto report = ingest("list.csv", "日付,名前\n2020-01-01,あ\n2020-01-02,い\n", "jnet21");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(report.error().message, HasSubstr("title"));
  EXPECT_TRUE(refused_.empty());
}

TEST_F(IngestTest, ChecksWithoutALibrary) {
  const auto path = folder_.write("a.jsonl", R"({"id":"a","title":"一","text":"本文。"})"
                                             "\n{}\n");
  const auto report =
      ingest_file(path, Engine::get().profile("plain"), Engine::get().codec, nullptr, {}, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->added, 1U);
  EXPECT_EQ(report->refused, 1U);
  EXPECT_EQ(must(library_.sequence()), 0U);
}

}  // namespace
}  // namespace kizuki
