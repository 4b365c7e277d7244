#include "engine/query/background_frequencies.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/process.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

PlanTerm word(std::string text) { return {std::move(text), TermKind::kWord}; }

std::shared_ptr<const BackgroundFrequencies> small_table() {
  const auto table = BackgroundFrequencies::parse("# cases\t100\n対応\t90\n事業承継\t5\n", "table");
  EXPECT_TRUE(succeeded(table));
  return *table;
}

TEST(BackgroundFrequenciesTest, KnowsShares) {
  const auto table = small_table();
  EXPECT_DOUBLE_EQ(table->share(word("対応")), 0.9);
  EXPECT_DOUBLE_EQ(table->share({"対応", TermKind::kPart}), 0.9);
  EXPECT_DOUBLE_EQ(table->share(word("事業承継")), 0.05);
  EXPECT_DOUBLE_EQ(table->share(word("宇宙")), 0.01);
  EXPECT_DOUBLE_EQ(table->share({"対応", TermKind::kBigram}), 0.01);
}

TEST(BackgroundFrequenciesTest, RefusesOtherForms) {
  for (const char* text : {"", "\n", "対応\t5\n", "# cases\t0\n", "# cases\t5\n対応\n",
                           "# cases\t5\n対応\t6\n", "# cases\t5\n対応\tx\n", "# cases\t5\n\t1\n",
                           "# cases\t5\n対応\t0\n", "# cases\t5\n# cases\t5\n",
                           "# cases\t5\n対応\t1\t2\n", "# cases\t99999999999999999999\n"}) {
    const auto table = BackgroundFrequencies::parse(text, "table");
    ASSERT_FALSE(table.has_value()) << text;
    EXPECT_EQ(table.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(table.error().file, "table");
  }
}

TEST(BackgroundFrequenciesTest, TheShippedTableIsWhatTheProgramMakes) {
  const std::string data = test::source_path("data/");
  const auto made = test::run_process({KIZUKI_MAKE_TERM_FREQUENCIES, test::built_data().string(),
                                       data + "cases/cases.jsonl", data + "reports/reports.jsonl"});
  ASSERT_EQ(made.status, 0) << made.err;
  const auto shipped = read_file(data + "statistics/term_frequencies.tsv", 1 << 20);
  ASSERT_TRUE(succeeded(shipped));
  EXPECT_TRUE(made.out == *shipped) << "make data/statistics/term_frequencies.tsv anew";
  EXPECT_TRUE(succeeded(BackgroundFrequencies::load(test::built_data())));
}

TEST(BackgroundCounterTest, CountsCasesNotOccurrences) {
  BackgroundCounter counter;
  counter.add(analyze(make_case("a", "現場", {"現場の反発。現場の対話。"})));
  counter.add(analyze(make_case("b", "現場", {"反発があった。"})));
  counter.add(analyze(make_case("c", "事業承継", {"承継を急ぐ。"})));
  counter.add(analyze(make_case("d", "事業承継", {})));
  EXPECT_EQ(counter.print(), "# cases\t4\n事業\t2\n事業承継\t2\n反発\t2\n承継\t2\n現場\t2\n");
}

TEST(TermRarityTest, FewCasesDoNotMakeACommonWordRare) {
  const auto table = small_table();
  const RankingSettings settings;
  // One of six cases has each.
  const TermRarity with(table.get(), 6, settings);
  const TermRarity without(nullptr, 6, settings);
  EXPECT_DOUBLE_EQ(without.idf(word("対応"), 1), without.idf(word("事業承継"), 1));
  EXPECT_LT(with.idf(word("対応"), 1), 0.4 * with.idf(word("事業承継"), 1));
  EXPECT_DOUBLE_EQ(without.correction(word("対応"), 1), 1.0);
  EXPECT_DOUBLE_EQ(with.correction(word("対応"), 1) * without.idf(word("対応"), 1),
                   with.idf(word("対応"), 1));
}

TEST(TermRarityTest, FadesAsTheCasesBecomeMore) {
  const auto table = small_table();
  RankingSettings settings;
  double last = 0.0;
  for (const std::uint64_t cases : {6U, 60U, 300U, 499U, 500U, 100'000U}) {
    // Common in the background, rare here: the more cases say so, the more it counts.
    const double correction = TermRarity(table.get(), cases, settings).correction(word("対応"), 1);
    EXPECT_EQ(correction == 1.0, cases >= settings.background_below) << cases;
    EXPECT_GE(correction, last) << cases;
    last = correction;
  }
}

TEST(TermRarityTest, EveryTermCountsForSomething) {
  const auto table = small_table();
  for (const std::uint64_t cases : {1U, 2U, 6U}) {
    const TermRarity rarity(table.get(), cases, {});
    for (std::uint64_t with = 1; with <= cases; ++with) {
      EXPECT_GT(rarity.idf(word("対応"), with), 0.0);
    }
  }
}

}  // namespace
}  // namespace kizuki
