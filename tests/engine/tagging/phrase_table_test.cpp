#include "engine/tagging/phrase_table.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<std::u32string> found(const PhraseTable& table, std::u32string_view sentence) {
  std::vector<PhraseHit> hits;
  table.find(sentence, hits);
  std::vector<std::u32string> out;
  for (const PhraseHit& hit : hits) {
    EXPECT_EQ(sentence.substr(hit.begin, hit.end - hit.begin), table.phrase(hit.phrase));
    out.push_back(table.phrase(hit.phrase));
  }
  return out;
}

TEST(PhraseTable, FindsStemsWhereverTheyStand) {
  PhraseTable table;
  for (const auto* phrase : {U"気づ", U"傾聴", U"対話と傾聴", U"跡", U""}) table.add(phrase);
  using Texts = std::vector<std::u32string>;
  EXPECT_EQ(found(table, U"対話と傾聴で気づいた"), (Texts{U"対話と傾聴", U"傾聴", U"気づ"}));
  EXPECT_EQ(found(table, U"跡を継ぐ跡取り"), (Texts{U"跡", U"跡"}));
  EXPECT_TRUE(found(table, U"").empty());
}

TEST(PhraseTable, LatinPhrasesEndAtWordBorders) {
  PhraseTable table;
  table.add(U"it");
  table.add(U"5s");
  EXPECT_EQ(found(table, U"it導入と5s活動").size(), 2U);
  EXPECT_TRUE(found(table, U"digital、15s").empty());
}

}  // namespace
}  // namespace kizuki
