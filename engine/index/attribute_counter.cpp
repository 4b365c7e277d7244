#include "engine/index/attribute_counter.hpp"

#include <utility>

namespace kizuki {
namespace {

/// A value is common when at least one of so many documents has it: then its bits are walked
/// faster than its list.
constexpr std::uint32_t kCommonShare = 64;
/// What a document of a small set costs beside its values, in entries of a list.
constexpr std::uint64_t kDocumentCost = 4;
/// Words of bits that are counted in the time of an entry of a list.
constexpr std::uint64_t kWordsAnEntry = 2;
constexpr std::uint64_t kWordBits = 64;
/// Sets of so few documents are never worth unpacking the table.
constexpr std::uint32_t kSmallSet = 1'000;

}  // namespace

void AttributeCounter::unpack() {
  unpacked_ = true;
  const std::uint32_t documents = table_->document_count();
  for (std::uint32_t number = 0; number < table_->value_count(); ++number) {
    const std::uint32_t frequency = table_->document_frequency(number);
    pairs_ += frequency;
    if (std::uint64_t{frequency} * kCommonShare < documents) {
      rare_pairs_ += frequency;
      rare_.push_back(number);
      continue;
    }
    DocumentSet with(documents);
    table_->for_each_document(number,
                              [&](std::uint32_t document, AttributeScore) { with.add(document); });
    common_.push_back({number, std::move(with)});
  }
}

std::vector<std::uint64_t> AttributeCounter::count_by_value(const DocumentSet& documents,
                                                            std::uint32_t end) const {
  std::vector<std::uint64_t> counts(end);
  for (const CommonValue& value : common_) {
    if (value.number < end) counts[value.number] = documents.count_common(value.documents);
  }
  for (const std::uint32_t number : rare_) {
    if (number >= end) break;
    table_->for_each_document(number, [&](std::uint32_t document, AttributeScore) {
      if (documents.contains(document)) ++counts[number];
    });
  }
  return counts;
}

std::vector<std::uint64_t> AttributeCounter::count(const DocumentSet& documents,
                                                   std::uint32_t end) {
  const std::uint64_t all = table_->document_count();
  const std::uint64_t size = documents.size();
  if (size > kSmallSet) {
    if (!unpacked_) unpack();
    const std::uint64_t by_document = size * (kDocumentCost + pairs_ / all);
    const std::uint64_t by_value =
        rare_pairs_ + common_.size() * (all / kWordBits / kWordsAnEntry + 1);
    if (by_value < by_document) return count_by_value(documents, end);
  }
  std::vector<std::uint64_t> counts(end);
  table_->for_each_value_below(documents, end,
                               [&](std::uint32_t number, AttributeScore) { ++counts[number]; });
  return counts;
}

}  // namespace kizuki
