#include "engine/text/section_analyses.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/text/analysis_support.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

std::string words_of(const AnalyzedText& text) {
  std::string out;
  for (const Token& token : text.tokens()) out.append(token.surface).append("/");
  return out;
}

std::string fresh(std::string_view text) {
  Analyzer analyzer(shared_model());
  AnalyzedText out;
  EXPECT_TRUE(succeeded(analyzer.analyze(text, out)));
  return words_of(out);
}

TEST(SectionAnalysesTest, GivesEachSectionAsTheAnalyserDoesAndMakesItOnce) {
  Analyzer analyzer(shared_model());
  SectionAnalyses analyses(analyzer);
  const std::vector<std::vector<std::string>> records = {
      {"社長の話を聴いた。", "", "現場を歩いた。"},
      {"後継者が決まった。"},
      {"一。", "二。", "三。", "四。"}};
  for (const auto& sections : records) {
    analyses.clear();
    std::vector<const AnalyzedText*> first;
    for (std::size_t i = sections.size(); i-- > 0;) {
      const auto made = analyses.of(i, sections[i]);
      ASSERT_TRUE(succeeded(made));
      first.insert(first.begin(), *made);
    }
    for (std::size_t i = 0; i < sections.size(); ++i) {
      EXPECT_EQ(words_of(*first[i]), fresh(sections[i]));
      EXPECT_EQ(*analyses.of(i, sections[i]), first[i]);
      // It was not made again: what is given instead of the text is not looked at.
      EXPECT_EQ(words_of(**analyses.of(i, "別の話。")), fresh(sections[i]));
    }
  }
}

TEST(SectionAnalysesTest, KeepsNoMoreThanItsBounds) {
  Analyzer analyzer(shared_model());
  SectionAnalyses analyses(analyzer);
  std::string large;
  while (large.size() <= SectionAnalyses::kMostBytes) large += "社長の話を聴いた。";
  const std::string before = words_of(**analyses.of(0, "現場を歩いた。"));
  EXPECT_EQ((*analyses.of(1, large))->sentences().size(), large.size() / 27);
  EXPECT_EQ(words_of(**analyses.of(1, "別の話。")), fresh("別の話。")) << "not kept";
  const std::size_t beyond = SectionAnalyses::kMostSections;
  EXPECT_EQ(words_of(**analyses.of(beyond, "後継者。")), fresh("後継者。"));
  EXPECT_EQ(words_of(**analyses.of(beyond, "別の話。")), fresh("別の話。"));
  EXPECT_EQ(words_of(**analyses.of(0, "")), before);
}

// Long sections, each in another place, record after record.
TEST(SectionAnalysesTest, MemoryDoesNotGrowWithRecords) {
  Analyzer analyzer(shared_model());
  SectionAnalyses analyses(analyzer);
  std::string large;
  while (large.size() < SectionAnalyses::kMostBytes / 2) large += "社長の話を聴いた。";
  std::size_t of_one = 0;
  for (std::size_t place = 0; place < SectionAnalyses::kMostSections; ++place) {
    analyses.clear();
    EXPECT_LE(analyses.memory_bytes(), SectionAnalyses::kMostMemory);
    ASSERT_TRUE(succeeded(analyses.of(place, large)));
    if (place == 0) of_one = analyses.memory_bytes();
  }
  EXPECT_GT(of_one * SectionAnalyses::kMostSections, SectionAnalyses::kMostMemory)
      << "all of them together would be too much";
}

TEST(SectionAnalysesTest, ATextThatCannotBeAnalysedIsNoAnalysis) {
  Analyzer analyzer(shared_model());
  SectionAnalyses analyses(analyzer);
  EXPECT_EQ(failure_name(analyses.of(0, "\xFF")), "invalid_encoding");
  EXPECT_EQ(words_of(**analyses.of(0, "現場。")), fresh("現場。"));
}

}  // namespace
}  // namespace kizuki
