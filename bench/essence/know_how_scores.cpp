#include "bench/essence/know_how_scores.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/base/utf8.hpp"
#include "engine/essence/training/marked_sentences.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLeastCases = 3;
constexpr std::size_t kFirstEvidence = 5;

/// Evidence by case and marked sentence; no mark: noise.
struct Evidence {
  std::string case_id;
  std::optional<std::size_t> mark;
};

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

class Scorer {
 public:
  Scorer(const std::vector<GoldMark>& gold, const std::vector<ScoredItem>& items) {
    for (const GoldMark& mark : gold) {
      std::string sentence = without_spaces(mark.sentence);
      if (mark.know_how == "OTHER") {
        neutral_[mark.case_id].push_back(std::move(sentence));
        continue;
      }
      by_case_[mark.case_id].emplace_back(labels_.size(), std::move(sentence));
      labels_.push_back(mark.know_how);
      cases_[mark.know_how].insert(mark.case_id);
    }
    for (const auto& [know_how, cases] : cases_) {
      if (cases.size() >= kLeastCases) wanted_.insert(know_how);
    }
    for (const ScoredItem& item : items) {
      pool_.push_back(distinct_evidence(item));
      candidate_.push_back(item.candidate);
    }
  }

  KnowHowScores score(std::size_t top, const std::set<std::string>& removed) const {
    KnowHowScores out;
    const std::size_t shown = std::min(top, pool_.size());
    std::vector<std::size_t> first(shown);
    for (std::size_t i = 0; i < shown; ++i) first[i] = i;
    const auto good = good_items(first);
    const std::size_t depth = std::min(std::min(top, wanted_.size()), pool_.size());
    double right = 0;
    std::set<std::string> covered;
    for (const auto& [rank, know_how] : good) {
      right += rank < depth ? 1 : 0;
      if (wanted_.contains(know_how)) covered.insert(know_how);
    }
    out.precision = share(right, static_cast<double>(depth));
    out.coverage = share(static_cast<double>(covered.size()), static_cast<double>(wanted_.size()));
    add_noise(shown, out);
    add_b_cubed(out);
    out.removed = coverage_by_candidates(top, removed);
    return out;
  }

