#include "engine/essence_run/scan_cache.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/varint.hpp"
#include "engine/library/derived_files.hpp"
#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class ScanCacheTest : public EssenceRunTest {
 protected:
  fs::path file() const { return derived_folder(folder_.path()) / kScanCacheName; }

  EssenceReport report(EssenceRequest request, bool keep = true) const {
    if (keep) request.keep_in = folder_.path();
    auto out = run(ReaderScope::everything(), std::move(request));
    EXPECT_TRUE(out.has_value());
    return out ? std::move(*out) : EssenceReport();
  }
};

std::string told(const EssenceReport& report) {
  std::string out = report.snapshot;
  for (const KnowHow& item : report.result.items) {
    out += "\n" + item.id + " " + item.label;
    for (const KnowHowEvidence& said : item.evidence) {
      out += " " + report.result.cases[said.case_number].id + "/" +
             std::to_string(said.span.begin) + "-" + std::to_string(said.span.end) + ":" +
             std::to_string(said.confidence) + ":" + std::to_string(said.steps);
    }
  }
  return out;
}

TEST_F(ScanCacheTest, ALaterRunReadsNoCaseAndFindsTheSame) {
  const EssenceReport plain = report({}, false);
  EXPECT_FALSE(fs::exists(file()));
  const EssenceReport first = report({});
  EXPECT_EQ(first.corpus.cached, 0U);
  ASSERT_TRUE(fs::exists(file()));
  const EssenceReport second = report({});
  EXPECT_EQ(second.corpus.cached, records_.size());
  EXPECT_EQ(told(first), told(plain));
  EXPECT_EQ(told(second), told(plain));
}

TEST_F(ScanCacheTest, OtherCardsAreScoredOverTheSameSentences) {
  EssenceRequest request;
  request.cards = {shipped_cards().front(), shipped_cards().back()};
  const EssenceReport plain = report(request, false);
  report({});
  const EssenceReport cached = report(request);
  EXPECT_EQ(cached.corpus.cached, records_.size());
  EXPECT_EQ(told(cached), told(plain));
}

TEST_F(ScanCacheTest, OnlyWhatChangedIsReadAgain) {
  report({});
  records_[1].sections[0].text = "支援者は結論を急がず、社長の話を最後まで聴いた。";
  write_cases(library_, {records_[1]});
  const EssenceReport changed = report({});
  EXPECT_EQ(changed.corpus.cached, records_.size() - 1);
  EXPECT_EQ(told(changed), told(report({}, false)));
  EXPECT_EQ(report({}).corpus.cached, records_.size());
}

TEST_F(ScanCacheTest, AnErasureTakesTheFileAway) {
  report({});
  ASSERT_TRUE(fs::exists(file()));
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.erase("d-4", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_FALSE(fs::exists(derived_folder(folder_.path())));
  report({});
  EXPECT_EQ(bytes_of(file()).find("d-4"), std::string::npos);
}

TEST_F(ScanCacheTest, ADamagedFileIsNotUsed) {
  report({});
  std::string bytes = bytes_of(file());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(file(), std::ios::binary) << bytes;
  const EssenceReport after = report({});
  EXPECT_EQ(after.corpus.cached, 0U);
  EXPECT_EQ(told(after), told(report({}, false)));
}

TEST_F(ScanCacheTest, WhatItHasOfACaseAndCannotReadIsReadFromTheLibrary) {
  report({});
  const std::string bytes = bytes_of(file());
  const auto content = unsealed(bytes);
  ASSERT_TRUE(content.has_value());
  std::string_view rest = content->substr(std::string_view("KZSC").size());
  ScanCacheWriter writer(take_sized(rest).value_or(""));
  for (std::size_t i = 0; !rest.empty(); ++i) {
    const std::string_view id = take_sized(rest).value_or("");
    const std::string_view hash = take_sized(rest).value_or("");
    const std::string_view scan = take_sized(rest).value_or("");
    writer.add(id, hash, i % 2 == 0 ? scan : scan.substr(0, scan.size() / 2));
  }
  std::ofstream(file(), std::ios::binary) << writer.take();
  const EssenceReport after = report({});
  EXPECT_EQ(after.corpus.cached, (records_.size() + 1) / 2);
  EXPECT_EQ(told(after), told(report({}, false)));
  EXPECT_EQ(report({}).corpus.cached, records_.size()) << "it is kept as a whole again";
}

TEST_F(ScanCacheTest, AReaderWhoSeesAPartKeepsNothing) {
  EssenceRequest request;
  request.keep_in = folder_.path();
  ASSERT_TRUE(run(ReaderScope::of_anybody(), request).has_value());
  EXPECT_FALSE(fs::exists(file()));
  report({});
  const auto some = run(ReaderScope::of_anybody(), request);
  ASSERT_TRUE(some.has_value());
  EXPECT_EQ(some->corpus.cached, records_.size() - 1);
  EXPECT_EQ(report({}).corpus.cached, records_.size());
}

TEST(ScanCache, KnowsOnlyItsKeyAndTheSameContent) {
  const TempFolder folder;
  ScanCacheWriter writer("key");
  writer.add("a", "1", "bytes");
  const fs::path file = folder.write("scans", writer.take());
  const ScanCache cache = ScanCache::open(file, "key");
  EXPECT_EQ(cache.find("a", "1"), "bytes");
  EXPECT_FALSE(cache.find("a", "2").has_value());
  EXPECT_FALSE(cache.find("b", "1").has_value());
  EXPECT_EQ(ScanCache::open(file, "other").size(), 0U);
  EXPECT_EQ(ScanCache::open(folder / "none", "key").size(), 0U);
}

TEST(ScanCache, BytesThatAreNoCaseAreRefused) {
  PreparedCorpusCase one;
  one.info.id = "a";
  one.info.facets = {{"scale", "small"}};
  PreparedSentence sentence;
  sentence.section = 2;
  sentence.span = {10, 40};
  sentence.vector = {{3, 0.5F}, {9, -0.25F}};
  sentence.features = {1, 1, 700};
  one.scan.sentences = {sentence};
  const std::string bytes = encode_corpus_case(one);
  PreparedCorpusCase read;
  ASSERT_TRUE(decode_corpus_case(bytes, 10, read));
  EXPECT_EQ(encode_corpus_case(read), bytes);
  EXPECT_FALSE(decode_corpus_case(bytes, 9, read)) << "names a feature that the model has not";
  EXPECT_FALSE(decode_corpus_case(bytes + "x", 10, read));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_corpus_case(bytes.substr(0, size), 10, read)) << size;
  }
}

TEST(ScanBudgetTest, HoldsUntilTheFileIsFull) {
  ScanBudget budget(100);
  EXPECT_TRUE(budget.take(60));
  EXPECT_TRUE(budget.take(40));
  EXPECT_TRUE(budget.fits());
  EXPECT_FALSE(budget.take(1));
  EXPECT_FALSE(budget.take(0)) << "what was let go does not come back";
}

TEST(ScanBudgetTest, GivesUpWhenTheFirstThousandShowThatAllAreFarTooMuch) {
  ScanBudget budget(10'000);
  budget.expect(20'001);
  for (int i = 0; i < 999; ++i) ASSERT_TRUE(budget.take(1)) << i;
  EXPECT_FALSE(budget.take(1));
  ScanBudget near(10'000);
  near.expect(20'000);
  for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(near.take(1)) << i;
  EXPECT_FALSE(near.take(1));
}

}  // namespace
}  // namespace kizuki::test
