// A text file seen through a window that moves on, and can go back a little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "indexer/source/byte_source.hpp"
#include "indexer/source/record_source.hpp"
#include "indexer/source/text_decoder.hpp"

namespace kizuki {

/// The UTF-8 text of a source with a position in it. Bytes that are no text stay visible: as they
/// are in a UTF-8 file, as kUndecodable in others. A byte order mark at the start is left out.
/// Text from the mark on is kept, otherwise text from the position on: memory is what lies between
/// the mark and the position plus what is unread, about two reads. Views stay valid until the next
/// fill(). One a thread.
class TextWindow {
 public:
  /// `read_bytes` (at least 1) is the size of one read. Errors: kInternal.
  static Result<TextWindow> open(std::unique_ptr<ByteSource> bytes, Encoding encoding,
                                 std::size_t read_bytes);

  /// Text from the position on, as far as it is at hand.
  std::string_view unread() const { return std::string_view(text_).substr(position_); }
  /// Puts more text behind unread(); false at the end of the file. Errors: kIo.
  Result<bool> fill();
  /// Moves the position forward inside unread().
  void advance(std::size_t bytes);
  /// 1-based line of the position; lines end with LF, CRLF or a lone CR.
  std::uint64_t line() const { return here_.line; }

  /// Puts the mark at the position.
  void mark();
  /// Text from the mark to the position, empty without a mark.
  std::string_view marked() const;
  /// Takes the mark away.
  void release() { mark_.reset(); }
  /// Moves the position back to the mark, which stays. There must be one.
  void rewind();

  Encoding encoding() const { return encoding_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t bytes_total() const { return bytes_->size(); }

 private:
  struct LineCount {
    std::uint64_t line = 1;
    bool after_cr = false;  // an LF that follows belongs to the line end already counted
    void add(std::string_view text);
  };
  struct Mark {
    std::size_t position;
    LineCount lines;
  };

  TextWindow(std::unique_ptr<ByteSource> bytes, Encoding encoding, std::size_t read_bytes);
  Result<bool> read_piece();
  void drop_what_is_done();

  std::unique_ptr<ByteSource> bytes_;
  Encoding encoding_;
  std::size_t read_bytes_;
  std::optional<TextDecoder> decoder_;
  std::string raw_;  // a read before it is decoded
  std::string text_;
  std::size_t position_ = 0;
  LineCount here_;
  std::optional<Mark> mark_;
  std::uint64_t bytes_read_ = 0;
  bool started_ = false;
  bool ended_ = false;
};

}  // namespace kizuki
