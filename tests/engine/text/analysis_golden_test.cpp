// What the analysis makes of readable texts, for review. After a wanted change:
//   KIZUKI_UPDATE_GOLDEN=1 text_test --gtest_filter=AnalysisGoldenTest.*
// rewrites tests/golden/analysis.txt; the diff is the report.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/text/analysis_support.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

const std::string kGoldenPath = test::source_path("tests/golden/analysis.txt");

std::string read_golden() {
  std::ifstream file(kGoldenPath, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "text: …" opens an entry; "\n" stands for a line break.
std::string unescaped(std::string text) {
  for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at)) {
    text.replace(at, 2, "\n");
  }
  return text;
}

std::string describe_tokens(const AnalyzedText& analysis, TextSpan sentence) {
  std::string out;
  for (const Token& token : analysis.tokens()) {
    if (!sentence.contains(token.span)) continue;
    out += ' ';
    out += token.surface;
    if (token.base != token.surface) (out += "→") += token.base;
    if (!token.known) out += '?';
  }
  return out;
}

std::string describe_entry(const std::string& line) {
  const std::string text = unescaped(line);
  const AnalyzedText analysis = analyzed(text);
  std::ostringstream out;
  out << "text: " << line << '\n';
  for (const TextSpan sentence : analysis.sentences()) {
    out << "  sentence: " << sentence.of(text) << '\n';
    out << "    tokens:" << describe_tokens(analysis, sentence) << '\n';
  }
  out << "  terms: " << terms(text) << '\n';
  return out.str();
}

TEST(AnalysisGoldenTest, TextsAreAnalysedAsReviewed) {
  const std::string golden = read_golden();
  ASSERT_FALSE(golden.empty()) << kGoldenPath;
  std::istringstream lines(golden);
  std::string actual;
  constexpr std::string_view kOpening = "text: ";
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] == '#') actual += line + "\n";
    if (line.rfind(kOpening, 0) == 0) actual += describe_entry(line.substr(kOpening.size()));
  }
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (std::getenv("KIZUKI_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kGoldenPath, std::ios::binary) << actual;
  }
  EXPECT_EQ(actual, golden);
}

}  // namespace
}  // namespace kizuki
