// Baselines whose items are groups of sentences: b4, b5, b6.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "bench/essence/baselines.hpp"
#include "engine/base/hash.hpp"
#include "engine/essence/average_link.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostItems = 40;
constexpr std::size_t kTopics = 40;
constexpr std::size_t kLeastCases = 3;

/// Numbers in [0, 1) that look like chance and are the same in every run.
class FixedSequence {
 public:
  double next() {
    constexpr double kScale = 1.0 / 9007199254740992.0;  // 2^-53
    constexpr unsigned kShift = 11;
    return static_cast<double>(xxh3("", ++count_) >> kShift) * kScale;
  }

 private:
  std::uint64_t count_ = 0;
};

/// A sentence's words as (word, count), words of two sentences and more, numbered by their bytes.
struct WordTable {
  std::vector<std::vector<std::pair<std::uint32_t, double>>> rows;
  std::size_t words = 0;
};

template <typename WordsOf>
WordTable table_of(Sentences sentences, const WordsOf& words_of) {
  std::map<std::string, std::uint32_t> counts;
  for (const BaselineSentence& sentence : sentences) {
    const auto& words = words_of(sentence);
    for (const std::string& word : std::set<std::string>(words.begin(), words.end())) {
      ++counts[word];
    }
  }
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> of_number;
  for (const auto& [word, count] : counts) {
    if (count < 2) continue;
    numbers.emplace(word, static_cast<std::uint32_t>(of_number.size()));
    of_number.push_back(count);
  }
  WordTable out;
  out.words = of_number.size();
  for (const BaselineSentence& sentence : sentences) {
    std::map<std::uint32_t, double> row;
    for (const std::string& word : words_of(sentence)) {
      if (const auto found = numbers.find(word); found != numbers.end()) row[found->second] += 1;
    }
    out.rows.emplace_back(row.begin(), row.end());
  }
  return out;
}

/// (1 + ln tf) · ln((n + 1) / (df + .5)), rows of length 1.
void weigh(WordTable& table) {
  std::vector<double> counts(table.words);
  for (const auto& row : table.rows) {
    for (const auto& entry : row) counts[entry.first] += 1;
  }
  for (auto& row : table.rows) {
    double squares = 0;
    for (auto& [word, value] : row) {
      value = (1 + std::log(value)) *
              std::log((static_cast<double>(table.rows.size()) + 1) / (counts[word] + 0.5));
      squares += value * value;
    }
    for (auto& entry : row) entry.second /= squares > 0 ? std::sqrt(squares) : 1;
  }
}

/// Groups of (weight, sentence), the best sentence of each case; those of most cases first.
std::vector<ScoredItem> items_of(
    Sentences sentences, std::vector<std::vector<std::pair<double, std::uint32_t>>> groups) {
  std::vector<ScoredItem> out;
  for (auto& group : groups) {
    std::sort(group.begin(), group.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    ScoredItem item;
    std::set<std::string_view> told;
    for (const auto& [weight, place] : group) {
      const BaselineSentence& sentence = sentences[place];
      if (told.insert(sentence.case_id).second) {
        item.evidence.emplace_back(sentence.case_id, sentence.text);
      }
    }
    if (item.evidence.size() >= kLeastCases) out.push_back(std::move(item));
  }
  std::stable_sort(out.begin(), out.end(), [](const ScoredItem& a, const ScoredItem& b) {
    return a.evidence.size() > b.evidence.size();
  });
  if (out.size() > kMostItems) out.resize(kMostItems);
  return out;
}

/// Sentences by their strongest topic.
std::vector<ScoredItem> by_topic(Sentences sentences,
                                 const std::vector<std::vector<double>>& shares) {
  std::vector<std::vector<std::pair<double, std::uint32_t>>> groups(kTopics);
  for (std::uint32_t i = 0; i < shares.size(); ++i) {
    double sum = 0;
    for (const double share : shares[i]) sum += share;
    if (sum <= 0) continue;
    const auto best = std::max_element(shares[i].begin(), shares[i].end());
    groups[static_cast<std::size_t>(best - shares[i].begin())].emplace_back(*best / sum, i);
  }
  return items_of(sentences, std::move(groups));
}

const std::vector<std::string>& lemmas_of(const BaselineSentence& sentence) {
  return sentence.lemmas;
}

/// Makes the columns of `matrix` orthonormal, one after the other.
void orthonormalise(std::vector<std::vector<double>>& columns) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t earlier = 0; earlier < c; ++earlier) {
      double dot = 0;
      for (std::size_t i = 0; i < columns[c].size(); ++i)
        dot += columns[c][i] * columns[earlier][i];
      for (std::size_t i = 0; i < columns[c].size(); ++i)
        columns[c][i] -= dot * columns[earlier][i];
    }
    double squares = 0;
    for (const double value : columns[c]) squares += value * value;
    for (double& value : columns[c]) value /= squares > 0 ? std::sqrt(squares) : 1;
  }
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

