#include "engine/review/uncertain_tags.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "engine/index/case_attributes.hpp"
#include "engine/tagging/given_tags.hpp"

namespace kizuki {
namespace {

float doubt(const UncertainTag& tag) { return std::abs(tag.confidence - 0.5F); }

bool comes_first(const UncertainTag& left, const UncertainTag& right) {
  const float a = doubt(left);
  const float b = doubt(right);
  return std::tie(a, left.case_id, left.name, left.value) <
         std::tie(b, right.case_id, right.name, right.value);
}

/// Keeps the best few.
class BestTags {
 public:
  explicit BestTags(std::size_t limit) : limit_(limit) {}

  /// Before the tag is made at all.
  bool may_enter(float confidence) const {
    return tags_.size() < limit_ || std::abs(confidence - 0.5F) <= doubt(tags_.front());
  }
  void add(UncertainTag tag) {
    tags_.push_back(std::move(tag));
    std::push_heap(tags_.begin(), tags_.end(), comes_first);
    if (tags_.size() <= limit_) return;
    std::pop_heap(tags_.begin(), tags_.end(), comes_first);
    tags_.pop_back();
  }
  std::vector<UncertainTag> take() {
    std::sort_heap(tags_.begin(), tags_.end(), comes_first);
    return std::move(tags_);
  }

 private:
  std::size_t limit_;
  std::vector<UncertainTag> tags_;  // a heap, the last of them in front
};

}  // namespace

std::vector<UncertainTag> find_uncertain_tags(const std::vector<IndexPart>& parts,
                                              std::size_t limit, std::string_view name) {
  BestTags best(limit);
  if (limit == 0) return {};
  for (const IndexPart& part : parts) {
    const CaseAttributes attributes(part);
    for (std::uint32_t document = 1; document <= part.reader.case_count(); ++document) {
      if (std::binary_search(part.superseded.begin(), part.superseded.end(), document)) continue;
      attributes.for_each(document, [&](const CaseAttribute& attribute) {
        if (attribute.origin != AttributeOrigin::kPredicted) return;
        if (!name.empty() && attribute.name != name) return;
        if (attribute.only_possible && attribute.probability < kLeastClaimedConfidence) return;
        if (!best.may_enter(attribute.probability)) return;
        best.add({std::string(part.reader.case_id(document)), part.compartment_of(document),
                  std::string(attribute.name), std::string(attribute.value), attribute.probability,
                  !attribute.only_possible});
      });
    }
  }
  return best.take();
}

}  // namespace kizuki
