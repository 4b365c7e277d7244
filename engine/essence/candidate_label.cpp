#include "engine/essence/candidate_label.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/essence/action_phrase.hpp"
#include "engine/essence/sentence_tail.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLabels = 3;
constexpr std::size_t kLeastCharacters = 6;
constexpr std::size_t kGoodLeast = 8;
constexpr std::size_t kGoodMost = 22;
constexpr std::size_t kLongNoun = 10;
constexpr std::size_t kMostCharacters = 40;

struct Phrase {
  std::string text;
  std::string predicate;
  double score = 0;
};

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// How many of a candidate's sentences bear a predicate or the head of a noun phrase.
class SharedWords {
 public:
  void add(const std::vector<ActionFrame>& sentence) {
    std::set<std::string> words;
    for (const ActionFrame& frame : sentence) {
      words.insert(frame.predicate);
      for (const auto& argument : frame.arguments) words.emplace(head_noun(argument.second));
    }
    for (const std::string& word : words) ++counts_[word];
    ++sentences_;
  }

  bool has_others(std::string_view word) const { return count(word) > 1; }
  /// Of the other sentences.
  double share(std::string_view word) const {
    if (sentences_ < 2) return 0;
    return static_cast<double>(count(word) - std::min<std::size_t>(count(word), 1)) /
           static_cast<double>(sentences_ - 1);
  }

 private:
  std::size_t count(std::string_view word) const {
    const auto found = counts_.find(word);
    return found == counts_.end() ? 0 : found->second;
  }

  std::map<std::string, std::size_t, std::less<>> counts_;
  std::size_t sentences_ = 0;
};

/// How many of a candidate's sentences bear a pair of neighbouring characters: what they share
/// below and across words (聴き取, 聴きと; を控え).
class SharedPairs {
 public:
  void add(std::string_view sentence) {
    std::vector<std::uint64_t> pairs = pairs_of(sentence);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const std::uint64_t pair : pairs) ++counts_[pair];
    ++sentences_;
  }

  /// The share of the other sentences that bear a pair of the phrase, summed over its pairs and
  /// divided by the root of their number: between a mean, which is highest for the shortest
  /// phrases, and a sum, which is for the longest.
  double share(std::string_view phrase) const {
    const std::vector<std::uint64_t> pairs = pairs_of(phrase);
    if (sentences_ < 2 || pairs.empty()) return 0;
    double others = 0;
    for (const std::uint64_t pair : pairs) {
      const auto found = counts_.find(pair);
      if (found != counts_.end()) others += static_cast<double>(found->second - 1);
    }
    return others / static_cast<double>(sentences_ - 1) /
           std::sqrt(static_cast<double>(pairs.size()));
  }

 private:
  static std::vector<std::uint64_t> pairs_of(std::string_view text) {
    std::vector<std::uint64_t> out;
    std::uint64_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::uint64_t character = utf8_next(text, at);
      if (before != 0) out.push_back(before << 32U | character);
      before = character;
    }
    return out;
  }

  std::unordered_map<std::uint64_t, std::size_t> counts_;
  std::size_t sentences_ = 0;
};

/// Without what this sentence alone tells (who, where, with what): its object and what stands next
/// to the predicate remain. As it was when too little would be left.
ActionFrame general_form(const ActionFrame& frame, const SharedWords& shared) {
  ActionFrame out = frame;
  out.arguments.clear();
  for (std::size_t i = 0; i < frame.arguments.size(); ++i) {
    const auto& [particle, noun] = frame.arguments[i];
    const bool last = i + 1 == frame.arguments.size();
    if (particle == "を" || last || shared.has_others(head_noun(noun))) {
      out.arguments.emplace_back(particle, noun);
    }
  }
  return utf8_length(render_phrase(out)) >= kLeastCharacters ? out : frame;
}

/// 日, 方, いつか: a noun of one character, or of three in hiragana, names nothing by itself.
bool says_little(std::string_view noun) {
  constexpr std::size_t kShortKana = 3;
  const std::string_view head = head_noun(noun);
  const std::size_t length = utf8_length(head);
  if (length > kShortKana) return false;
  for (std::size_t at = 0; at < head.size();) {
    const char32_t character = utf8_next(head, at);
    if (length > 1 && (character < U'ぁ' || character > U'ん')) return false;
  }
  return head.size() == noun.size();
}

