// Records are checked on several threads: what becomes of a file must not show it.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "engine/library/library.hpp"
#include "indexer/ingest.hpp"
#include "tests/indexer/engine_fixture.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::must;

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
  std::string line = R"({"id":"c)" + std::to_string(random() % 900) + '"';
  if (fault == 1) return line.append("}\n");                            // no text
  const std::string text(fault == 2 ? 5000 : 1 + random() % 900, 'x');  // 4,000 are allowed
  line.append(R"(,"title":"題","sections":[{"heading":"一","text":")").append(text).append("\"}]");
  if (random() % 8 == 0) line.append(R"(,"unknown_field":1)");
  return line.append("}\n");
}

TEST(IngestThreads, DoNotChangeWhatBecomesOfAFile) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (int round = 0; round < 3; ++round) {
    SCOPED_TRACE(describe_seed(seed, static_cast<std::size_t>(round)));
    std::string bytes;
    const std::uint64_t lines = 700 + random() % 500;  // enough that threads are started
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

}  // namespace
}  // namespace kizuki
