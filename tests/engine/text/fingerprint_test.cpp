#include "engine/text/fingerprint.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/engine/text/analysis_support.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

AnalyzerFiles built_files() { return AnalyzerFiles::under(test::built_data()); }

void append(const std::filesystem::path& path, const char* text) {
  std::ofstream(path, std::ios::app) << text;
}

TEST(FingerprintTest, IsShortAsciiAndTheSameEachTime) {
  const std::string first = *analysis_fingerprint(built_files());
  EXPECT_EQ(first, *analysis_fingerprint(built_files()));
  EXPECT_EQ(first, shared_model()->fingerprint());
  EXPECT_LE(first.size(), 250U);
  for (const char c : first) EXPECT_TRUE(c >= ' ' && c < 0x7F);
  EXPECT_EQ(first.rfind("kizuki-text/", 0), 0U);
}

TEST(FingerprintTest, ChangesWithEachTable) {
  const TempFolder folder;
  AnalyzerFiles files = built_files();
  const std::string before = *analysis_fingerprint(files);
  for (std::filesystem::path* const path :
       {&files.user_dictionary, &files.compound_parts, &files.stop_words}) {
    const std::filesystem::path original = *path;
    *path = folder / original.filename();
    std::filesystem::copy_file(original, *path);
    EXPECT_EQ(*analysis_fingerprint(files), before);
    append(*path, "#\n");
    EXPECT_NE(*analysis_fingerprint(files), before) << *path;
    *path = original;
  }
}

TEST(FingerprintTest, ChangesWithTheSystemDictionary) {
  const TempFolder folder;
  AnalyzerFiles files = built_files();
  const std::string before = *analysis_fingerprint(files);
  for (const char* const name : {"sys.dic", "unk.dic", "matrix.bin", "char.bin", "dicrc"}) {
    std::filesystem::copy_file(files.system_dictionary / name, folder / name);
  }
  files.system_dictionary = folder.path();
  EXPECT_EQ(*analysis_fingerprint(files), before);
  append(folder / "dicrc", ";\n");
  EXPECT_NE(*analysis_fingerprint(files), before);
}

TEST(FingerprintTest, SaysWhichFileIsMissing) {
  AnalyzerFiles files = built_files();
  files.stop_words = "/nonexistent/stop_words.txt";
  EXPECT_EQ(failure_name(analysis_fingerprint(files)), "not_found");
}

}  // namespace
}  // namespace kizuki
