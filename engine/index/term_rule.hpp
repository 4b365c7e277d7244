// How a stored record names a term by the text it stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/index/term_numbers.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// term = text of the span without `skip` bytes in front and `drop` bytes behind, then `suffix`.
struct TermRule {
  TermKind kind = TermKind::kWord;
  std::uint32_t skip = 0;
  std::uint32_t drop = 0;
  std::string_view suffix;
  friend constexpr bool operator==(const TermRule&, const TermRule&) = default;
};

/// The first rules are the same in every case and not stored. 0 to 2: the text itself as a word, as
/// a part, as a bigram (the number is the kind's); then the endings of Japanese inflection.
inline constexpr std::uint32_t kPresetRules = 19;

/// Collects the rules of one case, numbered in order of first use. One a thread.
class TermRuleWriter {
 public:
  /// Number of the rule that makes `term` from `text`: the longest common beginning is kept; where
  /// there is none, a term that lies inside the text is cut out of it.
  std::uint32_t number_of(TermKind kind, std::string_view text, std::string_view term);

  /// Appends the count, then kind, skip, drop and suffix of each rule that is not preset. The
  /// object must not be used afterwards.
  void append_to(std::string& out) &&;

 private:
  TermNumbers rules_;  // by their encoding
  std::string encoded_;
};

/// Reads what append_to wrote off the front of `bytes`, the preset rules in front; nothing when it
/// is malformed. The suffixes are views into `bytes`.
std::optional<std::vector<TermRule>> take_term_rules(std::string_view& bytes);

}  // namespace kizuki