/// What the others share, an object, and a length that says enough and is read at a glance. Chosen
/// on the vivid cases, tried on the office reports (bench/results).
double score_of(const ActionFrame& frame, const std::string& text, const SharedWords& shared,
                const SharedPairs& pairs) {
  constexpr double kPairs = 1.5;
  constexpr double kLength = 0.5;
  double nouns = 0;
  std::size_t longest = 0;
  bool vague = false;
  for (const auto& argument : frame.arguments) {
    nouns = std::max(nouns, shared.share(head_noun(argument.second)));
    longest = std::max(longest, utf8_length(argument.second));
    vague = vague || says_little(argument.second);
  }
  const std::size_t length = utf8_length(text);
  const double said = static_cast<double>(std::min(length, kGoodMost)) / kGoodMost;
  return shared.share(frame.predicate) + nouns + kPairs * pairs.share(text) + kLength * said +
         (frame.has("を") ? 0.5 : 0.0) + (has_digit(text) ? -0.3 : 0.0) +
         (longest > kLongNoun ? -0.2 : 0.0) + (vague ? -0.5 : 0.0) +
         (length >= kGoodLeast && length <= kGoodMost ? 0.3 : 0.0);
}

/// The name of a group in which no clause makes a phrase: from the most central sentence that is
/// more than an exclamation, else from the first.
Result<std::vector<std::string>> name_from_sentence(const std::vector<std::string>& sentences,
                                                    Analyzer& analyzer) {
  std::vector<std::string> out;
  AnalyzedText text;
  for (const std::string& sentence : sentences) {
    if (sentence.empty()) continue;
    if (auto done = analyzer.analyze(sentence, text); !done) return std::move(done).error();
    std::string tail = sentence_tail(sentence, text);
    const bool says = utf8_length(tail) >= kLeastCharacters;
    if (!out.empty() && !says) continue;
    out.clear();
    out.push_back(std::move(tail));
    if (says) break;
  }
  return out;
}

}  // namespace

Result<std::vector<std::string>> label_candidate(const std::vector<std::string>& sentences,
                                                 Analyzer& analyzer) {
  std::vector<std::vector<ActionFrame>> frames;
  SharedWords shared;
  SharedPairs pairs;
  AnalyzedText text;
  for (const std::string& sentence : sentences) {
    if (auto done = analyzer.analyze(sentence, text); !done) return std::move(done).error();
    pairs.add(sentence);
    shared.add(frames.emplace_back(read_action_frames(text.tokens())));
  }
  std::vector<Phrase> phrases;
  const auto n = static_cast<double>(std::max<std::size_t>(sentences.size(), 1));
  for (std::size_t s = 0; s < frames.size(); ++s) {
    for (const ActionFrame& frame : frames[s]) {
      if (frame.arguments.empty() && frame.manner.empty()) continue;
      const ActionFrame general = general_form(frame, shared);
      Phrase phrase{render_phrase(general), general.predicate, 0};
      const std::size_t length = utf8_length(phrase.text);
      if (length < kLeastCharacters || length > kMostCharacters) continue;
      // The most central sentence speaks for the others.
      constexpr double kCentral = 0.3;
      phrase.score = score_of(general, phrase.text, shared, pairs) +
                     kCentral * (1.0 - static_cast<double>(s) / n);
      phrases.push_back(std::move(phrase));
    }
  }
  if (phrases.empty()) return name_from_sentence(sentences, analyzer);
  std::sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) {
    return a.score != b.score ? a.score > b.score : a.text < b.text;
  });
  std::vector<std::string> out;
  std::set<std::string> predicates;
  for (const Phrase& phrase : phrases) {
    if (out.size() == kLabels) break;
    if (predicates.insert(phrase.predicate).second) out.push_back(phrase.text);
  }
  return out;
}

}  // namespace kizuki
