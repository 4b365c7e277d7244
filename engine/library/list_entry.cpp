#include "engine/library/list_entry.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"

namespace kizuki {

bool is_list_note(std::string_view text) {
  const bool controls = std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  });
  return !controls && utf8_is_valid(text) && utf8_length(text) <= kMaxNoteCharacters;
}

}  // namespace kizuki
