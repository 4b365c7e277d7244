#include "engine/tagging/phrase_table.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

constexpr unsigned kFilterBits = 16;

/// A single character has the key of a pair with 0.
std::uint64_t pair_key(char32_t a, char32_t b) { return std::uint64_t{a} << 32U | b; }

std::size_t filter_place(std::uint64_t key) {
  const std::uint64_t mixed = (key ^ (key >> 29U)) * 0x9E3779B97F4A7C15U;
  return static_cast<std::size_t>(mixed >> (64U - kFilterBits));
}

bool is_latin_or_digit(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
}

}  // namespace

std::uint32_t PhraseTable::add(std::u32string phrase) {
  const auto number = static_cast<std::uint32_t>(phrases_.size());
  if (phrase.size() == 1) single_[phrase[0]].push_back(number);
  if (phrase.size() >= 2) by_first_two_[pair_key(phrase[0], phrase[1])].push_back(number);
  if (!phrase.empty()) {
    beginnings_.resize((std::size_t{1} << kFilterBits) / 64, 0);
    const std::size_t place = filter_place(pair_key(phrase[0], phrase.size() == 1 ? 0 : phrase[1]));
    beginnings_[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  latin_.push_back(!phrase.empty() && std::all_of(phrase.begin(), phrase.end(), is_latin_or_digit));
  phrases_.push_back(std::move(phrase));
  return number;
}

bool PhraseTable::at_word_border(std::u32string_view sentence, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_latin_or_digit(sentence[begin - 1])) &&
         (end >= sentence.size() || !is_latin_or_digit(sentence[end]));
}

bool PhraseTable::may_begin(std::uint64_t key) const {
  const std::size_t place = filter_place(key);
  return (beginnings_[place / 64] >> (place % 64) & 1U) != 0;
}

void PhraseTable::take(std::u32string_view sentence, std::size_t at,
                       const std::vector<std::uint32_t>& numbers,
                       std::vector<PhraseHit>& hits) const {
  for (const std::uint32_t number : numbers) {
    const std::u32string& phrase = phrases_[number];
    if (sentence.substr(at, phrase.size()) != phrase) continue;
    const std::size_t end = at + phrase.size();
    if (latin_[number] && !at_word_border(sentence, at, end)) continue;
    hits.push_back({number, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
  }
}

void PhraseTable::find(std::u32string_view sentence, std::vector<PhraseHit>& hits) const {
  hits.clear();
  if (beginnings_.empty()) return;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const std::size_t before = hits.size();
    if (may_begin(pair_key(sentence[at], 0))) {
      const auto found = single_.find(sentence[at]);
      if (found != single_.end()) take(sentence, at, found->second, hits);
    }
    if (at + 1 < sentence.size()) {
      const std::uint64_t key = pair_key(sentence[at], sentence[at + 1]);
      if (may_begin(key)) {
        const auto found = by_first_two_.find(key);
        if (found != by_first_two_.end()) take(sentence, at, found->second, hits);
      }
    }
    if (hits.size() - before < 2) continue;
    std::sort(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end(),
              [](const PhraseHit& a, const PhraseHit& b) { return a.phrase < b.phrase; });
  }
}

}  // namespace kizuki
