// One model, an analyser a thread: the same answers as alone.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/text/analysis_support.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::vector<std::string> sample_texts() {
  UnicodeGenerator generator(test_seed());
  std::vector<std::string> texts;
  for (int i = 0; i < 60; ++i) {
    texts.push_back(generator.text(200));
    texts.push_back("事業承継の相談に来た社長は、" + generator.text(40) + "と言った。");
  }
  return texts;
}

std::vector<std::string> all_terms(const std::vector<std::string>& texts) {
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  std::vector<std::string> out;
  for (const std::string& text : texts) {
    std::string line;
    if (analyzer.analyze(text, analysis)) {
      for (const IndexTerm& term : analysis.terms()) {
        line += std::string(term.text) + "@" + std::to_string(term.span.begin) + " ";
      }
    }
    out.push_back(line);
  }
  return out;
}

TEST(TextConcurrencyTest, FourThreadsOnOneModelAgree) {
  const std::vector<std::string> texts = sample_texts();
  const std::vector<std::string> alone = all_terms(texts);
  std::vector<std::vector<std::string>> found(4);
  std::vector<std::thread> threads;
  for (auto& one : found) threads.emplace_back([&] { one = all_terms(texts); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : found) EXPECT_EQ(one, alone);
}

TEST(TextConcurrencyTest, ModelOutlivesItsLoader) {
  auto model = AnalyzerModel::load(AnalyzerFiles::under(test::built_data()));
  ASSERT_TRUE(model.has_value());
  Analyzer analyzer(*model);
  model = Error{ErrorCode::kCancelled, "", "", 0, "", ""};
  AnalyzedText analysis;
  std::thread([&] { EXPECT_TRUE(analyzer.analyze("販路開拓", analysis).has_value()); }).join();
  EXPECT_FALSE(analysis.terms().empty());
}

}  // namespace
}  // namespace kizuki
