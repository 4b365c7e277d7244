#include "tests/support/reference_search.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/index/gram_profile.hpp"
#include "engine/index/postings.hpp"
#include "engine/query/length_correction.hpp"
#include "engine/query/query_words.hpp"
#include "tests/support/reference_grams.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;
using Space = std::pair<std::string, bool>;  // text, is a bigram

class Reference {
 public:
  Reference(const std::vector<CaseAnalysis>& cases, const LengthSettings& length,
            const RankingSettings& settings, const BackgroundFrequencies* background)
      : cases_(cases), length_(length), settings_(settings), background_(background) {
    const double opened = static_cast<double>(cases.size());
    if (background != nullptr && opened < settings.background_below) {
      added_ = settings.background_cases * (1.0 - opened / settings.background_below);
    }
    count();
  }

  void count() {
    const std::vector<CaseAnalysis>& cases = cases_;
    for (const CaseAnalysis& analysis : cases) {
      std::map<Space, std::uint64_t> counts;
      for (const AnalyzedField& field : analysis.fields) {
        for (const TermOccurrence& occurrence : field.occurrences) {
          ++counts[{analysis.terms[occurrence.term], occurrence.kind == TermKind::kBigram}];
        }
      }
      for (const auto& [term, count] : counts) ++frequencies_[term];
      counts_.push_back(std::move(counts));
    }
  }

  bool matches(const QueryPlan& plan, std::size_t number) const {
    const auto has = [&](const RankedTerm& ranked) { return count_of(ranked.term, number) > 0; };
    const auto has_member_of = [&](const RankedGroup& group) {
      return std::any_of(group.members.begin(), group.members.end(),
                         [&](const auto& member) { return has_member(member, number); });
    };
    if (plan.wants_ranked && std::none_of(plan.ranked.begin(), plan.ranked.end(), has) &&
        std::none_of(plan.groups.begin(), plan.groups.end(), has_member_of)) {
      return false;
    }
    return matches(plan.condition, number);
  }

  double score(const QueryPlan& plan, std::size_t number) const {
    double sum = 0.0;
    for (const RankedTerm& ranked : plan.ranked) {
      if (count_of(ranked.term, number) > 0) sum += score(ranked, number);
    }
    for (const RankedGroup& group : plan.groups) sum += score(group, number);
    return sum;
  }

 private:
  static Space space_of(const PlanTerm& term) {
    return {term.text, term.kind == TermKind::kBigram};
  }

  std::uint64_t count_of(const PlanTerm& term, std::size_t number) const {
    const auto at = counts_[number].find(space_of(term));
    return at == counts_[number].end() ? 0 : at->second;
  }

  static bool has_facet(const Facet& facet, const CaseAnalysis& analysis) {
    if (facet.name == "id") return facet.value == analysis.id;
    return std::find(analysis.facets.begin(), analysis.facets.end(), facet) !=
           analysis.facets.end();
  }

  bool matches(const PlanNode& node, std::size_t number) const {
    const auto& children = node.children;
    const auto child_matches = [&](const PlanNode& child) { return matches(child, number); };
    switch (node.kind) {
      case Kind::kNothing:
        return false;
      case Kind::kEverything:
        return true;
      case Kind::kTerm:
        return count_of(node.term, number) > 0;
      case Kind::kFacet:
        return has_facet(node.facet, cases_[number]);
      case Kind::kPhrase:
        return stands_in(node.phrase, cases_[number]);
      case Kind::kAny:
        return std::any_of(children.begin(), children.end(), child_matches);
      case Kind::kAll:
        return std::all_of(children.begin(), children.end(), child_matches);
      case Kind::kNot:
        break;
    }
    return !child_matches(children.front());
  }

  static bool stands_in(const PhrasePattern& pattern, const CaseAnalysis& analysis) {
    return std::any_of(analysis.fields.begin(), analysis.fields.end(), [&](const auto& field) {
      return reference_has_phrase(pattern, field, analysis.terms);
    });
  }

  bool has_member(const RankedGroup::Member& member, std::size_t number) const {
    return std::all_of(member.terms.begin(), member.terms.end(),
                       [&](const PlanTerm& term) { return count_of(term, number) > 0; });
  }

  double frequency_of(const PlanTerm& term) const {
    const auto at = frequencies_.find(space_of(term));
    return at == frequencies_.end() ? 0.0 : static_cast<double>(at->second);
  }

