#include "bench/essence/partition_agreement.hpp"

#include <gtest/gtest.h>

namespace kizuki::test {
namespace {

using Partition = std::vector<std::vector<std::uint32_t>>;

TEST(PartitionAgreement, IsOneForTheSameGroups) {
  const auto same = partition_agreement(Partition{{1, 2}, {3, 4, 5}}, Partition{{5, 3, 4}, {2, 1}});
  EXPECT_EQ(same.precision, 1);
  EXPECT_EQ(same.recall, 1);
  EXPECT_EQ(partition_agreement({}, {}).f1(), 1);
}

TEST(PartitionAgreement, CountsFellowsWithoutTheThingItself) {
  // 1 and 2 keep one of two fellows, 3 none; of the exact groups 1 and 2 are whole, 3 and 4 lost.
  const auto mixed = partition_agreement(Partition{{1, 2, 3}}, Partition{{1, 2}, {3, 4}});
  EXPECT_DOUBLE_EQ(mixed.precision, (0.5 + 0.5 + 0) / 3);
  EXPECT_DOUBLE_EQ(mixed.recall, 2.0 / 4);
  EXPECT_DOUBLE_EQ(mixed.f1(), 0.4);
}

TEST(PartitionAgreement, AloneIsNoFellow) {
  const auto lost = partition_agreement(Partition{{1}, {2, 3}}, Partition{{1, 2, 3}});
  EXPECT_DOUBLE_EQ(lost.precision, 1);
  EXPECT_DOUBLE_EQ(lost.recall, (0.5 + 0.5) / 3);
  EXPECT_EQ(partition_agreement(Partition{{1, 2}}, Partition{{3, 4}}).f1(), 0);
}

}  // namespace
}  // namespace kizuki::test
