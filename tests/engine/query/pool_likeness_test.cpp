#include "engine/query/pool_likeness.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/pool_pairs.hpp"
#include "tests/engine/query/query_fixture.hpp"

namespace kizuki {
namespace {

/// An index of `texts`, ids in their order, and a pool of all with scores that fall by one each.
class PoolLikenessTest : public ::testing::Test {
 protected:
  void open(const std::vector<std::string>& texts) {
    std::vector<CaseRecord> cases;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      cases.push_back(
          make_case("c-" + std::to_string(i + 1), "題" + std::to_string(i), {texts[i]}));
    }
    index_.emplace(TestIndex::Compartments{{"public", cases}});
    parts_.push_back(index_->part("public"));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      pool_.push_back({0, static_cast<std::uint32_t>(i + 1), 100.0 - static_cast<double>(i)});
    }
  }

  std::vector<double> gains() {
    const auto pairs = PoolPairs::read(parts_, pool_);
    EXPECT_TRUE(pairs);
    std::vector<Candidate> pool = pool_;
    add_pool_likeness(*pairs, GramRarity(parts_), {}, pool);
    std::vector<double> gained;
    for (std::size_t i = 0; i < pool.size(); ++i) gained.push_back(pool[i].score - pool_[i].score);
    return gained;
  }

  std::optional<TestIndex> index_;
  std::vector<IndexPart> parts_;
  std::vector<Candidate> pool_;
};

TEST_F(PoolLikenessTest, LiftsWhatSharesTheWordsOfTheBest) {
  open({"足場の上で作業中に転落した。", "屋根の足場から転落した作業員。", "足場を組む作業の途中。",
        "梯子の足場で作業した人。", "作業用の足場を外した。", "屋根に足場を組んで転落。",
        "帳簿を付けて会議を開いた。"});
  const auto gained = gains();
  EXPECT_GT(gained[5], gained[6]);
  EXPECT_GE(gained[6], 0.0);
  EXPECT_GT(*std::min_element(gained.begin(), gained.begin() + 6), 0.0);
}

TEST_F(PoolLikenessTest, TwinsDoNotLiftEachOther) {
  const std::string twin = "旋盤の刃が欠けて飛んだ破片で指を切った。";
  open({"足場の上で作業中に転落した。", twin, twin, "足場を組む作業の途中で転落。",
        "屋根の足場で作業した。", "足場の作業で転落した人。"});
  const auto gained = gains();
  EXPECT_LT(gained[1], gained[5] / 2);
  EXPECT_LT(gained[2], gained[5] / 2);
}

TEST_F(PoolLikenessTest, OneCaseGainsNothing) {
  open({"足場の上で作業中に転落した。"});
  EXPECT_EQ(gains(), (std::vector<double>{0.0}));
}

}  // namespace
}  // namespace kizuki
