// Secrets that we make ourselves (sessions, tokens): 256 random bits, kept as a hash.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// A new secret: 43 of A-Za-z0-9_-. Errors: random_bytes.
Result<std::string> make_secret();

/// SHA-256 of a secret, as 32 bytes: what is stored. A slow hash would add nothing, because 256
/// random bits cannot be tried out.
std::string secret_hash(std::string_view secret);

/// What a page of a session carries in its forms: SHA-256 over "kizuki form\n" and the secret, in
/// hex. Who can read the page knows it; who only knows the address of the form does not.
std::string form_secret(std::string_view secret);

/// Compares in a time that depends on the lengths alone.
bool same_secret(std::string_view left, std::string_view right);

}  // namespace kizuki
