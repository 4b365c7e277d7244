#include "engine/library/list_rows.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashBytes = 32;

}  // namespace

std::string list_entry_seal(std::string_view account, const ListEntry& entry) {
  std::string bytes;
  append_sized(bytes, account);
  append_sized(bytes, entry.case_id);
  append_varint(bytes, entry.place);
  append_sized(bytes, entry.added_at);
  return to_bytes(sha256(bytes));
}

std::string list_note_hash(std::uint64_t sequence, std::string_view account,
                           std::string_view case_id, std::string_view note) {
  std::string bytes;
  append_varint(bytes, sequence);
  append_sized(bytes, account);
  append_sized(bytes, case_id);
  append_sized(bytes, note);
  return to_bytes(sha256(bytes));
}

std::string no_list_note_hash() { return std::string(kHashBytes, '\0'); }

}  // namespace kizuki
