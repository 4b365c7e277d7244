// Average-link agglomeration of a small set (UPGMA; Sokal & Michener 1958).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kizuki {

/// Similarity of things that must not come together; one such pair keeps two groups apart.
inline constexpr float kNeverLink = -1e6F;

/// Symmetric similarities of n things; a half matrix of floats: n² · 2 bytes.
class LinkMatrix {
 public:
  explicit LinkMatrix(std::size_t size) : size_(size), links_(size * (size + 1) / 2) {}

  std::size_t size() const { return size_; }
  float& at(std::size_t a, std::size_t b) { return links_[place(a, b)]; }
  float at(std::size_t a, std::size_t b) const { return links_[place(a, b)]; }

 private:
  static std::size_t place(std::size_t a, std::size_t b) {
    return a > b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a;
  }

  std::size_t size_;
  std::vector<float> links_;
};

/// Joins the two groups of the highest mean similarity until none reaches `stop`. Equal ones are
/// joined in the order of their numbers. All groups, single things too, in the order of their first
/// members; members ascend. `sizes`: of how many things each is made already, its links being their
/// means; empty: one each. About n² steps and memory of the matrix.
std::vector<std::vector<std::uint32_t>> average_link(LinkMatrix links, float stop,
                                                     std::span<const std::uint32_t> sizes = {});

}  // namespace kizuki
