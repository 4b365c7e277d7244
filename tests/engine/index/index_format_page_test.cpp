// docs/index-format.md and engine/index/format.hpp say the same.
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/index/format.hpp"
#include "engine/index/occurrence_codec.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

std::string read_source(const std::string& path) {
  const auto text = read_file(test::source_path(path), 1 << 20);
  EXPECT_TRUE(succeeded(text));
  return text ? *text : std::string();
}

/// The rows "| `kName` | value | …" of the page.
std::map<std::string, std::string> page_constants() {
  std::map<std::string, std::string> constants;
  std::istringstream page(read_source("docs/index-format.md"));
  const std::regex row(R"(\| `(k\w+)` \| `?([^`|]*[^`| ])`? \|.*)");
  std::smatch parts;
  for (std::string line; std::getline(page, line);) {
    if (!std::regex_match(line, parts, row)) continue;
    EXPECT_TRUE(constants.emplace(parts[1], parts[2]).second) << parts[1] << " stands twice";
  }
  return constants;
}

std::string shown(std::string_view value) { return std::string(value); }
std::string shown(char value) { return std::string(1, value); }
template <typename Integer>
std::string shown(Integer value) {
  return std::to_string(value);
}

TEST(IndexFormatPageTest, HoldsEveryConstantWithItsValue) {
  const std::map<std::string, std::string> values{
      {"kFormatVersion", shown(kFormatVersion)},
      {"kGenerationsFolder", shown(kGenerationsFolder)},
      {"kCurrentFile", shown(kCurrentFile)},
      {"kBuildLockFile", shown(kBuildLockFile)},
      {"kUpdateLockFile", shown(kUpdateLockFile)},
      {"kUpdatesFolder", shown(kUpdatesFolder)},
      {"kSupersededFile", shown(kSupersededFile)},
      {"kDocumentListMagic", shown(kDocumentListMagic)},
      {"kDocumentListHeaderBytes", shown(kDocumentListHeaderBytes)},
      {"kMaxUpdateCases", shown(kMaxUpdateCases)},
      {"kMaxCompartmentsWithoutView", shown(kMaxCompartmentsWithoutView)},
      {"kGenerationDigits", shown(kGenerationDigits)},
      {"kDraftSuffix", shown(kDraftSuffix)},
      {"kRemovingSuffix", shown(kRemovingSuffix)},
      {"kManifestFile", shown(kManifestFile)},
      {"kGenerationLockFile", shown(kGenerationLockFile)},
      {"kMaxManifestBytes", shown(kMaxManifestBytes)},
      {"kTextIndexFolder", shown(kTextIndexFolder)},
      {"kCaseTableFile", shown(kCaseTableFile)},
      {"kAnalysisFile", shown(kAnalysisFile)},
      {"kGramTableFile", shown(kGramTableFile)},
      {"kPartsFolder", shown(kPartsFolder)},
      {"kWordPrefix", shown(kWordPrefix)},
      {"kBigramPrefix", shown(kBigramPrefix)},
      {"kMaxStoredTermBytes", shown(kMaxStoredTermBytes)},
      {"kShortenedHashDigits", shown(kShortenedHashDigits)},
      {"kCasesPerPart", shown(kCasesPerPart)},
      {"kCasesPerCommit", shown(kCasesPerCommit)},
      {"kPostingsPerCommit", shown(kPostingsPerCommit)},
      {"kFacetFile", shown(kFacetFile)},
      {"kPredictedFile", shown(kPredictedFile)},
      {"kConfirmedFile", shown(kConfirmedFile)},
      {"kConfirmedBaseFile", shown(kConfirmedBaseFile)},
      {"kAttributeMagic", shown(kAttributeMagic)},
      {"kAttributeHeaderBytes", shown(kAttributeHeaderBytes)},
      {"kAttributeGroup", shown(kAttributeGroup)},
      {"kCaseTableMagic", shown(kCaseTableMagic)},
      {"kCaseTableHeaderBytes", shown(kCaseTableHeaderBytes)},
      {"kCaseEntryBytes", shown(kCaseEntryBytes)},
      {"kCaseIdGroup", shown(kCaseIdGroup)},
      {"kMaxCasesPerCompartment", shown(kMaxCasesPerCompartment)},
      {"kMaxIdBytes", shown(kMaxIdBytes)},
      {"kAnalysisMagic", shown(kAnalysisMagic)},
      {"kAnalysisHeaderBytes", shown(kAnalysisHeaderBytes)},
      {"kAnalysisEndMagic", shown(kAnalysisEndMagic)},
      {"kAnalysisFooterBytes", shown(kAnalysisFooterBytes)},
      {"kBlockBytes", shown(kBlockBytes)},
      {"kMaxRecordsPerBlock", shown(kMaxRecordsPerBlock)},
      {"kMaxRecordBytes", shown(kMaxRecordBytes)},
      {"kMaxDictionaryBytes", shown(kMaxDictionaryBytes)},
      {"kMaxColumnDictionaryBytes", shown(kMaxColumnDictionaryBytes)},
      {"kDictionarySampleBytes", shown(kDictionarySampleBytes)},
      {"kGramTableMagic", shown(kGramTableMagic)},
      {"kGramTableHeaderBytes", shown(kGramTableHeaderBytes)},
      {"kGramBucketBits", shown(kGramBucketBits)},
      {"kGramBuckets", shown(kGramBuckets)},
  };
  EXPECT_EQ(page_constants(), values);

  std::set<std::string> in_header;
  const std::string header = read_source("engine/index/format.hpp");
  const std::regex definition(R"(inline constexpr [\w:]+ (k\w+) =)");
  for (std::sregex_iterator found(header.begin(), header.end(), definition), end; found != end;
       ++found) {
    in_header.insert((*found)[1]);
  }
  std::set<std::string> compared;
  for (const auto& [name, value] : values) compared.insert(name);
  EXPECT_EQ(in_header, compared) << "add the new constant here and to docs/index-format.md";
}

TEST(IndexFormatPageTest, NumbersTheRulesThatAreNotStored) {
  const std::string page = read_source("docs/index-format.md");
  const std::regex row(R"(\n\| (\d+) \| (word|part|bigram) \| )");
  std::set<std::string> numbers;
  for (std::sregex_iterator found(page.begin(), page.end(), row), end; found != end; ++found) {
    numbers.insert((*found)[1]);
  }
  EXPECT_EQ(numbers.size(), kPresetRules);
}

}  // namespace
}  // namespace kizuki
