#include "engine/registration/name_finder.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::IsEmpty;

NameFinder& finder() {
  static const auto kModel = AnalyzerModel::load(AnalyzerFiles::under(test::built_data())).value();
  static const auto kTaxonomy = Taxonomy::load(test::source_path("data/taxonomy")).value();
  static NameFinder finder(kModel, kTaxonomy);
  return finder;
}

/// "c:" company, "p:" person, "t:" contact, "l:" place, and the word.
std::vector<std::string> found_in(std::string_view text) {
  const auto found = finder().find(text);
  EXPECT_TRUE(found) << found.error().describe();
  std::vector<std::string> words;
  for (const FoundName& name : *found) {
    EXPECT_EQ(name.span.of(text), name.word);
    words.push_back(std::string(1, "cptl"[static_cast<int>(name.kind)]) + ":" + name.word);
  }
  return words;
}

TEST(NameFinderTest, FindsNames) {
  using Words = std::vector<std::string>;
  const std::vector<std::pair<const char*, Words>> cases = {
      {"1968年創業の有限会社ハルニレ木工は、無垢材の家具を卸してきた。",
       {"c:有限会社ハルニレ木工"}},
      {"丸福食品株式会社の渡辺氏が来た。", {"c:丸福食品株式会社", "p:渡辺"}},
      {"(株)みなと鉄工と㈱港屋が組んだ。", {"c:(株)みなと鉄工", "c:㈱港屋"}},
      {"山本製作所の工場長、鈴木さんは黙った。", {"c:山本製作所", "p:鈴木"}},
      {"田中社長は佐藤専務と話した。", {"p:田中", "p:佐藤"}},
      {"代表の高橋健一は頷いた。", {"p:高橋健一"}},
      {"社長の山田は頷いた。", {"p:山田"}},
      {"宮城県石巻市の水産加工会社である。", {"l:石巻市"}},
      {"電話は03-1234-5678である。", {"t:03-1234-5678"}},
  };
  for (const auto& [text, words] : cases) EXPECT_EQ(found_in(text), words) << text;
}

TEST(NameFinderTest, LeavesWhatNamesNobody) {
  for (const char* text :
       {"A社の社長はB氏と話した。", "株式会社を設立した。", "株式会社化を考えた。",
        "北海道の木製家具製造業である。", "大阪府の会社に卸した。", "社長は現場の声を聴いた。",
        "DXとSNSを試した。", "○○市の商店街で開いた。", "工場長と部長が反発した。", ""}) {
    EXPECT_THAT(found_in(text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace kizuki
