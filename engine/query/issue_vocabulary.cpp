#include "engine/query/issue_vocabulary.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/corpus/tsv_table.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

constexpr double kLeastLength = 0.5;  // shorter texts than this share of the average count as it

Error argument_error(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

/// By gram, ascending, with its number of occurrences.
std::map<CharacterGram, std::uint32_t> count_pairs(const std::vector<std::string>& texts) {
  CharacterGrams grams;
  for (const std::string& text : texts) grams.add(text);
  std::map<CharacterGram, std::uint32_t> counted;
  for (const CharacterGram gram : grams.pairs()) ++counted[gram];
  return counted;
}

double average_of(const std::vector<std::size_t>& counts) {
  const auto sum = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
  return std::max(1.0, static_cast<double>(sum) / static_cast<double>(counts.size()));
}

}  // namespace

Result<std::shared_ptr<const IssueVocabulary>> IssueVocabulary::make(std::vector<Issue> issues) {
  if (issues.empty()) return argument_error("課題の分類が空です");
  auto vocabulary = std::make_shared<IssueVocabulary>();
  std::map<CharacterGram, std::vector<Posting>> pairs;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    std::size_t sum = 0;
    for (const auto& [gram, count] : count_pairs(issues[i].phrases)) {
      pairs[gram].push_back({static_cast<std::uint32_t>(i), count});
      sum += count;
    }
    vocabulary->add_pieces(static_cast<std::uint32_t>(i), issues[i].phrases);
    vocabulary->pair_counts_.push_back(sum);
    vocabulary->phrase_counts_.push_back(issues[i].phrases.size());
  }
  for (auto& [gram, postings] : pairs) {
    vocabulary->pairs_.push_back({gram, std::move(postings)});
  }
  vocabulary->average_pairs_ = average_of(vocabulary->pair_counts_);
  vocabulary->average_phrases_ = average_of(vocabulary->phrase_counts_);
  vocabulary->issues_ = std::move(issues);
  return std::shared_ptr<const IssueVocabulary>(std::move(vocabulary));
}

Result<std::shared_ptr<const IssueVocabulary>> IssueVocabulary::load(
    const std::filesystem::path& data_folder) {
  const auto issue_file = data_folder / "taxonomy" / "issues.tsv";
  const auto cue_file = data_folder / "cues" / "cues.tsv";
  const auto stem_file = data_folder / "cues" / "issue_stems.tsv";
  const auto labels = read_tsv(issue_file, {"code", "label", "parent", "definition"});
  if (!labels) return labels.error();
  const auto cues = read_tsv(cue_file, {"kind", "code", "cue", "strength"});
  if (!cues) return cues.error();
  const auto stems = read_tsv(stem_file, {"code", "stem"});
  if (!stems) return stems.error();

  std::vector<Issue> issues;
  std::map<std::string, std::size_t, std::less<>> numbers;
  const auto add = [&](std::size_t issue, const std::string& phrase) -> Result<void> {
    auto& phrases = issues[issue].phrases;
    auto normal = normalized_form(phrase);
    if (!normal) return std::move(normal).error();
    if (!normal->empty() && std::find(phrases.begin(), phrases.end(), *normal) == phrases.end()) {
      phrases.push_back(std::move(*normal));
    }
    return {};
  };
  for (const TsvRow& row : *labels) {
    numbers.emplace(row.cells[0], issues.size());
    issues.push_back({row.cells[0], row.cells[1], {}});
    if (auto added = add(issues.size() - 1, row.cells[1]); !added) return std::move(added).error();
  }
  const auto add_row = [&](const std::filesystem::path& file, const TsvRow& row,
                           std::size_t code) -> Result<void> {
    const auto found = numbers.find(row.cells[code]);
    if (found == numbers.end()) {
      return tsv_error(file, row.line, "課題 " + row.cells[code] + " は分類にありません");
    }
    return add(found->second, row.cells[code + 1]);
  };
  for (const TsvRow& row : *cues) {
    if (row.cells[0] != "issue") continue;
    if (auto added = add_row(cue_file, row, 1); !added) return std::move(added).error();
  }
  for (const TsvRow& row : *stems) {
    if (auto added = add_row(stem_file, row, 0); !added) return std::move(added).error();
  }
  return make(std::move(issues));
}

/// A phrase counts once for each of its pieces, however often it holds it.
void IssueVocabulary::add_pieces(std::uint32_t issue, const std::vector<std::string>& phrases) {
  for (const std::string& phrase : phrases) {
    std::set<std::string_view> pieces{phrase};
    for (std::size_t begin = 0; begin < phrase.size();
         begin += utf8_size(static_cast<unsigned char>(phrase[begin]))) {
      std::size_t end = begin + utf8_size(static_cast<unsigned char>(phrase[begin]));
      while (end < phrase.size()) {
        end += utf8_size(static_cast<unsigned char>(phrase[end]));
        pieces.insert(std::string_view(phrase).substr(begin, end - begin));
      }
    }
    for (const std::string_view piece : pieces) {
      auto& postings = pieces_[std::string(piece)];
      if (postings.empty() || postings.back().issue != issue) postings.push_back({issue, 0});
      ++postings.back().count;
    }
  }
}

std::optional<std::size_t> IssueVocabulary::find(std::string_view code) const {
  for (std::size_t i = 0; i < issues_.size(); ++i) {
    if (issues_[i].code == code) return i;
  }
  return std::nullopt;
}

const IssueVocabulary::GramPostings* IssueVocabulary::postings_of(CharacterGram gram) const {
  const auto found = std::lower_bound(
      pairs_.begin(), pairs_.end(), gram,
      [](const GramPostings& entry, CharacterGram wanted) { return entry.gram < wanted; });
  return found != pairs_.end() && found->gram == gram ? &*found : nullptr;
}

void IssueVocabulary::add(const std::vector<Posting>& postings, double weight,
                          const std::vector<std::size_t>& lengths, double average,
                          std::vector<double>& scores) const {
  const auto all = static_cast<double>(issues_.size());
  const auto having = static_cast<double>(postings.size());
  const double idf = std::log(1.0 + (all - having + 0.5) / (having + 0.5));
  for (const Posting& posting : postings) {
    const double length = static_cast<double>(lengths[posting.issue]) / average;
    const double norm = 0.5 + 0.5 * std::max(kLeastLength, length);
    const auto count = static_cast<double>(posting.count);
    scores[posting.issue] += weight * idf * 2.0 * count / (count + norm);
  }
}

std::vector<double> IssueVocabulary::scores(const std::vector<RankedTerm>& terms,
                                            const std::vector<std::string>& texts,
                                            double pair_weight) const {
  std::vector<double> scores(issues_.size(), 0.0);
  for (const RankedTerm& ranked : terms) {
    if (ranked.term.kind == TermKind::kBigram) continue;  // pairs of characters count below
    const auto found = pieces_.find(ranked.term.text);
    if (found == pieces_.end()) continue;
    add(found->second, ranked.weight, phrase_counts_, average_phrases_, scores);
  }
  if (pair_weight <= 0.0) return scores;
  for (const auto& [gram, count] : count_pairs(texts)) {
    const GramPostings* const found = postings_of(gram);
    if (found == nullptr) continue;
    const auto occurrences = static_cast<double>(count);
    add(found->postings, pair_weight * 2.0 * occurrences / (1.0 + occurrences), pair_counts_,
        average_pairs_, scores);
  }
  return scores;
}

}  // namespace kizuki
