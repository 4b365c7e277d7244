// Rows of people's lists, each sealed by a hash over its columns. Inside engine/library only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/library/list_entry.hpp"

namespace kizuki {

/// SHA-256 over sized account, sized case_id, varint place, sized added_at.
std::string list_entry_seal(std::string_view account, const ListEntry& entry);

/// SHA-256 over varint sequence, sized account, sized case_id, sized note.
std::string list_note_hash(std::uint64_t sequence, std::string_view account,
                           std::string_view case_id, std::string_view note);

/// What stands in place of the hash of a note that is gone: a short text could be guessed by it.
std::string no_list_note_hash();

}  // namespace kizuki