  double idf(double share, double with) const {
    const double cases = static_cast<double>(cases_.size()) + added_;
    with += added_ * share;
    double ratio = (cases - with + 0.5) / (with + 0.5);
    if (ratio < 2.0) ratio = 1.0 + ratio / 2.0;
    return std::log(ratio);
  }

  double score(const RankedGroup& group, std::size_t number) const {
    const double cases = static_cast<double>(cases_.size());
    double without = 1.0;
    double background_without = 1.0;
    double best = 0.0;
    bool has_other = false;
    const bool has_synonyms =
        std::any_of(group.members.begin(), group.members.end(), [](const auto& member) {
          return member.kind == RankedGroup::Kind::kEquivalent ||
                 member.kind == RankedGroup::Kind::kWeaker;
        });
    for (const RankedGroup::Member& member : group.members) {
      double fewest = cases;
      double share = 1.0;
      for (const PlanTerm& term : member.terms) {
        fewest = std::min(fewest, frequency_of(term));
        share = std::min(share, added_ > 0.0 ? background_->share(term) : 0.0);
      }
      if (fewest == 0.0) continue;
      without *= 1.0 - fewest / cases;
      background_without *= 1.0 - share;
      has_other = has_other || member.kind != RankedGroup::Kind::kWord;
      const bool weak =
          member.kind == RankedGroup::Kind::kWeaker || member.kind == RankedGroup::Kind::kReading;
      if (member.kind == RankedGroup::Kind::kWord && !has_synonyms) continue;
      if (has_member(member, number)) best = std::max(best, weak ? settings_.weaker_member : 1.0);
    }
    if (!has_other) return 0.0;
    return settings_.group_weight * best * idf(1.0 - background_without, cases * (1.0 - without)) *
           (settings_.term_saturation * length_.quantum + 1.0) / (1.0 + settings_.term_saturation);
  }

  double score(const RankedTerm& ranked, std::size_t number) const {
    const double share = added_ > 0.0 ? background_->share(ranked.term) : 0.0;
    const double wdf = static_cast<double>(
        stored_wdf(count_of(ranked.term, number), count_words(cases_[number]), length_));
    const double half = settings_.term_saturation * length_.quantum;  // gets half of the bound
    return ranked.weight * idf(share, frequency_of(ranked.term)) * (half + 1.0) * wdf /
           (half + wdf);
  }

  const std::vector<CaseAnalysis>& cases_;
  LengthSettings length_;
  RankingSettings settings_;
  const BackgroundFrequencies* background_;
  double added_ = 0.0;
  std::vector<std::map<Space, std::uint64_t>> counts_;
  std::map<Space, std::uint64_t> frequencies_;
};

/// The sentences of a case: all of its text, cut behind each stop.
std::vector<std::string> reference_sentences(const CaseAnalysis& analysis) {
  std::vector<std::string> sentences;
  for (const AnalyzedField& field : analysis.fields) {
    std::string rest = field.text;
    while (!rest.empty()) {
      std::size_t end = rest.size();
      for (const std::string stop : {"。", "！", "？", "\n"}) {
        const std::size_t at = rest.find(stop);
        if (at != std::string::npos) end = std::min(end, at + stop.size());
      }
      sentences.push_back(rest.substr(0, end));
      rest.erase(0, end);
    }
  }
  return sentences;
}

std::size_t characters_of(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) utf8_next(text, at);
  return count;
}

/// As many sentences from `first` on as fit, at least one.
std::vector<std::string> reference_passage(const std::vector<std::string>& sentences,
                                           std::size_t first, std::size_t characters) {
  std::vector<std::string> passage{sentences[first]};
  std::size_t length = characters_of(sentences[first]);
  for (std::size_t i = first + 1; i < sentences.size(); ++i) {
    length += characters_of(sentences[i]);
    if (length > characters) break;
    passage.push_back(sentences[i]);
  }
  return passage;
}

/// BM25 of one kind of grams over all cases.
class GramReference {
 public:
  using Grams = std::vector<CharacterGram>;

