// The predicted tags that a person's look helps most.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/index_part.hpp"

namespace kizuki {

/// A tag that nobody has judged.
struct UncertainTag {
  std::string case_id;
  std::string compartment;
  std::string name;   // "issue", "step" or "scale"
  std::string value;  // code
  float confidence = 0;
  bool claimed = false;  // the case has it until somebody denies it; else it is only possible
};

/// The `limit` tags of all parts whose confidence is nearest to one half, nearest first (then by
/// case id, name and value), of the names given or, with an empty `name`, of all; claimed ones and
/// possible ones of at least one in four. Superseded cases are left out. Costs a look at all
/// predicted tags; memory is that of the result.
std::vector<UncertainTag> find_uncertain_tags(const std::vector<IndexPart>& parts,
                                              std::size_t limit, std::string_view name = {});

}  // namespace kizuki
