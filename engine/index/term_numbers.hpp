// Terms numbered in order of first occurrence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// Gives each distinct term a number 0, 1, 2, … in the order in which terms are first seen: how
/// CaseAnalysis::terms comes about, both when a case is analysed and when it is read back. One a
/// thread.
class TermNumbers {
 public:
  TermNumbers();

  std::uint32_t number_of(std::string_view term);
  /// The terms by number; the object must not be used afterwards.
  std::vector<std::string> take() && { return std::move(terms_); }

 private:
  void grow();
  std::size_t slot_of(std::string_view term) const;

  std::vector<std::string> terms_;
  std::vector<std::uint32_t> slots_;  // open addressing: 1 + number, 0 = free; a power of two
};

}  // namespace kizuki
