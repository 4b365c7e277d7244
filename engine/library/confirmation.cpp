#include "engine/library/confirmation.hpp"

#include <utility>

#include "engine/library/account.hpp"

namespace kizuki {
namespace {

Error refuse(std::string_view field, std::string message, std::string_view id) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0,
          std::string(field),          std::string(id)};
}

}  // namespace

Result<void> check_confirmation(const Confirmation& confirmation) {
  const std::string& id = confirmation.case_id;
  // The rule of account names less the @.
  if (!is_account_name(confirmation.name) || confirmation.name.find('@') != std::string::npos) {
    return refuse("name", "確認する項目の名前は、英数字と . _ - の 1～64 文字にしてください", id);
  }
  if (confirmation.value.empty() || confirmation.value.size() > kMaxConfirmedValueBytes ||
      !is_reason(confirmation.value)) {
    return refuse("value",
                  "確認する値は、制御文字のない 1～" + std::to_string(kMaxConfirmedValueBytes) +
                      " バイトにしてください",
                  id);
  }
  if (!is_reason(confirmation.reason)) {
    return refuse(
        "reason",
        "理由は、制御文字のない " + std::to_string(kMaxReasonBytes) + " バイトまでにしてください",
        id);
  }
  return {};
}

}  // namespace kizuki
