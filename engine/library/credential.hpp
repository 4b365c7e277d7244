// Credentials: by what a person or program shows that it is an account. The library keeps hashes
// alone; engine/privacy makes and compares them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// What a secret opens. The numbers lie in the file.
enum class SecretKind : std::uint8_t {
  kSession = 1,  // a browser that has signed in
  kToken = 2,    // a program
};

/// A secret that an account was given. Nobody can get the secret itself back.
struct IssuedSecret {
  SecretKind kind = SecretKind::kSession;
  std::string hash;  // SHA-256 of the secret, 32 bytes
  std::string account;
  std::string label;       // of a token: 1–64 of A-Za-z0-9._@-, what it is for; else empty
  std::string created_at;  // UTC, "2026-01-31T09:08:07Z"
  std::string expires_at;  // UTC; from then on it opens nothing
};

/// An account may have as many of a kind; of sessions the oldest goes, of tokens the next is
/// refused.
inline constexpr std::size_t kMaxSecretsOfAKind = 20;

/// `time` (as utc_now gives it) and `span` later, in the same form. Empty for a time that is not in
/// that form.
std::string utc_after(std::string_view time, std::chrono::seconds span);

}  // namespace kizuki
