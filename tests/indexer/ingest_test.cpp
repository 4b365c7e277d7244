#include "indexer/ingest.hpp"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/library/library.hpp"
#include "tests/indexer/engine_fixture.hpp"
#include "tests/support/seed.hpp"
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

/// What a run did, as far as anybody can see it.
std::string story_of(const std::string& bytes, std::size_t threads, bool strict) {
  const TempFolder folder;
  const auto path = folder.write("a.jsonl", bytes);
  auto library = must(Library::open(folder / "index", Library::Mode::kReadWrite));
  std::string story;
  IngestListener listener;
  listener.refused = [&](const Error& error) {
    story += "refused " + std::to_string(error.line) + " " + error.id + " " + error.message + "\n";
  };
  listener.warned = [&](const Error& error) {
    story += "warned " + std::to_string(error.line) + " " + error.id + " " + error.field + "\n";
  };
  listener.taken = [&](const CaseRecord& record) -> Result<void> {
    story += "taken " + record.id + "\n";
    return {};
  };
  IngestOptions options;
  options.threads = threads;
  options.strict = strict;
  options.source.record_bytes = 4000;
  const auto report = ingest_file(path, Engine::get().profile("case"), Engine::get().codec,
                                  &library, options, listener);
  if (report) {
    story += "records " + std::to_string(report->records) + " added " +
             std::to_string(report->added) + " changed " + std::to_string(report->changed) +
             " unchanged " + std::to_string(report->unchanged) + " refused " +
             std::to_string(report->refused) + " warnings " + std::to_string(report->warnings);
  } else {
    story += "failed " + std::to_string(report.error().line) + " " + report.error().message;
  }
  const std::uint64_t sequence = must(library.sequence());
  const auto add = [&](const StoredCase& stored) {
    story += "\n" + std::to_string(stored.sequence) + " " + stored.compartment + " " + stored.json;
    return true;
  };
  EXPECT_TRUE(library.for_each_case(sequence, add));
  return story;
}

/// A record, one in six of them with a fault.
std::string random_line(std::mt19937_64& random) {
  const std::uint64_t fault = random() % 12;
  if (fault == 0) return "{\"id\":\n";
  std::string line = R"({"id":"c)" + std::to_string(random() % 300) + '"';
  if (fault == 1) return line.append("}\n");                            // no text
  const std::string text(fault == 2 ? 5000 : 1 + random() % 900, 'x');  // 4,000 are allowed
  line.append(R"(,"title":"題","sections":[{"heading":"一","text":")").append(text).append("\"}]");
  if (random() % 8 == 0) line.append(R"(,"unknown_field":1)");
  return line.append("}\n");
}

TEST(IngestThreads, DoNotChangeWhatBecomesOfAFile) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (int round = 0; round < 6; ++round) {
    SCOPED_TRACE(describe_seed(seed, static_cast<std::size_t>(round)));
    std::string bytes;
    const std::uint64_t lines = 100 + random() % 300;
    for (std::uint64_t i = 0; i < lines; ++i) bytes += random_line(random);
    if (random() % 2 == 0) bytes.resize(bytes.size() - 1 - random() % 20);
    for (const bool strict : {false, true}) {
      const std::string expected = story_of(bytes, 1, strict);
      ASSERT_NE(expected.find(strict ? "failed" : "taken"), std::string::npos) << expected;
      for (const std::size_t threads : {2U, 5U}) {
        ASSERT_EQ(story_of(bytes, threads, strict), expected)
            << threads << (strict ? " strict" : "");
      }
    }
  }
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
