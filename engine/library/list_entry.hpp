// The list that an account keeps: cases that it has collected, in its own order, with notes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

/// A case on somebody's list. Whether he may still read it is for the caller to see to, each time.
struct ListEntry {
  std::string case_id;
  std::uint64_t place = 0;  // ascending in the list's order; with holes
  std::string added_at;     // UTC
  std::string note;         // may be empty
};

/// Where an entry goes.
enum class ListMove : std::uint8_t { kUp, kDown };

inline constexpr std::size_t kMaxListEntries = 500;
inline constexpr std::size_t kMaxNoteCharacters = 2'000;

/// Valid UTF-8 of at most kMaxNoteCharacters characters, without control characters but line breaks
/// (LF); may be empty.
bool is_list_note(std::string_view text);

}  // namespace kizuki
