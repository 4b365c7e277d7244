#include "engine/text/morpheme.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

Lexicon small_lexicon() {
  Lexicon lexicon;
  lexicon.stop_words = *StopWords::parse("する\n");
  lexicon.compound_parts = *CompoundParts::parse(
      "事業承継\tx\t事業/承継\t名詞-一般/名詞-サ変接続\n", lexicon.stop_words);
  return lexicon;
}

TEST(MorphemeTest, DecidesContentAndCompound) {
  const Lexicon lexicon = small_lexicon();
  const struct {
    const char* feature;
    std::string_view base;
    bool content;
    int compound;
  } cases[] = {
      {"名詞,サ変接続,*,*,*,*,事業承継,ジギョウショウケイ,x", "事業承継", true, 1},
      {"名詞,一般,*,*,*,*,事業,ジギョウ,ジギョー", "事業", true, 0},
      {"動詞,自立,*,*,サ変・スル,連用形,する,シ,シ", "する", false, 0},
      {"助詞,格助詞,一般,*,*,*,を,ヲ,ヲ", "を", false, 0},
      {"名詞,接尾,助数詞,*,*,*,％,パーセント,パーセント", "", false, 0},
      {"名詞,一般,*,*,*,*,（株）,カブシキガイシャ,x", "", true, 0},
      {"記号,一般,*,*,*,*,−,ヒク,ヒク", "", false, 0},
      {"名詞,一般,*,*,*,*,*", "", true, 0},
  };
  for (const auto& one : cases) {
    const Morpheme morpheme = read_morpheme(one.feature, lexicon);
    EXPECT_EQ(morpheme.base, one.base) << one.feature;
    EXPECT_EQ(morpheme.content, one.content) << one.feature;
    EXPECT_EQ(morpheme.compound, one.compound) << one.feature;
  }
}

TEST(MorphemeTest, CacheAnswersAsTheReaderWhenEntriesPushEachOtherOut) {
  const Lexicon lexicon = small_lexicon();
  std::vector<std::string> features;
  for (int i = 0; i < 30'000; ++i) {
    features.push_back("名詞,一般,*,*,*,*,語" + std::to_string(i) + ",ゴ,ゴ");
  }
  MorphemeCache cache(lexicon);
  for (int pass = 0; pass < 2; ++pass) {
    for (const std::string& feature : features) {
      const Morpheme& morpheme = cache.find(feature.c_str());
      ASSERT_EQ(morpheme.base, read_morpheme(feature, lexicon).base);
      ASSERT_EQ(cache.find(feature.c_str()).reading, "ゴ");
    }
  }
}

}  // namespace
}  // namespace kizuki
