#include "engine/text/fingerprint.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

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

/// A copy of the system dictionary that was last changed long ago.
AnalyzerFiles settled_copy(const TempFolder& folder) {
  AnalyzerFiles files = built_files();
  for (const char* const name : {"sys.dic", "unk.dic", "matrix.bin", "char.bin", "dicrc"}) {
    std::filesystem::copy_file(files.system_dictionary / name, folder / name);
  }
  files.system_dictionary = folder.path();
  std::this_thread::sleep_for(std::chrono::seconds(4));
  return files;
}

TEST(FingerprintTest, FilesThatAreKnownAreNotReadAgain) {
  const TempFolder folder;
  const AnalyzerFiles files = settled_copy(folder);
  const std::string before = *analysis_fingerprint(files);
  DictionaryHash known;
  EXPECT_EQ(*analysis_fingerprint(files, &known), before);
  ASSERT_NE(known.files, "");
  const DictionaryHash first = known;
  EXPECT_EQ(*analysis_fingerprint(files, &known), before);
  EXPECT_EQ(known, first);
  // What it is told stands: nothing was read.
  known.hash ^= 1;
  EXPECT_NE(*analysis_fingerprint(files, &known), before);
  // Of other files nothing is known.
  known.files += "1";
  EXPECT_EQ(*analysis_fingerprint(files, &known), before);
  EXPECT_EQ(known, first);
}

TEST(FingerprintTest, AChangedFileIsReadWhateverItsTime) {
  const TempFolder folder;
  const AnalyzerFiles files = settled_copy(folder);
  DictionaryHash known;
  const std::string before = *analysis_fingerprint(files, &known);
  const auto time = std::filesystem::last_write_time(folder / "dicrc");
  {
    std::fstream file(folder / "dicrc", std::ios::in | std::ios::out);
    file.put('#');  // as long as before
  }
  std::filesystem::last_write_time(folder / "dicrc", time);
  EXPECT_NE(*analysis_fingerprint(files, &known), before);
  EXPECT_EQ(known.files, "") << "changed a moment ago: another change might look the same";
}

TEST(FingerprintTest, SaysWhichFileIsMissing) {
  AnalyzerFiles files = built_files();
  files.stop_words = "/nonexistent/stop_words.txt";
  EXPECT_EQ(failure_name(analysis_fingerprint(files)), "not_found");
}

}  // namespace
}  // namespace kizuki
