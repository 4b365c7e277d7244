#include "indexer/source/json_scanner.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kTrackedLevels = 64;  // deeper brackets are counted, not matched
constexpr std::size_t kKeyBytes = 16;       // enough to tell the names that matter

bool ends_token(char byte) {
  switch (byte) {
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
    case '"':
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      return true;
    default:
      return false;
  }
}

}  // namespace

JsonScanner::Status JsonScanner::scan(std::string_view text, std::size_t& used) {
  used = 0;
  while (used < text.size()) {
    used += skip_plain(text.substr(used));
    if (used == text.size()) break;
    if (in_token_ && ends_token(text[used])) return Status::kDone;
    const Status status = step(text[used]);
    // The line end that shows the missing quote is not part of the value.
    if (status == Status::kOpenString) return status;
    ++used;
    if (status != Status::kMore) return status;
    if (done_) return Status::kDone;
  }
  return Status::kMore;
}

/// Bytes at the front of `text` that change nothing: almost all of a long string.
std::size_t JsonScanner::skip_plain(std::string_view text) const {
  const bool is_key = depth_ == 1 && !expects_value_;
  if (!in_string_ || escaped_ || is_key) return 0;
  std::size_t plain = 0;
  while (plain < text.size()) {
    const char byte = text[plain];
    if (byte == '"' || byte == '\\' || byte == '\n' || byte == '\r') break;
    ++plain;
  }
  return plain;
}

JsonScanner::Status JsonScanner::step(char byte) {
  if (in_string_) {
    if (byte == '\n' || byte == '\r') return Status::kOpenString;
    if (escaped_) {
      escaped_ = false;
    } else if (byte == '\\') {
      escaped_ = true;
    } else if (byte == '"') {
      end_string();
      return Status::kMore;
    }
    add_to_key(byte);
    return Status::kMore;
  }
  switch (byte) {
    case '"':
      in_string_ = true;
      if (depth_ == 1 && !expects_value_) key_.clear();
      return Status::kMore;
    case '[':
      return open(true);
    case '{':
      return open(false);
    case ']':
      return close(true);
    case '}':
      return close(false);
    case ':':
      if (depth_ == 1) expects_value_ = true;
      break;
    case ',':
      if (depth_ == 1) expects_value_ = false;
      break;
    default:
      break;
  }
  if (depth_ == 0) in_token_ = true;
  return Status::kMore;
}

JsonScanner::Status JsonScanner::open(bool is_array) {
  const bool is_member_array = is_array && depth_ == 1 && expects_value_ && (arrays_ & 1U) == 0;
  if (depth_ < kTrackedLevels) {
    const std::uint64_t bit = std::uint64_t{1} << depth_;
    arrays_ = is_array ? (arrays_ | bit) : (arrays_ & ~bit);
  }
  ++depth_;
  if (depth_ > depth_limit_ && !was_deep_) {
    was_deep_ = true;
    return Status::kDeep;
  }
  return is_member_array && stop_at_member_arrays_ ? Status::kMemberArray : Status::kMore;
}

JsonScanner::Status JsonScanner::close(bool is_array) {
  if (depth_ == 0) return Status::kMismatch;
  const std::size_t level = depth_ - 1;
  if (level < kTrackedLevels && ((arrays_ >> level) & 1U) != (is_array ? 1U : 0U)) {
    return Status::kMismatch;
  }
  --depth_;
  done_ = depth_ == 0;
  return Status::kMore;
}

void JsonScanner::add_to_key(char byte) {
  if (depth_ == 1 && !expects_value_ && key_.size() < kKeyBytes) key_ += byte;
}

void JsonScanner::end_string() {
  in_string_ = false;
  if (depth_ == 0) done_ = true;
  if (depth_ == 1 && !expects_value_ && (arrays_ & 1U) == 0 && key_ == "id") has_id_ = true;
}

}  // namespace kizuki
