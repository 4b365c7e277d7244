#include "engine/index/postings.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/index/index_term.hpp"

namespace kizuki {
namespace {

/// Occurrences of each entry of CaseAnalysis::terms, in the two spaces that text terms lie in.
struct Frequencies {
  std::vector<std::uint32_t> words;
  std::vector<std::uint32_t> bigrams;

  explicit Frequencies(const CaseAnalysis& analysis)
      : words(analysis.terms.size(), 0), bigrams(analysis.terms.size(), 0) {
    for (const AnalyzedField& field : analysis.fields) {
      for (const TermOccurrence& occurrence : field.occurrences) {
        auto& counts = occurrence.kind == TermKind::kBigram ? bigrams : words;
        ++counts[occurrence.term];
      }
    }
  }
};

}  // namespace

std::uint32_t count_words(const CaseAnalysis& analysis) {
  std::uint32_t words = 0;
  for (const AnalyzedField& field : analysis.fields) {
    for (const TermOccurrence& occurrence : field.occurrences) {
      words += occurrence.kind == TermKind::kWord ? 1 : 0;
    }
  }
  return words;
}

std::uint32_t stored_wdf(std::uint64_t occurrences, std::uint64_t words,
                         const LengthSettings& length) {
  // 0.5 + 0.5·max(0.5, words/pivot) as a fraction: 3/4, or (pivot + words) / (2·pivot).
  const std::uint64_t pivot = length.pivot_terms;
  const bool is_short = 2 * words < pivot;
  const std::uint64_t numerator = is_short ? 3 : pivot + words;
  const std::uint64_t denominator = is_short ? 4 : 2 * pivot;
  const std::uint64_t weight =
      (std::uint64_t{2} * length.quantum * occurrences * denominator + numerator) / (2 * numerator);
  const std::uint64_t cap = std::uint64_t{length.cap_factor} * length.quantum;
  return static_cast<std::uint32_t>(std::min(cap, std::max<std::uint64_t>(1, weight)));
}

std::vector<Posting> postings_of(const CaseAnalysis& analysis, const LengthSettings& length) {
  const Frequencies frequencies(analysis);
  const std::uint32_t words = count_words(analysis);
  std::vector<Posting> postings;
  postings.reserve(analysis.terms.size());
  const auto add = [&](TermKind kind, std::size_t term, std::uint32_t occurrences) {
    if (occurrences == 0) return;
    postings.push_back(
        {content_term(kind, analysis.terms[term]), stored_wdf(occurrences, words, length)});
  };
  for (std::size_t term = 0; term < analysis.terms.size(); ++term) {
    add(TermKind::kWord, term, frequencies.words[term]);
    add(TermKind::kBigram, term, frequencies.bigrams[term]);
  }

  std::sort(postings.begin(), postings.end(),
            [](const Posting& a, const Posting& b) { return a.term < b.term; });
  // Only terms that were cut short can meet, and then their hashes are equal.
  const auto same = [](const Posting& a, const Posting& b) { return a.term == b.term; };
  postings.erase(std::unique(postings.begin(), postings.end(), same), postings.end());
  return postings;
}

}  // namespace kizuki
