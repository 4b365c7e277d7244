#include "engine/privacy/secret.hpp"

#include <cstdint>

#include <openssl/crypto.h>

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSecretBytes = 32;

/// RFC 4648, 5, without padding.
std::string base64url(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << 8) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out.push_back(kDigits[(held >> bits) & 63]);
    }
  }
  if (bits > 0) out.push_back(kDigits[(held << (6 - bits)) & 63]);
  return out;
}

}  // namespace

Result<std::string> make_secret() {
  return random_bytes(kSecretBytes).transform([](const std::string& bytes) {
    return base64url(bytes);
  });
}

std::string secret_hash(std::string_view secret) {
  const Sha256Digest digest = sha256(secret);
  return {digest.begin(), digest.end()};
}

std::string form_secret(std::string_view secret) {
  return sha256_hex("kizuki form\n" + std::string(secret));
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace kizuki
