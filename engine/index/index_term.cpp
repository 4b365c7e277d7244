#include "engine/index/index_term.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

/// Bytes of a term's key in the posting table: Xapian writes a NUL as two.
std::size_t stored_bytes(std::string_view term) {
  return term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
}

std::string hex16(std::uint64_t value) {
  constexpr std::array<char, 17> kDigits{"0123456789abcdef"};
  std::string out(kShortenedHashDigits, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, value >>= 4) {
    *digit = kDigits[value & 0xF];
  }
  return out;
}

std::string fit(std::string term) {
  if (stored_bytes(term) <= kMaxStoredTermBytes) return term;
  const std::string hash = hex16(xxh3(term));
  std::string_view kept = utf8_prefix(term, kMaxStoredTermBytes - hash.size());
  // Only hostile values hold NULs: cut them off whole.
  kept = kept.substr(0, kept.find('\0'));
  return std::string(kept) + hash;
}

}  // namespace

std::string content_term(TermKind kind, std::string_view text) {
  std::string term(1, kind == TermKind::kBigram ? kBigramPrefix : kWordPrefix);
  return fit(std::move(term.append(text)));
}

}  // namespace kizuki