 private:
  std::vector<Evidence> distinct_evidence(const ScoredItem& item) const {
    std::vector<Evidence> out;
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& [case_id, sentence] : item.evidence) {
      const std::string said = without_spaces(sentence);
      const auto mark = mark_of(case_id, said);
      if (!mark && is_neutral(case_id, said)) continue;
      const std::string key = mark ? "#" + std::to_string(*mark) : said;
      if (seen.emplace(case_id, key).second) out.push_back({case_id, mark});
    }
    return out;
  }

  std::optional<std::size_t> mark_of(const std::string& case_id, const std::string& said) const {
    const auto marks = by_case_.find(case_id);
    if (marks == by_case_.end()) return std::nullopt;
    std::optional<std::size_t> best;
    std::size_t length = 0;
    for (const auto& [index, marked] : marks->second) {
      if (!same_sentence(said, marked)) continue;
      const std::size_t fits = std::min(utf8_length(marked), utf8_length(said));
      if (!best || fits > length) {
        best = index;
        length = fits;
      }
    }
    return best;
  }

  bool is_neutral(const std::string& case_id, const std::string& said) const {
    const auto marks = neutral_.find(case_id);
    return marks != neutral_.end() &&
           std::any_of(marks->second.begin(), marks->second.end(),
                       [&](const std::string& marked) { return same_sentence(said, marked); });
  }

  /// The know-how of most cases, and whether the item is good for it.
  std::pair<std::string, bool> main_know_how(const std::vector<Evidence>& evidence) const {
    std::map<std::string, std::set<std::string>> cases;
    std::map<std::string, std::size_t> sentences;
    std::set<std::string> all;
    for (const Evidence& one : evidence) {
      all.insert(one.case_id);
      if (!one.mark) continue;
      cases[labels_[*one.mark]].insert(one.case_id);
      ++sentences[labels_[*one.mark]];
    }
    std::string best;
    for (const auto& [know_how, of] : cases) {
      const bool more = best.empty() || of.size() > cases[best].size() ||
                        (of.size() == cases[best].size() && sentences[know_how] > sentences[best]);
      if (more) best = know_how;
    }
    const bool good = !best.empty() && all.size() >= kLeastCases && cases[best].size() >= 2 &&
                      2 * sentences[best] > evidence.size();
    return {best, good};
  }

  std::map<std::size_t, std::string> good_items(const std::vector<std::size_t>& ranks) const {
    std::map<std::size_t, std::string> out;
    std::set<std::string> have;
    for (std::size_t place = 0; place < ranks.size(); ++place) {
      auto [know_how, good] = main_know_how(pool_[ranks[place]]);
      if (good && have.insert(know_how).second) out[place] = know_how;
    }
    return out;
  }

  void add_noise(std::size_t shown, KnowHowScores& out) const {
    double noise = 0;
    double all = 0;
    for (std::size_t i = 0; i < shown; ++i) {
      const std::string main = main_know_how(pool_[i]).first;
      double of_main = 0;
      const std::size_t first = std::min(pool_[i].size(), kFirstEvidence);
      for (std::size_t e = 0; e < pool_[i].size(); ++e) {
        const auto& mark = pool_[i][e].mark;
        noise += mark ? 0 : 1;
        if (e < first && mark && labels_[*mark] == main) ++of_main;
      }
      all += static_cast<double>(pool_[i].size());
      out.evidence_at_5 += share(of_main, static_cast<double>(first));
    }
    out.noise = share(noise, all);
    out.evidence_at_5 = share(out.evidence_at_5, static_cast<double>(shown));
  }

  void add_b_cubed(KnowHowScores& out) const {
    std::map<std::size_t, std::size_t> item_of;
    std::map<std::pair<std::size_t, std::string>, double> per_item;
    std::map<std::string, double> per_label;
    for (std::size_t i = 0; i < pool_.size(); ++i) {
      for (const Evidence& one : pool_[i]) {
        if (one.mark) item_of.emplace(*one.mark, i);
      }
    }
    for (const auto& [mark, item] : item_of) ++per_item[{item, labels_[mark]}];
    for (const std::string& label : labels_) ++per_label[label];
    double precision = 0;
    double recall = 0;
    double grouped = 0;
    double repeated = 0;
    for (std::size_t mark = 0; mark < labels_.size(); ++mark) {
      const auto item = item_of.find(mark);
      const bool in_item = item != item_of.end();
      const double same = in_item ? per_item[{item->second, labels_[mark]}] - 1 : 0;
      if (in_item && pool_[item->second].size() > 1) {
        precision += same / (static_cast<double>(pool_[item->second].size()) - 1);
        ++grouped;
      }
      if (per_label[labels_[mark]] > 1) {
        recall += same / (per_label[labels_[mark]] - 1);
        ++repeated;
      }
    }
    out.b_cubed_precision = share(precision, grouped);
    out.b_cubed_recall = share(recall, repeated);
  }

  double coverage_by_candidates(std::size_t top, const std::set<std::string>& removed) const {
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < pool_.size() && ranks.size() < top; ++i) {
      if (candidate_[i]) ranks.push_back(i);
    }
    std::set<std::string> of;
    for (const std::string& know_how : removed) {
      if (wanted_.contains(know_how)) of.insert(know_how);
    }
    double found = 0;
    for (const auto& [place, know_how] : good_items(ranks)) found += of.contains(know_how) ? 1 : 0;
    return share(found, static_cast<double>(of.size()));
  }

  std::vector<std::string> labels_;  // of marks
  std::map<std::string, std::vector<std::pair<std::size_t, std::string>>> by_case_;
  std::map<std::string, std::vector<std::string>> neutral_;
  std::map<std::string, std::set<std::string>> cases_;
  std::set<std::string> wanted_;
  std::vector<std::vector<Evidence>> pool_;
  std::vector<bool> candidate_;
};

}  // namespace

double KnowHowScores::b_cubed_f1() const {
  return share(2 * b_cubed_precision * b_cubed_recall, b_cubed_precision + b_cubed_recall);
}

KnowHowScores score_know_how(const std::vector<GoldMark>& gold,
                             const std::vector<ScoredItem>& items, std::size_t top,
                             const std::set<std::string>& removed) {
  return Scorer(gold, items).score(top, removed);
}

}  // namespace kizuki
