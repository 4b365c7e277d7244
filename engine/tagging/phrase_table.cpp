#include "engine/tagging/phrase_table.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

std::uint64_t pair_key(char32_t a, char32_t b) { return std::uint64_t{a} << 32U | b; }

bool is_latin_or_digit(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
}

}  // namespace

std::uint32_t PhraseTable::add(std::u32string phrase) {
  const auto number = static_cast<std::uint32_t>(phrases_.size());
  if (phrase.size() == 1) single_[phrase[0]].push_back(number);
  if (phrase.size() >= 2) by_first_two_[pair_key(phrase[0], phrase[1])].push_back(number);
  latin_.push_back(!phrase.empty() && std::all_of(phrase.begin(), phrase.end(), is_latin_or_digit));
  phrases_.push_back(std::move(phrase));
  return number;
}

bool PhraseTable::at_word_border(std::u32string_view sentence, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_latin_or_digit(sentence[begin - 1])) &&
         (end >= sentence.size() || !is_latin_or_digit(sentence[end]));
}

void PhraseTable::find(std::u32string_view sentence, std::vector<PhraseHit>& hits) const {
  hits.clear();
  const auto take = [&](std::size_t at, const std::vector<std::uint32_t>& numbers) {
    for (const std::uint32_t number : numbers) {
      const std::u32string& phrase = phrases_[number];
      if (sentence.substr(at, phrase.size()) != phrase) continue;
      const std::size_t end = at + phrase.size();
      if (latin_[number] && !at_word_border(sentence, at, end)) continue;
      hits.push_back({number, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    }
  };
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const std::size_t before = hits.size();
    if (const auto found = single_.find(sentence[at]); found != single_.end()) {
      take(at, found->second);
    }
    if (at + 1 < sentence.size()) {
      const auto found = by_first_two_.find(pair_key(sentence[at], sentence[at + 1]));
      if (found != by_first_two_.end()) take(at, found->second);
    }
    std::sort(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end(),
              [](const PhraseHit& a, const PhraseHit& b) { return a.phrase < b.phrase; });
  }
}

}  // namespace kizuki
