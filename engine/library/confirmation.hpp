// Confirmations: what people say about a case beyond its text, e.g. "this issue: yes".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// What somebody confirmed or denied. Of all that share case, name and value the newest counts that
/// was not taken back.
struct Confirmation {
  std::string case_id;
  std::string name;       // what is confirmed, e.g. "issue"; 1–64 of A-Za-z0-9._-
  std::string value;      // which one, e.g. "succession"; 1–256 bytes without control characters
  bool confirmed = true;  // the verdict: yes or no
  std::string author;     // an account, or "operator"
  std::string reason;     // may be empty; as Account's reasons

  // Given by the library.
  std::uint64_t sequence = 0;       // counts confirmations alone: 1, 2, 3, …
  std::uint64_t case_sequence = 0;  // StoredCase::sequence of the revision it was said about
  std::string time;                 // UTC
  /// Of a row that takes one back; `confirmed` then says nothing. Ignored in writing.
  bool taken_back = false;
};

inline constexpr std::size_t kMaxConfirmedValueBytes = 256;

/// kInvalidArgument with the field that breaks a rule.
Result<void> check_confirmation(const Confirmation& confirmation);

}  // namespace kizuki
