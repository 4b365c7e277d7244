#include "indexer/source/text_window.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace kizuki {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

void TextWindow::LineCount::add(std::string_view text) {
  if (text.empty()) return;
  line += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  if (after_cr && text.front() == '\n') --line;
  // Most files have no CR at all, so each one may cost a search of its own.
  for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') ++line;
  }
  after_cr = text.back() == '\r';
}

TextWindow::TextWindow(std::unique_ptr<ByteSource> bytes, Encoding encoding, std::size_t read_bytes)
    : bytes_(std::move(bytes)), encoding_(encoding), read_bytes_(read_bytes) {}

Result<TextWindow> TextWindow::open(std::unique_ptr<ByteSource> bytes, Encoding encoding,
                                    std::size_t read_bytes) {
  assert(read_bytes > 0);
  TextWindow window(std::move(bytes), encoding, read_bytes);
  if (encoding != Encoding::kUtf8) {
    auto decoder = TextDecoder::open(encoding);
    if (!decoder) return std::move(decoder).error();
    window.decoder_ = std::move(decoder).value();
  }
  return window;
}

Result<bool> TextWindow::fill() {
  drop_what_is_done();
  const std::size_t before = text_.size();
  const std::size_t wanted = started_ ? before + 1 : kByteOrderMark.size();
  while (!ended_ && text_.size() < wanted) {
    auto more = read_piece();
    if (!more) return more;
  }
  if (!started_) {
    started_ = true;
    if (text_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) {
      text_.erase(0, kByteOrderMark.size());
      if (text_.empty()) return fill();
    }
  }
  return text_.size() > before;
}

Result<bool> TextWindow::read_piece() {
  std::string& target = decoder_ ? raw_ : text_;
  const std::size_t before = decoder_ ? 0 : text_.size();
  target.resize(before + read_bytes_);
  auto got = bytes_->read(target.data() + before, read_bytes_);
  target.resize(before + (got ? *got : 0));
  if (!got) return std::move(got).error();
  ended_ = *got == 0;
  bytes_read_ += *got;
  if (decoder_) decoder_->decode(raw_, ended_, text_);
  return !ended_;
}

void TextWindow::drop_what_is_done() {
  const std::size_t done = mark_ ? mark_->position : position_;
  if (done == 0) return;
  text_.erase(0, done);
  position_ -= done;
  if (mark_) mark_->position = 0;
}

void TextWindow::advance(std::size_t bytes) {
  assert(bytes <= text_.size() - position_);
  here_.add(unread().substr(0, bytes));
  position_ += bytes;
}

void TextWindow::mark() { mark_ = Mark{position_, here_}; }

std::string_view TextWindow::marked() const {
  if (!mark_) return {};
  return std::string_view(text_).substr(mark_->position, position_ - mark_->position);
}

void TextWindow::rewind() {
  assert(mark_);
  position_ = mark_->position;
  here_ = mark_->lines;
}

}  // namespace kizuki
