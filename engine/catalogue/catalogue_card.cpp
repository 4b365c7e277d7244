#include "engine/catalogue/catalogue_card.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace kizuki {
namespace {

constexpr int kHexBase = 16;
constexpr std::string_view kConfirmedAfter = "confirmed_after";

std::string hex_of(std::uint64_t value) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, kHexBase).ptr;
  return {digits.data(), end};
}

bool read_hex(std::string_view text, std::uint64_t& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, kHexBase);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

Error broken(const std::string& id) {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = "カードの記録が読めません。kizuki verify で確かめてください";
  error.field = id;
  return error;
}

bool read_members(const Json& value, std::vector<GroupMember>& out) {
  if (!value.is_array()) return false;
  for (const Json& pair : value.as_array()) {
    if (!pair.is_array() || pair.as_array().size() != 2) return false;
    const Json& id = pair.as_array()[0];
    const Json& hash = pair.as_array()[1];
    std::uint64_t number = 0;
    if (!id.is_string() || !hash.is_string() || !read_hex(hash.as_string(), number)) return false;
    out.emplace_back(id.as_string(), number);
  }
  return true;
}

}  // namespace

Result<CatalogueCard> catalogue_card_of(const CardEntry& entry) {
  JsonLimits limits;
  limits.text_bytes = kMaxCardContentBytes;
  const auto content = parse_json(entry.content, limits);
  if (!content || !content->is_object()) return broken(entry.id);
  CatalogueCard out;
  out.status = entry.status;
  out.compartments = entry.compartments;
  out.sequence = entry.sequence;
  out.card.id = entry.id;
  out.merged_into = content->string_or("merged_into", "");
  if (const Json* card = content->find("card"); card != nullptr) {
    auto read = card_from_json(*card);
    if (!read || read->id != entry.id) return broken(entry.id);
    out.card = std::move(*read);
  }
  if (const Json* members = content->find("members"); members != nullptr) {
    if (!read_members(*members, out.members)) return broken(entry.id);
  }
  if (const Json* held = content->find("held"); held != nullptr) {
    out.held = held->is_bool() && held->as_bool();
  }
  if (const std::int64_t after = content->int_or(kConfirmedAfter, -1); after >= 0) {
    out.confirmed_after = static_cast<std::uint64_t>(after);
  }
  return out;
}

CardEntry card_entry_of(const CatalogueCard& card, CardAction action, std::string_view author,
                        std::string_view reason) {
  Json content{JsonObject{}};
  if (!card.card.label.empty()) content.set("card", card_to_json(card.card));
  if (!card.members.empty()) {
    JsonArray members;
    for (const auto& [id, hash] : card.members) {
      JsonArray pair;
      pair.emplace_back(id);
      pair.emplace_back(hex_of(hash));
      members.emplace_back(std::move(pair));
    }
    content.set("members", std::move(members));
  }
  if (card.held) content.set("held", true);
  if (!card.merged_into.empty()) content.set("merged_into", card.merged_into);
  if (card.confirmed_after) content.set(kConfirmedAfter, *card.confirmed_after);
  CardEntry entry;
  entry.id = card.card.id;
  entry.compartments = card.compartments;
  entry.status = card.status;
  entry.action = action;
  entry.author = author;
  entry.reason = reason;
  entry.content = content.dump_canonical();
  entry.sequence = card.sequence;
  return entry;
}

}  // namespace kizuki
