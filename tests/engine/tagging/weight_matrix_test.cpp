#include "engine/tagging/weight_matrix.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(WeightMatrix, RoundsToAStepOfItsColumn) {
  const std::vector<float> weights = {1.27F, -0.01F, 0.5F, 0.02F, -1.0F, 0.0F};
  const WeightMatrix matrix(weights, 2);
  EXPECT_EQ(matrix.rows(), 3U);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    EXPECT_NEAR(matrix.weight(i / 2, i % 2), weights[i], matrix.scales()[i % 2] / 2 + 1e-6F);
  }
}

TEST(WeightMatrix, MultipliesAsTheSumOfItsWeights) {
  const std::vector<float> weights = {1, -2, 0.5F, 3, -1, 0.25F};
  const WeightMatrix matrix(weights, 2);
  const SparseVector row = {{0, 2.0F}, {2, -1.0F}};
  std::array<float, 2> out = {10, 20};
  matrix.multiply(row, out);
  EXPECT_NEAR(out[0], 10 + 2 * matrix.weight(0, 0) - matrix.weight(2, 0), 1e-5F);
  EXPECT_NEAR(out[1], 20 + 2 * matrix.weight(0, 1) - matrix.weight(2, 1), 1e-5F);
}

TEST(WeightMatrix, StoredPartsGiveTheSame) {
  const std::vector<float> weights = {1, -2, 0, 3};
  const WeightMatrix matrix(weights, 2);
  const WeightMatrix again(matrix.bytes(), matrix.scales());
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(matrix.weight(i / 2, i % 2), again.weight(i / 2, i % 2));
  }
}

TEST(WeightMatrix, AllZeroColumnsStayZero) {
  const WeightMatrix matrix(std::vector<float>{0, 1, 0, 2}, 2);
  EXPECT_EQ(matrix.weight(0, 0), 0.0F);
  EXPECT_EQ(WeightMatrix().rows(), 0U);
}

}  // namespace
}  // namespace kizuki
