#include "engine/tagging/polarity.hpp"

#include <algorithm>
#include <array>

namespace kizuki {
namespace {

constexpr std::size_t kClauseCharacters = 16;

constexpr std::array<std::u32string_view, 14> kDenials = {
    U"なかっ", U"ない", U"なく",   U"ません", U"できず", U"られず", U"れず",
    U"けず",   U"えず", U"至らず", U"及ばず", U"せず",   U"がらず", U"おらず"};

// What stands before the denial and turns it round, or is a set phrase.
constexpr std::array<std::u32string_view, 12> kHarmless = {
    U"失わ",   U"崩さ",     U"損なわ",   U"壊さ",   U"絶やさ", U"欠かさ",
    U"だけで", U"ばかりで", U"のみなら", U"に過ぎ", U"間違い", U"に違い"};

std::u32string_view clause_behind(std::u32string_view sentence, std::size_t end) {
  const std::u32string_view rest =
      sentence.substr(std::min(end, sentence.size())).substr(0, kClauseCharacters);
  return rest.substr(0, rest.find_first_of(U"、。,.「」『』()!?;"));
}

}  // namespace

bool is_denied(std::u32string_view sentence, std::size_t end) {
  const std::u32string_view clause = clause_behind(sentence, end);
  std::size_t first = std::u32string_view::npos;
  for (const std::u32string_view denial : kDenials) first = std::min(first, clause.find(denial));
  if (first == std::u32string_view::npos) return false;
  const std::u32string_view before = clause.substr(0, first);
  return std::none_of(kHarmless.begin(), kHarmless.end(), [&](std::u32string_view harmless) {
    return before.size() >= harmless.size() &&
           before.substr(before.size() - harmless.size()) == harmless;
  });
}

}  // namespace kizuki
