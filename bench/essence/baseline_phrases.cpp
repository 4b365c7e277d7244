// Baselines whose items are words or phrases: b1, b2, b3, b7, b8.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "bench/essence/baselines.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostItems = 40;
constexpr std::size_t kLeastCases = 3;

/// Sentences by phrase.
using Places = std::map<std::string, std::set<std::uint32_t>>;

std::size_t cases_of(Sentences sentences, const std::set<std::uint32_t>& places) {
  std::set<std::string_view> cases;
  for (const std::uint32_t place : places) cases.insert(sentences[place].case_id);
  return cases.size();
}

/// The best phrases of three cases and more, one sentence a case.
std::vector<ScoredItem> best_items(Sentences sentences, const Places& places,
                                   const std::map<std::string, double>& scores) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [phrase, of_phrase] : places) {
    if (cases_of(sentences, of_phrase) < kLeastCases) continue;
    order.emplace_back(-scores.at(phrase), phrase);
  }
  std::sort(order.begin(), order.end());
  if (order.size() > kMostItems) order.resize(kMostItems);
  std::vector<ScoredItem> out;
  for (const auto& [score, phrase] : order) {
    ScoredItem& item = out.emplace_back();
    std::set<std::string_view> told;
    for (const std::uint32_t place : places.at(phrase)) {
      const BaselineSentence& sentence = sentences[place];
      if (told.insert(sentence.case_id).second) {
        item.evidence.emplace_back(sentence.case_id, sentence.text);
      }
    }
  }
  return out;
}

std::vector<std::string> split_at_spaces(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == ' ') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

/// Content words at most three apart: pairs and triples, each once a sentence.
std::set<std::string> grams_of(const std::vector<std::string>& lemmas) {
  constexpr std::size_t kReach = 4;  // a gap of three words at most
  std::set<std::string> out;
  for (std::size_t a = 0; a < lemmas.size(); ++a) {
    for (std::size_t b = a + 1; b < std::min(a + 1 + kReach, lemmas.size()); ++b) {
      out.insert(lemmas[a] + " " + lemmas[b]);
      for (std::size_t c = b + 1; c < std::min(b + 1 + kReach, lemmas.size()); ++c) {
        out.insert(lemmas[a] + " " + lemmas[b] + " " + lemmas[c]);
      }
    }
  }
  return out;
}

}  // namespace

std::vector<ScoredItem> compound_nouns(Sentences sentences) {
  Places places;
  std::map<std::string, double> frequency;
  std::map<std::string, std::set<std::string>> before;  // distinct neighbours of a noun
  std::map<std::string, std::set<std::string>> behind;
  for (std::uint32_t i = 0; i < sentences.size(); ++i) {
    for (const std::string& compound : sentences[i].compounds) {
      places[compound].insert(i);
      frequency[compound] += 1;
      const auto nouns = split_at_spaces(compound);
      for (std::size_t n = 1; n < nouns.size(); ++n) {
        before[nouns[n]].insert(nouns[n - 1]);
        behind[nouns[n - 1]].insert(nouns[n]);
      }
    }
  }
  std::map<std::string, double> scores;
  for (const auto& [compound, count] : frequency) {
    const auto nouns = split_at_spaces(compound);
    double logs = 0;
    for (const std::string& noun : nouns) {
      logs += std::log(static_cast<double>(before[noun].size() + 1)) +
              std::log(static_cast<double>(behind[noun].size() + 1));
    }
    scores[compound] = count * std::exp(logs / (2 * static_cast<double>(nouns.size())));
  }
  return best_items(sentences, places, scores);
}

std::vector<ScoredItem> keyword_runs(Sentences sentences) {
  Places places;
  std::map<std::string, double> frequency;
  std::map<std::string, double> degree;
  std::map<std::string, std::vector<std::string>> words;
  for (std::uint32_t i = 0; i < sentences.size(); ++i) {
    for (const auto& run : sentences[i].runs) {
      std::string phrase;
      for (const std::string& word : run) {
        frequency[word] += 1;
        degree[word] += static_cast<double>(run.size());
        phrase += (phrase.empty() ? "" : " ") + word;
      }
      places[phrase].insert(i);
      words[phrase] = run;
    }
  }
  std::map<std::string, double> scores;
  for (const auto& [phrase, run] : words) {
    for (const std::string& word : run) scores[phrase] += degree[word] / frequency[word];
  }
  return best_items(sentences, places, scores);
}

std::vector<ScoredItem> gapped_grams(Sentences sentences) {
  Places places;
  for (std::uint32_t i = 0; i < sentences.size(); ++i) {
    for (const std::string& gram : grams_of(sentences[i].lemmas)) places[gram].insert(i);
  }
  std::map<std::string, double> scores;
  std::set<std::string> open;  // a longer one has the same sentences
  for (const auto& [gram, of_gram] : places) {
    const auto words = split_at_spaces(gram);
    scores[gram] = static_cast<double>(cases_of(sentences, of_gram) * words.size());
    if (words.size() < 3 || of_gram.size() < kLeastCases) continue;
    for (const std::string& part :
         {words[0] + " " + words[1], words[1] + " " + words[2], words[0] + " " + words[2]}) {
      const auto shorter = places.find(part);
      if (shorter != places.end() && shorter->second == of_gram) open.insert(part);
    }
  }
  for (const std::string& gram : open) places.erase(gram);
  return best_items(sentences, places, scores);
}

std::vector<ScoredItem> coding_rules(Sentences sentences, const std::vector<KnowHowCard>& cards,
                                     Analyzer& analyzer) {
  std::map<std::string, double> rarity;
  for (const BaselineSentence& sentence : sentences) {
    for (const std::string& word :
         std::set<std::string>(sentence.lemmas.begin(), sentence.lemmas.end())) {
      rarity[word] += 1;
    }
  }
  for (auto& [word, count] : rarity) {
    count = std::log((static_cast<double>(sentences.size()) + 1) / (count + 0.5));
  }
  std::vector<std::set<std::string>> rules;
  AnalyzedText text;
  for (const KnowHowCard& card : cards) {
    auto& rule = rules.emplace_back();
    if (!analyzer.analyze(card.label + "。" + card.definition, text)) continue;
    for (const Token& token : text.tokens()) rule.emplace(token.base);
  }
  constexpr std::size_t kLeastWords = 2;
  Places places;
  std::map<std::string, double> scores;
  for (std::uint32_t i = 0; i < sentences.size(); ++i) {
    const std::set<std::string> words(sentences[i].lemmas.begin(), sentences[i].lemmas.end());
    double best = 0;
    std::size_t chosen = cards.size();
    for (std::size_t card = 0; card < cards.size(); ++card) {
      double score = 0;
      std::size_t shared = 0;
      for (const std::string& word : words) {
        if (!rules[card].contains(word)) continue;
        score += rarity[word];
        ++shared;
      }
      if (shared < kLeastWords || score <= best) continue;
      best = score;
      chosen = card;
    }
    if (chosen == cards.size()) continue;
    places[cards[chosen].id].insert(i);
    scores[cards[chosen].id] += 1;
  }
  return best_items(sentences, places, scores);
}

std::vector<ScoredItem> noun_verb_pairs(Sentences sentences) {
  Places places;
  std::map<std::string, double> scores;
  for (std::uint32_t i = 0; i < sentences.size(); ++i) {
    for (const std::string& act : sentences[i].acts) places[act].insert(i);
  }
  for (const auto& [act, of_act] : places) {
    scores[act] = static_cast<double>(cases_of(sentences, of_act));
  }
  return best_items(sentences, places, scores);
}

}  // namespace kizuki
