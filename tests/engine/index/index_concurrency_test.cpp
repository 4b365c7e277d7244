#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "engine/index/compartment_reader.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/generation.hpp"
#include "tests/engine/index/index_folder.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

std::vector<std::pair<std::string, std::string>> build_with_threads(
    const std::vector<CaseAnalysis>& cases, unsigned threads) {
  const TempFolder folder;
  auto writer = CompartmentWriter::create(folder / "c", LengthSettings{}, {});
  EXPECT_TRUE(succeeded(writer));
  std::vector<std::unique_ptr<PreparedCase>> prepared(cases.size());
  std::vector<std::thread> workers;
  for (unsigned worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&, worker] {
      for (std::size_t i = worker; i < cases.size(); i += threads) {
        prepared[i] =
            std::make_unique<PreparedCase>(PreparedCase::from(cases[i], LengthSettings{}));
      }
    });
  }
  for (auto& worker : workers) worker.join();
  for (const auto& one : prepared) EXPECT_TRUE(succeeded(writer->add(*one)));
  EXPECT_TRUE(succeeded(writer->finish()));
  return test::files_below(folder.path());
}

TEST(IndexConcurrencyTest, FilesDoNotDependOnTheNumberOfThreads) {
  const auto cases = test::random_cases(1, 1100);
  const auto one = build_with_threads(cases, 1);
  EXPECT_EQ(build_with_threads(cases, 2), one);
  EXPECT_EQ(build_with_threads(cases, 7), one);
}

TEST(IndexConcurrencyTest, ReadersNeverMissAGenerationWhileOthersSwitchAndPrune) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  const auto cases = test::random_cases(2, 4);
  ASSERT_TRUE(succeeded(test::publish_cases(store, cases, 1)));
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const auto current = store.open_current();
        ASSERT_TRUE(succeeded(current));
        const auto reader = (*current)->open_compartment("public");
        ASSERT_TRUE(succeeded(reader));
        ASSERT_TRUE(succeeded(reader->analysis(1)));
        ++reads;
      }
    });
  }
  for (std::uint64_t sequence = 2; sequence < 14; ++sequence) {
    const auto published = test::publish_cases(store, cases, sequence);
    EXPECT_TRUE(succeeded(published));
    if (sequence % 4 == 0) {
      EXPECT_TRUE(succeeded(store.roll_back()));
    }
    EXPECT_TRUE(succeeded(store.prune(1)));
  }
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_GT(reads, 10U);
}

}  // namespace
}  // namespace kizuki
