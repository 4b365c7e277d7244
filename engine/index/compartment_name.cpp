#include "engine/index/compartment_name.hpp"

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kPlainBytes = 32;
constexpr std::size_t kHashDigits = 32;

}  // namespace

std::string compartment_folder(std::string_view compartment) {
  const bool plain =
      !compartment.empty() && compartment.size() <= kPlainBytes &&
      compartment.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == compartment.npos;
  if (plain) return std::string(compartment);
  return "c-" + sha256_hex(compartment).substr(0, kHashDigits);
}

}  // namespace kizuki
