#include "engine/text/term.hpp"

#include <cstdint>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {

std::string shorten_term(std::string_view word) {
  if (word.size() <= kMaxTermBytes) return std::string(word);
  constexpr std::size_t kHashDigits = 16;
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string term(utf8_prefix(word, kMaxTermBytes - kHashDigits));
  const std::uint64_t hash = xxh3(word);
  for (std::size_t i = kHashDigits; i-- > 0;) term += kDigits[hash >> (4 * i) & 15];
  return term;
}

}  // namespace kizuki
