#include "engine/essence/candidate_label.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/essence/action_phrase.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLabels = 3;
constexpr std::size_t kLeastCharacters = 6;
constexpr std::size_t kGoodLeast = 8;
constexpr std::size_t kGoodMost = 28;
constexpr std::size_t kMostCharacters = 40;

struct Phrase {
  std::string text;
  std::string predicate;
  double score = 0;
};

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<std::vector<std::string>> label_candidate(const std::vector<std::string>& sentences,
                                                 Analyzer& analyzer) {
  std::vector<std::vector<ActionFrame>> frames;
  std::map<std::string, std::size_t> shared;  // sentences by predicate or noun
  AnalyzedText text;
  for (const std::string& sentence : sentences) {
    if (auto done = analyzer.analyze(sentence, text); !done) return std::move(done).error();
    auto& of_sentence = frames.emplace_back(read_action_frames(text.tokens()));
    std::set<std::string> words;
    for (const ActionFrame& frame : of_sentence) {
      words.insert(frame.predicate);
      for (const auto& argument : frame.arguments) words.insert(argument.second);
    }
    for (const std::string& word : words) ++shared[word];
  }
  std::vector<Phrase> phrases;
  const auto n = static_cast<double>(std::max<std::size_t>(sentences.size(), 1));
  for (std::size_t s = 0; s < frames.size(); ++s) {
    for (const ActionFrame& frame : frames[s]) {
      if (frame.arguments.empty() && frame.manner.empty()) continue;
      Phrase phrase{render_phrase(frame), frame.predicate, 0};
      const std::size_t length = utf8_length(phrase.text);
      if (length < kLeastCharacters || length > kMostCharacters) continue;
      double nouns = 0;
      for (const auto& argument : frame.arguments) {
        nouns = std::max(nouns, static_cast<double>(shared[argument.second]) / n);
      }
      phrase.score = static_cast<double>(shared[frame.predicate]) / n + nouns +
                     0.3 * (1.0 - static_cast<double>(s) / n) + (frame.has("を") ? 0.3 : 0.0) +
                     (has_digit(phrase.text) ? -0.3 : 0.0) +
                     (length >= kGoodLeast && length <= kGoodMost ? 0.3 : 0.0);
      phrases.push_back(std::move(phrase));
    }
  }
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
