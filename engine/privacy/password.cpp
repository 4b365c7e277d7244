#include "engine/privacy/password.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include <openssl/evp.h>

#include "engine/base/random.hpp"
#include "engine/base/utf8.hpp"
#include "engine/privacy/secret.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::uint64_t kMaxMemory = std::uint64_t{256} << 20;

struct Cost {
  unsigned log_n = 15;
  unsigned r = 8;
  unsigned p = 3;
};

struct Verifier {
  Cost cost;
  std::string salt;
  std::string hash;
};

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::optional<std::string> unhex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    unsigned value = 0;
    const char* end = text.data() + at + 2;
    const auto [stop, error] = std::from_chars(text.data() + at, end, value, 16);
    if (error != std::errc() || stop != end) return std::nullopt;
    out.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  }
  return out;
}

std::optional<unsigned> number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  if (value < 1 || value > most) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find('$');
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<Verifier> parse(std::string_view text) {
  const auto parts = split(text);
  if (parts.size() != 6 || parts[0] != "scrypt") return std::nullopt;
  const auto log_n = number(parts[1], 24);
  const auto r = number(parts[2], 64);
  const auto p = number(parts[3], 64);
  auto salt = unhex(parts[4]);
  auto hash = unhex(parts[5]);
  if (!log_n || !r || !p || !salt || !hash || hash->size() != kHashBytes) return std::nullopt;
  return Verifier{{*log_n, *r, *p}, std::move(*salt), std::move(*hash)};
}

std::optional<std::string> scrypt(std::string_view password, std::string_view salt, Cost cost) {
  std::string hash(kHashBytes, '\0');
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the library's types for bytes
  const int done = EVP_PBE_scrypt(password.data(), password.size(),
                                  reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
                                  std::uint64_t{1} << cost.log_n, cost.r, cost.p, kMaxMemory,
                                  reinterpret_cast<unsigned char*>(hash.data()), hash.size());
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  if (done != 1) return std::nullopt;
  return hash;
}

}  // namespace

Result<void> check_password_form(std::string_view password) {
  const auto refuse = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), "", 0, "password", ""};
  };
  if (password.size() > kMaxPasswordBytes) return refuse("パスワードが長すぎます");
  if (!utf8_is_valid(password)) return refuse("パスワードが UTF-8 ではありません");
  std::size_t characters = 0;
  for (std::size_t at = 0; at < password.size(); ++characters) {
    const char32_t c = utf8_next(password, at);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      return refuse("パスワードに制御文字は使えません");
    }
  }
  if (characters < kMinPasswordCharacters) {
    return refuse("パスワードは " + std::to_string(kMinPasswordCharacters) +
                  " 文字以上にしてください（短い文をつなげると覚えやすくなります）");
  }
  return {};
}

Result<std::string> make_verifier(std::string_view password) {
  const auto salt = random_bytes(kSaltBytes);
  if (!salt) return salt.error();
  const Cost cost;
  const auto hash = scrypt(password, *salt, cost);
  if (!hash) {
    return Error{ErrorCode::kInternal, "パスワードを処理できません（メモリー不足）", "", 0, "", ""};
  }
  return "scrypt$" + std::to_string(cost.log_n) + "$" + std::to_string(cost.r) + "$" +
         std::to_string(cost.p) + "$" + hex(*salt) + "$" + hex(*hash);
}

bool fits_verifier(std::string_view password, std::string_view verifier) {
  const auto known = parse(verifier);
  if (!known) return false;
  const auto hash = scrypt(password, known->salt, known->cost);
  return hash && same_secret(*hash, known->hash);
}

void waste_verifier_time(std::string_view password) {
  const auto hash = scrypt(password, std::string(kSaltBytes, '\0'), Cost());
  (void)hash;
}

}  // namespace kizuki