  GramReference(const std::vector<CaseAnalysis>& cases, const QueryPlan& plan,
                Grams ReferenceGrams::*kind, std::uint32_t quantum, double saturation)
      : kind_(kind), quantum_(quantum), saturation_(saturation) {
    for (const CaseAnalysis& analysis : cases) {
      Grams& grams = cases_[analysis.id];
      for (const AnalyzedField& field : analysis.fields) append(field.text, kind, grams);
      total_ += static_cast<double>(grams.size());
      // Pairs and kanji share the counters.
      std::set<std::uint32_t> buckets;
      for (const AnalyzedField& field : analysis.fields) {
        const ReferenceGrams all = reference_grams(field.text);
        for (const CharacterGram gram : all.pairs) buckets.insert(gram_bucket(gram));
        for (const CharacterGram gram : all.kanji) buckets.insert(gram_bucket(gram));
      }
      for (const std::uint32_t bucket : buckets) ++frequencies_[bucket];
    }
    Grams asked;
    for (const std::string& text : plan.ranked_texts) append(text, kind, asked);
    for (const CharacterGram gram : asked) ++asked_[gram];
  }

  double score(const std::string& id) const { return score(cases_.at(id), average()); }

  /// Grams of the case over those of the average case.
  double relative_length(const std::string& id) const {
    return static_cast<double>(cases_.at(id).size()) / average();
  }
  double average() const { return total_ / static_cast<double>(cases_.size()); }

  /// Of a part of a case, where parts have `average` grams.
  double score(const std::vector<std::string>& sentences, double average) const {
    Grams grams;
    for (const std::string& sentence : sentences) append(sentence, kind_, grams);
    return score(grams, average);
  }

 private:
  double score(const Grams& grams, double average) const {
    const auto all = static_cast<double>(cases_.size());
    const double length = static_cast<double>(grams.size()) / average;
    std::map<CharacterGram, double> counts;
    for (const CharacterGram gram : grams) {
      if (asked_.count(gram) > 0) ++counts[gram];
    }
    double sum = 0.0;
    for (const auto& [gram, count] : counts) {
      const double times = asked_.at(gram);
      const double with = frequencies_.at(gram_bucket(gram));
      const double idf = std::log(1.0 + (all - with + 0.5) / (with + 0.5));
      sum += 2.0 * times / (1.0 + times) * idf * (saturation_ * quantum_ + 1.0) * count /
             (count + saturation_ * (0.5 + 0.5 * std::max(0.5, length)));
    }
    return sum;
  }

  static void append(const std::string& text, Grams ReferenceGrams::*kind, Grams& out) {
    // The same sentences come again in each passage and for each query.
    static std::map<std::string, ReferenceGrams> known;
    const auto [at, is_new] = known.try_emplace(text);
    if (is_new) at->second = reference_grams(text);
    const ReferenceGrams& grams = at->second;
    out.insert(out.end(), (grams.*kind).begin(), (grams.*kind).end());
  }

  std::map<std::string, Grams> cases_;
  std::map<std::uint32_t, double> frequencies_;
  std::map<CharacterGram, double> asked_;
  double total_ = 0.0;
  Grams ReferenceGrams::*kind_;
  double quantum_;
  double saturation_;
};

/// What the second stage makes of a case's score.
class SecondStageReference {
 public:
  SecondStageReference(const std::vector<CaseAnalysis>& cases, const QueryPlan& plan,
                       const LengthSettings& length, const RankingSettings& settings)
      : settings_(settings),
        pivot_(length.pivot_terms),
        pairs_(cases, plan, &ReferenceGrams::pairs, length.quantum, settings.term_saturation),
        kanji_(cases, plan, &ReferenceGrams::kanji, length.quantum, settings.term_saturation) {
    for (const CaseAnalysis& analysis : cases) {
      sentences_[analysis.id] = reference_sentences(analysis);
    }
  }

  double score(const std::string& id, double words) const {
    return words * length_factor(id) + gain(id);
  }

 private:
  /// As length_correction.hpp defines it.
  double length_factor(const std::string& id) const {
    if (pairs_.average() == 0.0) return 1.0;
    const auto ratio = [&](double relative) {
      const double words = LengthCorrection::kWordsOfPair * relative * pairs_.average() / pivot_;
      const double stored = 0.5 + 0.5 * std::max(0.5, words);
      const double wanted = 0.5 + 0.5 * std::max(0.5, relative);
      return (1.0 + settings_.term_saturation * stored) /
             (1.0 + settings_.term_saturation * wanted);
    };
    const double relative = std::min(2.0, pairs_.relative_length(id));
    return std::max(1.0, ratio(relative) / ratio(2.0));
  }

