#include "engine/index/document_set.hpp"

#include <algorithm>
#include <cassert>

namespace kizuki {
namespace {

/// std::popcount is a call on machines that may lack the instruction.
std::uint32_t count_bits(std::uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555U;
  word = (word & 0x3333333333333333U) + ((word >> 2) & 0x3333333333333333U);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::uint32_t>((word * 0x0101010101010101U) >> 56);
}

}  // namespace

DocumentSet DocumentSet::all(std::uint32_t documents) {
  return DocumentSet(documents).complement();
}

std::uint32_t DocumentSet::size() const {
  std::uint32_t count = 0;
  for (const std::uint64_t word : words_) count += count_bits(word);
  return count;
}

std::uint32_t DocumentSet::count_common(const DocumentSet& other) const {
  assert(other.words_.size() == words_.size());
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    count += count_bits(words_[i] & other.words_[i]);
  }
  return count;
}

bool DocumentSet::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

void DocumentSet::clear() { std::fill(words_.begin(), words_.end(), 0); }

DocumentSet& DocumentSet::operator|=(const DocumentSet& other) {
  assert(other.words_.size() == words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

DocumentSet& DocumentSet::operator&=(const DocumentSet& other) {
  assert(other.words_.size() == words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

DocumentSet& DocumentSet::operator-=(const DocumentSet& other) {
  assert(other.words_.size() == words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

DocumentSet DocumentSet::complement() const {
  DocumentSet rest(documents_);
  for (std::size_t i = 0; i < words_.size(); ++i) rest.words_[i] = ~words_[i];
  rest.words_.front() &= ~std::uint64_t{1};  // documents begin with 1
  const std::uint32_t used = documents_ % kBits;
  if (used + 1 < kBits) rest.words_.back() &= (std::uint64_t{1} << (used + 1)) - 1;
  return rest;
}

}  // namespace kizuki
