#include "engine/tagging/gram_vocabulary.hpp"

#include <cmath>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<Gram> grams_of(std::u32string_view text) {
  std::vector<Gram> grams;
  collect_grams(text, grams);
  return grams;
}

GramVocabulary table_of(const std::vector<std::u32string_view>& sentences, std::uint32_t least) {
  GramCounter counter;
  for (const auto sentence : sentences) counter.add(grams_of(sentence));
  return counter.table(least);
}

TEST(GramVocabulary, KeepsFrequentGramsOnly) {
  const GramVocabulary table = table_of({U"現場を", U"現場へ", U"工場へ"}, 2);
  const auto row_of = [&](std::u32string_view text) { return table.row(grams_of(text)[0].key); };
  EXPECT_NE(row_of(U"現場"), GramVocabulary::kUnknown);
  EXPECT_NE(row_of(U"場へ"), GramVocabulary::kUnknown);
  EXPECT_EQ(row_of(U"工場"), GramVocabulary::kUnknown);
  EXPECT_FLOAT_EQ(table.idf()[row_of(U"現場")], std::log(4.0F / 2.5F));
}

TEST(GramVocabulary, EmptyTableKnowsNothing) {
  EXPECT_EQ(GramVocabulary().row(1), GramVocabulary::kUnknown);
  EXPECT_EQ(GramVocabulary({}, {}).row(1), GramVocabulary::kUnknown);
}

TEST(GramVocabulary, SentencesInAnyOrderGiveTheSame) {
  const GramVocabulary one = table_of({U"現場を見る", U"現場へ行く", U"工場へ行く"}, 1);
  const GramVocabulary two = table_of({U"工場へ行く", U"現場を見る", U"現場へ行く"}, 1);
  EXPECT_EQ(one.keys(), two.keys());
  EXPECT_EQ(one.idf(), two.idf());
}

TEST(GramVectorizer, GivesUnitVectorsWithAscendingRows) {
  const GramVocabulary table = table_of({U"現場を見る", U"現場へ行く", U"工場へ行く"}, 1);
  GramVectorizer vectorizer(table);
  std::vector<KnownGram> known;
  vectorizer.look_up(grams_of(U"現場を見る現場へ行く"), known);
  vectorizer.add(known);
  SparseVector vector;
  vectorizer.finish({}, vector);
  double square = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    square += static_cast<double>(vector[i].value) * vector[i].value;
    if (i > 0) {
      EXPECT_LT(vector[i - 1].index, vector[i].index);
    }
  }
  EXPECT_NEAR(square, 1.0, 1e-5);
  vectorizer.finish({}, vector);  // a new text is empty
  EXPECT_TRUE(vector.empty());
}

}  // namespace
}  // namespace kizuki
