// Passwords: what is stored of them, and whether one fits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

inline constexpr std::size_t kMinPasswordCharacters = 12;
inline constexpr std::size_t kMaxPasswordBytes = 1'024;

/// Errors: kInvalidArgument unless it is UTF-8 of at least kMinPasswordCharacters characters and at
/// most kMaxPasswordBytes bytes without control characters. Length is what makes a password hard to
/// guess (NIST SP 800-63B, 5.1.1); nothing is said about its kinds of characters.
Result<void> check_password_form(std::string_view password);

/// "scrypt$15$8$3$<salt>$<hash>" in hex: scrypt (RFC 7914) with N = 2^15, r = 8, p = 3, which takes
/// 32 MiB and about 0.3 s of one core; a salt of 16 random bytes, a hash of 32. These are among the
/// settings that OWASP's Password Storage Cheat Sheet (2023) gives as equal. Errors: kInternal.
Result<std::string> make_verifier(std::string_view password);

/// Whether `password` is the one that `verifier` was made from; false for a verifier that is not in
/// the form above or asks for more than 256 MiB. Costs as much as make_verifier. Thread-safe; who
/// has several at work pays the memory for each.
bool fits_verifier(std::string_view password, std::string_view verifier);

/// Does the work of fits_verifier for nothing: an account without a password, or none at all, must
/// not answer faster.
void waste_verifier_time(std::string_view password);

}  // namespace kizuki
