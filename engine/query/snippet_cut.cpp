#include "engine/query/snippet_cut.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

/// Byte offsets of a sentence's characters in its field's text, the end last.
std::vector<std::uint32_t> character_offsets(std::string_view text, TextSpan sentence) {
  std::vector<std::uint32_t> offsets;
  std::size_t at = sentence.begin;
  while (at < sentence.end) {
    offsets.push_back(static_cast<std::uint32_t>(at));
    utf8_next(text, at);
  }
  offsets.push_back(sentence.end);
  return offsets;
}

class Cutter {
 public:
  Cutter(const AnalyzedField& field, std::vector<std::uint32_t> offsets, std::size_t limit)
      : field_(field), offsets_(std::move(offsets)), limit_(limit) {}

  TextSpan cut(const std::vector<SnippetMatch>& matches) const {
    Window core = best_window(matches);
    const std::size_t room = limit_ - std::min(limit_, core.end - core.begin);
    const std::size_t begin = word_begin(core.begin - std::min(core.begin, room / 3), core.begin);
    const std::size_t to = std::min(begin + limit_, length());
    const std::size_t end = word_end(begin, std::max(core.end, begin), to);
    return {offsets_[begin], offsets_[end]};
  }

 private:
  struct Window {  // character numbers
    std::size_t begin = 0;
    std::size_t end = 0;
    double value = 0.0;
  };

  std::size_t length() const { return offsets_.size() - 1; }

  std::size_t number_of(std::uint32_t offset) const {
    const auto at = std::lower_bound(offsets_.begin(), offsets_.end(), offset);
    return static_cast<std::size_t>(std::min(at, offsets_.end() - 1) - offsets_.begin());
  }

  Window best_window(const std::vector<SnippetMatch>& matches) const {
    Window best;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const std::size_t begin = number_of(matches[i].span.begin);
      Window window{begin, begin, 0.0};
      std::set<std::size_t> keys;
      for (std::size_t j = i; j < matches.size(); ++j) {
        const std::size_t end = number_of(matches[j].span.end);
        if (end > begin + limit_) continue;
        window.end = std::max(window.end, end);
        if (keys.insert(matches[j].key).second) window.value += matches[j].value;
      }
      if (window.value > best.value) best = window;
    }
    return best;
  }

  /// First word border from `from` on, at most `core`.
  std::size_t word_begin(std::size_t from, std::size_t core) const {
    if (from == 0) return 0;
    const auto& words = field_.occurrences;
    const auto word = std::find_if(words.begin(), words.end(), [&](const auto& occurrence) {
      return occurrence.span.begin >= offsets_[from];
    });
    if (word == words.end() || word->span.begin > offsets_[core]) return core;
    return number_of(word->span.begin);
  }

  /// Last word border up to `to`, at least `core`, where the part to be shown ends; `to` itself
  /// when that leaves nothing behind `begin`.
  std::size_t word_end(std::size_t begin, std::size_t core, std::size_t to) const {
    if (to == length()) return to;
    std::size_t end = core;
    for (const TermOccurrence& occurrence : field_.occurrences) {
      if (occurrence.span.end > offsets_[to]) break;
      if (occurrence.span.end > offsets_[end]) end = number_of(occurrence.span.end);
    }
    return end > begin ? end : to;
  }

  const AnalyzedField& field_;
  std::vector<std::uint32_t> offsets_;
  std::size_t limit_;
};

}  // namespace

TextSpan cut_sentence(const AnalyzedField& field, TextSpan sentence,
                      const std::vector<SnippetMatch>& matches, std::size_t limit) {
  std::vector<std::uint32_t> offsets = character_offsets(field.text, sentence);
  if (offsets.size() - 1 <= limit) return sentence;
  return Cutter(field, std::move(offsets), limit).cut(matches);
}

}  // namespace kizuki
