// Where a JSON value ends, without reading what it says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

/// Follows one JSON value byte by byte: it knows strings, escapes and brackets, nothing else of the
/// grammar, and needs memory for neither the value nor its depth. Start at the value's first byte,
/// hand over the text in pieces of any size.
class JsonScanner {
 public:
  enum class Status : std::uint8_t {
    kMore,         // all bytes used, the value goes on
    kDone,         // the value ends behind the bytes used
    kDeep,         // reported once, on reaching `depth_limit`; go on with scan() or give up
    kMemberArray,  // behind the "[" of an array that is a member of the value; see key()
    kOpenString,   // a line ends inside a string: the closing quote is missing
    kMismatch,     // "]" for "{" or "}" for "["
  };

  /// With `stop_at_member_arrays` scan() pauses in each array that is a member of the outermost
  /// object; go on with scan(), or take its elements yourself and call leave_array() behind "]".
  explicit JsonScanner(std::size_t depth_limit, bool stop_at_member_arrays = false)
      : depth_limit_(depth_limit), stop_at_member_arrays_(stop_at_member_arrays) {}

  /// Goes on in `text` and sets `used` to the number of bytes that it took.
  Status scan(std::string_view text, std::size_t& used);

  /// True between the bytes of a number or a word, which end where the text does.
  bool in_token() const { return in_token_; }
  void leave_array() { --depth_; }
  /// The first bytes, as written, of the member name read last.
  std::string_view key() const { return key_; }
  /// A member "id" of the outermost object has been met.
  bool has_id() const { return has_id_; }

 private:
  Status step(char byte);
  Status open(bool is_array);
  Status close(bool is_array);
  std::size_t skip_plain(std::string_view text) const;
  void add_to_key(char byte);
  void end_string();

  std::size_t depth_limit_;
  bool stop_at_member_arrays_;
  std::size_t depth_ = 0;
  std::uint64_t arrays_ = 0;  // a bit for each of the 64 outer levels: is it an array
  bool in_string_ = false;
  bool escaped_ = false;
  bool in_token_ = false;
  bool done_ = false;
  bool was_deep_ = false;
  bool expects_value_ = false;  // behind a colon of the outermost object
  bool has_id_ = false;
  std::string key_;
};

}  // namespace kizuki
