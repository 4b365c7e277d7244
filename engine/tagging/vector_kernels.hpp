// Sums over columns in vectors, by what the processor can do at once. Inside the sources of models.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

namespace kizuki {

/// Columns are summed in vectors of eight, each column by itself and in the order of the features,
/// so that the sums are the same whatever the processor can do at once.
inline constexpr std::size_t kLanes = 8;
using Floats8 [[gnu::vector_size(kLanes * sizeof(float))]] = float;

/// Functions that run `Work::run<Vectors>(arguments…)`, compiled for any processor and, on x86-64,
/// for AVX2 without FMA, which would round differently. `Work::run` must be [[gnu::always_inline]],
/// or it is compiled for any processor alone. Thread-safe.
template <typename Work, typename... Arguments>
class VectorKernels {
 public:
  using Kernel = void (*)(Arguments...);

  /// For 1 … Most vectors, from 1; of this machine.
  template <std::size_t Most>
  static const std::array<Kernel, Most>& by_vectors() {
    static const auto kKernels = make(std::make_index_sequence<Most>());
    return kKernels;
  }

 private:
  template <std::size_t Vectors>
  static void run_anywhere(Arguments... arguments) {
    Work::template run<Vectors>(arguments...);
  }

#ifdef __x86_64__
  template <std::size_t Vectors>
  [[gnu::target("avx2")]] static void run_avx2(Arguments... arguments) {
    Work::template run<Vectors>(arguments...);
  }

  template <std::size_t... Numbers>
  static std::array<Kernel, sizeof...(Numbers)> make(std::index_sequence<Numbers...> /*numbers*/) {
    if (__builtin_cpu_supports("avx2") != 0) return {run_avx2<Numbers + 1>...};
    return {run_anywhere<Numbers + 1>...};
  }
#else
  template <std::size_t... Numbers>
  static std::array<Kernel, sizeof...(Numbers)> make(std::index_sequence<Numbers...> /*numbers*/) {
    return {run_anywhere<Numbers + 1>...};
  }
#endif
};

}  // namespace kizuki
