// How much two ways of grouping the same things agree.
#pragma once

#include <cstdint>
#include <vector>

namespace kizuki {

struct PartitionAgreement {
  double precision = 0;  // of the first partition's groups, seen from the second
  double recall = 0;

  double f1() const;
};

/// B-cubed (Bagga & Baldwin 1998), each thing itself left out. For precision: the mean, over the
/// things that `found` puts together with others, of the share of those others that `exact` puts
/// with them too; recall the other way round. Things alone on both sides do not count. 1 and 1 when
/// neither groups anything. Each group names things by numbers; a thing is in one group at most.
PartitionAgreement partition_agreement(const std::vector<std::vector<std::uint32_t>>& found,
                                       const std::vector<std::vector<std::uint32_t>>& exact);

}  // namespace kizuki
