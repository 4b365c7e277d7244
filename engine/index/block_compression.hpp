// zstd for small blocks: without the library's own headers, with a trained dictionary.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// A dictionary for blocks that look like `samples`, at most `limit_bytes` and at most 1/32 of the
/// samples (a larger one costs more than it saves); empty when they are too few to learn from. The
/// same samples give the same bytes.
std::string train_dictionary(const std::vector<std::string>& samples, std::size_t limit_bytes);

/// One a thread.
class BlockCompressor {
 public:
  /// Nothing when there is not enough memory.
  static std::optional<BlockCompressor> create(std::string_view dictionary);
  ~BlockCompressor();
  BlockCompressor(BlockCompressor&&) noexcept;
  BlockCompressor& operator=(BlockCompressor&&) noexcept;

  /// Appends the compressed form of `bytes`, or `bytes` themselves when that is not shorter, and
  /// returns how many bytes that were. The reader knows the one from the other by the size.
  std::size_t append(std::string_view bytes, std::string& out);

 private:
  struct State;
  explicit BlockCompressor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// One a thread.
class BlockDecompressor {
 public:
  /// `dictionary` must outlive the object. Nothing when it is no dictionary or memory is short.
  static std::optional<BlockDecompressor> create(std::string_view dictionary);
  ~BlockDecompressor();
  BlockDecompressor(BlockDecompressor&&) noexcept;
  BlockDecompressor& operator=(BlockDecompressor&&) noexcept;

  /// Replaces `out` by the `size` bytes that `stored` was made from; false when it was not made
  /// from that many. Any bytes are safe to give; memory is `size`.
  bool expand(std::string_view stored, std::size_t size, std::string& out);

 private:
  struct State;
  explicit BlockDecompressor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
