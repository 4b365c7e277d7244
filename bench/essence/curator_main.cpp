// kizuki_essence_curator: what do a curator's decisions gain? He confirms or rejects the
// assignments that the program is least certain of, by what the cases' readers marked; the next run
// learns.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/essence/evaluation_program.hpp"
#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kRounds = 5;
constexpr std::size_t kDecisions = 10;  // a round

/// A sentence that a card claims.
struct Claim {
  std::string case_id;
  std::uint32_t section = 0;
  TextSpan span;
  std::string card;
  std::string sentence;
  float confidence = 0;

  auto place() const { return std::tie(case_id, section, span.begin, card); }
};

enum class Choice { kLeastCertain, kAny };

class Curator {
 public:
  Curator(const EvaluationSetup& setup, ChosenStyles chosen, Choice choice)
      : setup_(setup), chosen_(std::move(chosen)), choice_(choice), cards_(setup.cards) {
    for (const MarkedCase& one : setup.cases) {
      for (const KnowHowMark& mark : one.marks) {
        marks_[one.record.id].emplace_back(mark.know_how, without_spaces(mark.sentence));
      }
    }
  }

  Result<void> work(const std::string& name) {
    for (std::size_t round = 0; round <= kRounds; ++round) {
      FinderSettings settings;
      settings.verdicts = verdicts_;
      const auto found = run_pipeline(setup_, chosen_, cards_, true, settings);
      if (!found) return found.error();
      std::vector<Claim> open = open_claims(*found);
      print_row(name, round, score_know_how(found->gold, found->items), open);
      if (round < kRounds) decide(open);
    }
    return {};
  }

 private:
  std::vector<Claim> open_claims(const EvaluationRun& run) const {
    std::vector<Claim> out;
    for (std::size_t i = 0; i < run.result.items.size(); ++i) {
      const KnowHow& item = run.result.items[i];
      if (item.kind != KnowHowKind::kCard) continue;
      for (std::size_t e = 0; e < item.evidence.size(); ++e) {
        const KnowHowEvidence& said = item.evidence[e];
        if (said.confirmed) continue;
        out.push_back({run.result.cases[said.case_number].id, said.section, said.span, item.id,
                       run.items[i].evidence[e].second, said.confidence});
      }
    }
    return out;
  }

  bool is_right(const Claim& claim) const {
    const auto marks = marks_.find(claim.case_id);
    if (marks == marks_.end()) return false;
    const std::string said = without_spaces(claim.sentence);
    return std::any_of(marks->second.begin(), marks->second.end(), [&](const auto& mark) {
      return mark.first == claim.card && same_sentence(said, mark.second);
    });
  }

  void decide(std::vector<Claim> open) {
    const auto urgency = [&](const Claim& claim) {
      if (choice_ == Choice::kLeastCertain) return static_cast<double>(claim.confidence);
      const std::string key = claim.case_id + "\t" + claim.sentence + "\t" + claim.card;
      return static_cast<double>(xxh3(key) >> 11U);
    };
    std::sort(open.begin(), open.end(), [&](const Claim& a, const Claim& b) {
      const double x = urgency(a);
      const double y = urgency(b);
      return x != y ? x < y : a.place() < b.place();
    });
    for (std::size_t i = 0; i < std::min(open.size(), kDecisions); ++i) settle(open[i]);
  }

  /// As the catalogue does: the sentence becomes an example or a counter-example, and is settled.
  void settle(const Claim& claim) {
    const bool right = is_right(claim);
    confirmed_ += right ? 1U : 0U;
    verdicts_.push_back({claim.case_id, claim.section, claim.span, claim.card, right});
    for (KnowHowCard& card : cards_) {
      if (card.id != claim.card) continue;
      (right ? card.examples : card.counter_examples).push_back(claim.sentence);
    }
  }

  void print_row(const std::string& name, std::size_t round, const KnowHowScores& scores,
                 const std::vector<Claim>& open) const {
    const auto right = std::count_if(open.begin(), open.end(),
                                     [&](const Claim& claim) { return is_right(claim); });
    const double share =
        open.empty() ? 0 : static_cast<double>(right) / static_cast<double>(open.size());
    fmt::print(
        "| {} | {} | {} + {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} / {:.3f} | {} of {} = {:.3f} |\n",
        name, round, confirmed_, verdicts_.size() - confirmed_, scores.precision, scores.coverage,
        scores.b_cubed_f1(), scores.b_cubed_precision, scores.b_cubed_recall, right, open.size(),
        share);
    std::fflush(stdout);
  }

  const EvaluationSetup& setup_;
  ChosenStyles chosen_;
  Choice choice_;
  std::vector<KnowHowCard> cards_;
  std::vector<SentenceVerdict> verdicts_;
  std::size_t confirmed_ = 0;
  /// By case: know-how and sentence without spaces.
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> marks_;
};

Result<void> simulate(const EvaluationSetup& setup) {
  fmt::print(
      "| set, choice | round | confirmed + rejected | precision | coverage | B-cubed F1 "
      "| P / R | open assignments that are right |\n|---|---|---|---|---|---|---|---|\n");
  for (const auto& [name, chosen] : sample_sets()) {
    for (const auto& [choice, told] : {std::pair{Choice::kLeastCertain, "least certain"},
                                       std::pair{Choice::kAny, "any (control)"}}) {
      Curator curator(setup, chosen, choice);
      if (auto done = curator.work(name + ", " + told); !done) return done;
    }
  }
  return {};
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) {
  return kizuki::run_evaluation(
      argc, argv, "kizuki_essence_curator",
      "Simulates a curator who judges ten assignments after each of five rounds.",
      kizuki::simulate);
}
