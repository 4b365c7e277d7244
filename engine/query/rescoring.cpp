#include "engine/query/rescoring.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/index/record_texts.hpp"
#include "engine/query/gram_rarity.hpp"
#include "engine/query/score_rounding.hpp"

namespace kizuki {
namespace {

/// Distinct grams in order of first occurrence, with the number of occurrences.
std::vector<std::pair<CharacterGram, double>> count_grams(const std::vector<CharacterGram>& grams) {
  std::vector<std::pair<CharacterGram, double>> counted;
  std::unordered_map<CharacterGram, std::size_t> places;
  for (const CharacterGram gram : grams) {
    const auto [at, is_new] = places.emplace(gram, counted.size());
    if (is_new) counted.emplace_back(gram, 0.0);
    counted[at->second].second += 1.0;
  }
  return counted;
}

/// What a Japanese text has for each of its characters, roughly.
constexpr double kPairsOfCharacter = 0.5;
constexpr double kKanjiOfCharacter = 0.3;

GramQuery make_query(const GramRarity& rarity, const std::vector<CharacterGram>& grams,
                     double factor, std::uint64_t total, double saturation) {
  if (factor <= 0.0 || total == 0) return {};
  std::vector<GramQuery::Gram> weighted;
  for (const auto& [gram, occurrences] : count_grams(grams)) {
    if (rarity.frequency(gram) == 0) continue;
    weighted.push_back({gram, factor * 2.0 * occurrences / (1.0 + occurrences) * rarity.idf(gram)});
  }
  const auto cases = static_cast<double>(rarity.totals().cases);
  return GramQuery(weighted, static_cast<double>(total) / cases, saturation);
}

}  // namespace

Rescoring::Rescoring(const std::vector<IndexPart>& parts, const QueryPlan& plan,
                     const RankingSettings& settings, const LengthSettings& length)
    : parts_(parts), settings_(settings) {
  CharacterGrams grams;
  for (const std::string& text : plan.ranked_texts) grams.add(text);
  const GramRarity rarity(parts);
  const GramTotals& totals = rarity.totals();
  const double saturation = settings.term_saturation;
  const double bound = saturation * static_cast<double>(length.quantum) + 1.0;
  pairs_ =
      make_query(rarity, grams.pairs(), settings.pair_weight * bound, totals.pairs, saturation);
  kanji_ =
      make_query(rarity, grams.kanji(), settings.kanji_weight * bound, totals.kanji, saturation);
  if (totals.pairs > 0) {
    const double average = static_cast<double>(totals.pairs) / static_cast<double>(totals.cases);
    correction_ = LengthCorrection(average, length.pivot_terms, saturation);
  }
}

double Rescoring::score_part(const CasePassage& part, double characters) {
  return pairs_.score(part.pairs, kPairsOfCharacter * characters) +
         kanji_.score(part.kanji, kKanjiOfCharacter * characters);
}

double Rescoring::parts_gain() {
  double gain = 0.0;
  if (settings_.opening_weight > 0.0) {
    gain += settings_.opening_weight *
            score_part(case_.opening(settings_.opening_characters), settings_.opening_characters);
  }
  if (settings_.passage_weight > 0.0) {
    case_.passages(settings_.passage_characters, passages_);
    double best = 0.0;
    for (const CasePassage& passage : passages_) {
      best = std::max(best, score_part(passage, settings_.passage_characters));
    }
    gain += settings_.passage_weight * best;
  }
  return gain;
}

Result<double> Rescoring::rescored(const Candidate& candidate) {
  const auto record = parts_[candidate.part].reader.record_streams(candidate.document);
  if (!record) return record.error();
  if (auto read = read_record_texts(*record, texts_); !read) {
    return std::move(read).error().with_id(
        std::string(parts_[candidate.part].reader.case_id(candidate.document)));
  }
  case_.read(texts_, pairs_, kanji_);
  const auto length = static_cast<double>(pairs_.size());
  return candidate.score * correction_.factor(length) + pairs_.score() + kanji_.score() +
         parts_gain();
}

Result<void> Rescoring::rescore(std::vector<Candidate>& pool) {
  if (!has_effect()) return {};
  // In the order of the store: cases that share a block are read with one unpacking.
  std::vector<std::size_t> order(pool.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    const auto place = [&](std::size_t number) {
      return std::tuple(pool[number].part, pool[number].document);
    };
    return place(left) < place(right);
  });
  for (const std::size_t number : order) {
    const auto score = rescored(pool[number]);
    if (!score) return score.error();
    pool[number].score = round_score(*score);
  }
  return {};
}

}  // namespace kizuki