std::vector<ScoredItem> latent_topics(Sentences sentences) {
  constexpr double kAlpha = 50.0 / kTopics;
  constexpr double kBeta = 0.01;
  constexpr int kSweeps = 200;
  const WordTable table = table_of(sentences, lemmas_of);
  struct Word {
    std::uint32_t sentence;
    std::uint32_t word;
    std::size_t topic;
  };
  FixedSequence chance;
  std::vector<Word> words;
  std::vector<std::vector<double>> of_sentence(sentences.size(), std::vector<double>(kTopics));
  std::vector<std::vector<double>> of_word(table.words, std::vector<double>(kTopics));
  std::vector<double> of_topic(kTopics);
  const auto count = [&](const Word& word, double change) {
    of_sentence[word.sentence][word.topic] += change;
    of_word[word.word][word.topic] += change;
    of_topic[word.topic] += change;
  };
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
    for (const auto& [word, times] : table.rows[i]) {
      for (int n = 0; n < static_cast<int>(times); ++n) {
        words.push_back({i, word, static_cast<std::size_t>(chance.next() * kTopics)});
        count(words.back(), 1);
      }
    }
  }
  std::vector<double> sums(kTopics);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    for (Word& word : words) {
      count(word, -1);
      double sum = 0;
      for (std::size_t t = 0; t < kTopics; ++t) {
        sum += (of_sentence[word.sentence][t] + kAlpha) * (of_word[word.word][t] + kBeta) /
               (of_topic[t] + kBeta * static_cast<double>(table.words));
        sums[t] = sum;
      }
      const double drawn = chance.next() * sum;
      const auto found = std::upper_bound(sums.begin(), sums.end(), drawn);
      word.topic =
          std::min<std::size_t>(static_cast<std::size_t>(found - sums.begin()), kTopics - 1);
      count(word, 1);
    }
  }
  return by_topic(sentences, of_sentence);
}

std::vector<ScoredItem> matrix_topics(Sentences sentences) {
  constexpr int kSteps = 100;
  constexpr double kTiny = 1e-12;
  WordTable table = table_of(sentences, lemmas_of);
  weigh(table);
  FixedSequence chance;
  std::vector<std::vector<double>> rows(table.rows.size(), std::vector<double>(kTopics));
  std::vector<std::vector<double>> columns(table.words, std::vector<double>(kTopics));
  for (auto* part : {&rows, &columns}) {
    for (auto& of_one : *part) {
      for (double& value : of_one) value = chance.next() + kTiny;
    }
  }
  // Lee & Seung's steps for the divergence; only what is not 0 in the table is visited.
  for (int step = 0; step < kSteps; ++step) {
    for (const bool update_rows : {true, false}) {
      auto& changed = update_rows ? rows : columns;
      const auto& kept = update_rows ? columns : rows;
      std::vector<double> whole(kTopics);
      for (const auto& one : kept) {
        for (std::size_t t = 0; t < kTopics; ++t) whole[t] += one[t];
      }
      std::vector<std::vector<double>> sums(changed.size(), std::vector<double>(kTopics));
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        for (const auto& [word, value] : table.rows[i]) {
          const double ratio = value / (dot(rows[i], columns[word]) + kTiny);
          auto& sum = sums[update_rows ? i : word];
          const auto& other = update_rows ? columns[word] : rows[i];
          for (std::size_t t = 0; t < kTopics; ++t) sum[t] += ratio * other[t];
        }
      }
      for (std::size_t i = 0; i < changed.size(); ++i) {
        for (std::size_t t = 0; t < kTopics; ++t) {
          changed[i][t] *= sums[i][t] / (whole[t] + kTiny);
        }
      }
    }
  }
  return by_topic(sentences, rows);
}