  double gain(const std::string& id) const {
    double gain =
        settings_.pair_weight * pairs_.score(id) + settings_.kanji_weight * kanji_.score(id);
    const auto& sentences = sentences_.at(id);
    double best = 0.0;
    for (std::size_t first = 0; first < sentences.size(); ++first) {
      best = std::max(best, part(sentences, first, settings_.passage_characters));
    }
    gain += settings_.passage_weight * best;
    if (sentences.empty()) return gain;
    return gain + settings_.opening_weight * part(sentences, 0, settings_.opening_characters);
  }

  double part(const std::vector<std::string>& sentences, std::size_t first,
              std::size_t characters) const {
    const auto passage = reference_passage(sentences, first, characters);
    const auto size = static_cast<double>(characters);
    return settings_.pair_weight * pairs_.score(passage, 0.5 * size) +
           settings_.kanji_weight * kanji_.score(passage, 0.3 * size);
  }

  const RankingSettings& settings_;
  double pivot_;
  GramReference pairs_;
  GramReference kanji_;
  std::map<std::string, std::vector<std::string>> sentences_;
};

double rounded(double score) {
  constexpr double kSteps = 1U << 30;
  return std::nearbyint(score * kSteps) / kSteps;
}

template <typename Iterator>
void sort_hits(Iterator begin, Iterator end) {
  std::sort(begin, end, [](const auto& left, const auto& right) {
    return left.score != right.score ? left.score > right.score : left.id < right.id;
  });
}

std::string bracketed(const std::string& term) { return "\x01" + term + "\x02"; }

}  // namespace

bool reference_has_phrase(const PhrasePattern& pattern, const AnalyzedField& field,
                          const std::vector<std::string>& terms) {
  std::string wanted = pattern.head;
  for (std::size_t i = 0; i < pattern.units.size(); ++i) {
    wanted += (i == 0 ? "" : pattern.units[i].gap) + bracketed(pattern.units[i].term);
  }
  wanted += pattern.tail;
  // The text with each word written as its terms, and all that is no term as it stands.
  std::string written;
  std::uint32_t behind = 0;
  const auto& occurrences = field.occurrences;
  for (std::size_t i = 0; i < occurrences.size(); ++i) {
    if (occurrences[i].kind != TermKind::kWord) continue;
    const TextSpan span = occurrences[i].span;
    written += phrase_gap(field.text.substr(behind, span.begin - behind));
    behind = span.end;
    std::string word = field.text.substr(span.begin, span.size());
    bool has_parts = false;
    std::size_t from = 0;
    for (std::size_t j = i + 1; j < occurrences.size() && occurrences[j].kind != TermKind::kWord;
         ++j) {
      if (occurrences[j].kind != TermKind::kPart) continue;
      const std::string& part = terms[occurrences[j].term];
      const std::size_t at = word.find(part, from);
      if (at == std::string::npos) continue;
      word.replace(at, part.size(), bracketed(part));
      from = at + bracketed(part).size();
      has_parts = true;
    }
    written += has_parts ? word : bracketed(terms[occurrences[i].term]);
  }
  written += phrase_gap(field.text.substr(behind));
  return written.find(wanted) != std::string::npos;
}

std::vector<ReferenceHit> reference_search(const QueryPlan& plan,
                                           const std::vector<CaseAnalysis>& cases,
                                           const LengthSettings& length,
                                           const RankingSettings& settings,
                                           const BackgroundFrequencies* background) {
  const Reference reference(cases, length, settings, background);
  std::vector<ReferenceHit> hits;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (reference.matches(plan, i))
      hits.push_back({cases[i].id, rounded(reference.score(plan, i))});
  }
  sort_hits(hits.begin(), hits.end());
  if (plan.ranked.empty() && plan.groups.empty()) return hits;

  const SecondStageReference second(cases, plan, length, settings);
  const auto pool =
      static_cast<std::ptrdiff_t>(std::min<std::size_t>(hits.size(), settings.pool_size));
  for (auto hit = hits.begin(); hit != hits.begin() + pool; ++hit) {
    hit->score = rounded(second.score(hit->id, hit->score));
  }
  sort_hits(hits.begin(), hits.begin() + pool);
  return hits;
}

}  // namespace kizuki
