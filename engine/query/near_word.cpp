#include "engine/query/near_word.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLeastCharacters = 3;
constexpr std::size_t kLeastForTwoSlips = 7;
/// Longer words are not looked for: the cost grows with the square.
constexpr std::size_t kMostCharacters = 24;

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += utf8_next(text, at);
  return characters;
}

}  // namespace

std::size_t count_slips(std::u32string_view left, std::u32string_view right, std::size_t limit) {
  const std::size_t rows = left.size();
  const std::size_t columns = right.size();
  if (std::max(rows, columns) - std::min(rows, columns) > limit) return limit + 1;
  std::vector<std::size_t> two_before(columns + 1);
  std::vector<std::size_t> before(columns + 1);
  std::vector<std::size_t> current(columns + 1);
  for (std::size_t j = 0; j <= columns; ++j) current[j] = j;
  for (std::size_t i = 1; i <= rows; ++i) {
    std::swap(two_before, before);
    std::swap(before, current);
    current[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= columns; ++j) {
      const bool same = left[i - 1] == right[j - 1];
      current[j] = std::min({before[j] + 1, current[j - 1] + 1, before[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        current[j] = std::min(current[j], two_before[j - 2] + 1);
      }
      least = std::min(least, current[j]);
    }
    // A swap reaches back over one row.
    if (least > limit && *std::min_element(before.begin(), before.end()) > limit) return limit + 1;
  }
  return std::min(current[columns], limit + 1);
}

NearWords::NearWords(std::string_view word) : word_(characters_of(word)) {
  if (word_.size() < kLeastCharacters || word_.size() > kMostCharacters) return;
  slips_ = word_.size() >= kLeastForTwoSlips ? 2 : 1;
}

void NearWords::offer(std::u32string_view word, std::uint64_t cases) {
  if (slips_ == 0 || cases == 0 || word == word_ || word.size() + 1 < kLeastCharacters) return;
  const std::size_t slips = count_slips(word_, word, slips_);
  if (slips > slips_) return;
  std::string text;
  for (const char32_t c : word) utf8_append(text, c);
  kept_.push_back({slips, cases, std::move(text)});
  std::sort(kept_.begin(), kept_.end(), [](const Entry& left, const Entry& right) {
    return std::tuple(left.slips, right.cases, std::string_view(left.word)) <
           std::tuple(right.slips, left.cases, std::string_view(right.word));
  });
  if (kept_.size() > kMostKept) kept_.pop_back();
}

std::vector<std::string> NearWords::take() && {
  std::vector<std::string> words;
  for (Entry& entry : kept_) words.push_back(std::move(entry.word));
  return words;
}

}  // namespace kizuki