std::vector<ScoredItem> pair_clusters(Sentences sentences) {
  WordTable table =
      table_of(sentences, [](const BaselineSentence& sentence) -> const std::vector<std::string>& {
        return sentence.pairs;
      });
  weigh(table);
  std::vector<std::vector<std::pair<std::uint32_t, float>>> postings(table.words);
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
    for (const auto& [word, value] : table.rows[i]) {
      postings[word].emplace_back(i, static_cast<float>(value));
    }
  }
  LinkMatrix links(sentences.size());
  for (const auto& of_word : postings) {
    for (std::size_t a = 0; a < of_word.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        links.at(of_word[a].first, of_word[b].first) += of_word[a].second * of_word[b].second;
      }
    }
  }
  constexpr float kStop = 0.1F;
  std::vector<std::vector<std::pair<double, std::uint32_t>>> groups;
  for (const auto& group : average_link(links, kStop)) {
    auto& members = groups.emplace_back();
    for (const std::uint32_t member : group) {
      double sum = 0;
      for (const std::uint32_t other : group) {
        sum += other == member ? 0.0 : static_cast<double>(links.at(member, other));
      }
      members.emplace_back(sum, member);
    }
  }
  return items_of(sentences, std::move(groups));
}

std::vector<ScoredItem> latent_leaders(Sentences sentences) {
  constexpr std::size_t kDimensions = 100;
  constexpr int kSteps = 8;
  constexpr double kNear = 0.5;
  WordTable table = table_of(sentences, lemmas_of);
  weigh(table);
  FixedSequence chance;
  const std::size_t dimensions = std::min(kDimensions, table.words);
  std::vector<std::vector<double>> axes(dimensions, std::vector<double>(table.words));
  for (auto& axis : axes) {
    for (double& value : axis) value = chance.next() - 0.5;
  }
  orthonormalise(axes);
  const auto project = [&](const std::vector<double>& axis) {
    std::vector<double> out(table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (const auto& [word, value] : table.rows[i]) out[i] += value * axis[word];
    }
    return out;
  };
  // Subspace iteration: the right singular vectors.
  for (int step = 0; step < kSteps; ++step) {
    for (auto& axis : axes) {
      const std::vector<double> projected = project(axis);
      std::fill(axis.begin(), axis.end(), 0.0);
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        for (const auto& [word, value] : table.rows[i]) axis[word] += value * projected[i];
      }
    }
    orthonormalise(axes);
  }
  std::vector<std::vector<double>> points(table.rows.size(), std::vector<double>(dimensions));
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::vector<double> projected = project(axes[d]);
    for (std::size_t i = 0; i < points.size(); ++i) points[i][d] = projected[i];
  }
  for (auto& point : points) {
    const double length = std::sqrt(dot(point, point));
    for (double& value : point) value /= length > 0 ? length : 1;
  }
  std::vector<std::uint32_t> leaders;
  std::vector<std::vector<std::pair<double, std::uint32_t>>> groups;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    double best = kNear;
    std::size_t chosen = groups.size();
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double near = dot(points[i], points[leaders[g]]);
      if (near < best) continue;
      best = near;
      chosen = g;
    }
    if (chosen == groups.size()) {
      leaders.push_back(i);
      groups.emplace_back();
      best = 1;
    }
    groups[chosen].emplace_back(best, i);
  }
  return items_of(sentences, std::move(groups));
}

}  // namespace kizuki
