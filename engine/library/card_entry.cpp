#include "engine/library/card_entry.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "engine/library/account.hpp"

namespace kizuki {
namespace {

Error refuse(std::string_view field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(field), ""};
}

}  // namespace

std::string_view card_status_code(CardStatus status) {
  constexpr std::array<std::string_view, 5> kCodes = {"active", "candidate", "rejected", "merged",
                                                      "gone"};
  return kCodes.at(static_cast<std::size_t>(status) - 1);
}

std::string_view card_action_code(CardAction action) {
  constexpr std::array<std::string_view, 9> kCodes = {
      "import", "find", "accept", "reject", "merge", "split", "rename", "lose", "restore"};
  return kCodes.at(static_cast<std::size_t>(action) - 1);
}

bool is_card_id(std::string_view text) {
  return is_account_name(text) && text.find('@') == std::string_view::npos;
}

Result<void> check_card_entry(const CardEntry& entry) {
  if (!is_card_id(entry.id)) {
    return refuse("id", "カードの id は、英数字と . _ - の 1～64 文字にしてください");
  }
  const auto& names = entry.compartments;
  // Ascending without doubles: no neighbour is greater than or equal to the next.
  const bool ascending =
      std::adjacent_find(names.begin(), names.end(), std::greater_equal<>()) == names.end();
  if (names.empty() || names.size() > kMaxCardCompartments || !ascending ||
      !std::all_of(names.begin(), names.end(), is_reason) || names.front().empty()) {
    return refuse("compartments", "カードの見える範囲が正しくありません");
  }
  if (!is_reason(entry.reason)) {
    return refuse("reason", "理由は、制御文字のない " + std::to_string(kMaxReasonBytes) +
                                " バイトまでにしてください");
  }
  if (entry.content.empty() || entry.content.size() > kMaxCardContentBytes) {
    return refuse("content", "カードの内容が大きすぎます（" + std::to_string(kMaxCardContentBytes) +
                                 " バイトまで）");
  }
  return {};
}

}  // namespace kizuki
