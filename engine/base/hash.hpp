// Digests: SHA-256 where a hash must resist tampering, XXH3 where it only has to be fast.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// Incremental SHA-256 (FIPS 180-4). One a thread.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// The digest of all bytes so far; the object starts anew.
  Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Sha256Digest sha256(std::string_view bytes);
/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
std::string to_hex(const Sha256Digest& digest);

/// SHA-256 of a file's bytes as hex. Errors: kNotFound, kPermissionDenied, kIo.
Result<std::string> sha256_file_hex(const std::filesystem::path& path);

/// Incremental xxh3 (seed 0). One a thread.
class Xxh3 {
 public:
  Xxh3();
  ~Xxh3();
  Xxh3(Xxh3&&) noexcept;
  Xxh3& operator=(Xxh3&&) noexcept;

  void update(std::string_view bytes);
  /// Of all bytes so far; more may follow.
  std::uint64_t digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// XXH3, 64 bits, fixed seed: for tables and change detection, never against an adversary.
std::uint64_t xxh3(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace kizuki
