// Scanned cases → recurring know-how: copies out, cards assigned, the rest searched for new groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/card_growth.hpp"
#include "engine/essence/card_matcher.hpp"
#include "engine/essence/case_scan.hpp"
#include "engine/essence/decisions.hpp"
#include "engine/essence/discovery.hpp"
#include "engine/essence/know_how.hpp"

namespace kizuki {

struct FinderSettings {
  std::size_t least_cases = 3;  // of an item
  bool discover = true;
  DiscoverySettings discovery;
  /// The same words in so many cases are a form's text: they count once an organisation.
  std::uint32_t stock_text_cases = 4;
  /// What people said about single sentences, and the groups of earlier runs.
  std::vector<SentenceVerdict> verdicts;
  std::vector<KnownGroup> known_groups;
  /// More than people look through: of the new groups the largest are kept, and all that people
  /// have merged, split or named.
  std::size_t most_candidates = 500;
  std::size_t most_below = 0;  // KnowHowResult::below, at most so many
  std::size_t threads = 1;
};

/// Takes the record of the i-th case asked for; called for each once, by any thread.
using TakeRecord = std::function<void(std::size_t i, const CaseRecord&)>;
/// Reads cases again: for comparing copies for good and for labels of candidates. Errors stop it.
using ReadCases =
    std::function<Result<void>(const std::vector<const EssenceCase*>& cases, const TakeRecord&)>;
/// The same by a function that reads one case, on the calling thread.
ReadCases one_by_one(std::function<Result<CaseRecord>(const EssenceCase&)> read);

/// Collects scans and finds what recurs. One a thread.
///
/// The result depends on the set of cases alone, not on the order in which they were added nor on
/// the number of threads: they are numbered by id, scores decide, and ties are decided by what the
/// sentences say.
class KnowHowFinder {
 public:
  KnowHowFinder(std::shared_ptr<const CardMatcher> matcher,
                std::shared_ptr<const AnalyzerModel> analyzer, const FinderSettings& settings);

  void add(EssenceCase info, ScannedCase scan);
  /// Errors: those of `read`, the analyser's. Ends the collection.
  Result<KnowHowResult> find(const ReadCases& read);

 private:
  struct Entry {
    EssenceCase info;
    ScannedCase scan;
  };
  struct Place {
    std::uint32_t case_number;
    std::uint32_t sentence;
  };

  Result<void> find_copies(const ReadCases& read);
  void find_stock_texts();
  void read_verdicts();
  std::vector<std::uint32_t> number_organizations() const;
  void assign_cards();
  std::vector<PossibleMatch> open_matches(Place place) const;
  /// Adds to the cards' places what is left open and borne out by them.
  void grow_assigned(std::vector<std::vector<Place>>& places,
                     std::vector<std::vector<KnowHowEvidence>>& evidence);

  // In know_how_finder_candidates.cpp:
  Result<void> discover(const ReadCases& read);
  /// What no card has taken and no form says, with its places; their features are moved out.
  std::vector<DiscoverySentence> take_open_sentences(std::vector<Place>& places);
  GroupMember member_at(Place place) const;
  /// The found groups as people's decisions leave them.
  std::vector<SettledGroup> settle(const std::vector<DiscoveredGroup>& found,
                                   const std::vector<Place>& places);
  /// Keeps FinderSettings::most_candidates, and all that people have named or hold.
  void drop_beyond_most(std::vector<SettledGroup>& groups) const;
  Result<void> add_candidates(const ReadCases& read, const std::vector<DiscoveredGroup>& found,
                              const std::vector<SettledGroup>& groups,
                              const std::vector<Place>& places);
  /// `groups` in numbers of `places`; `settled`: places that belong to candidates.
  Result<void> keep_below(const ReadCases& read, const std::vector<DiscoveredGroup>& groups,
                          const std::vector<Place>& places, const std::vector<bool>& settled);
  bool is_dismissed(const std::vector<GroupMember>& members) const;
  /// Labels, the best first, of groups of sentences.
  Result<std::vector<std::vector<std::string>>> name_groups(
      const ReadCases& read, const std::vector<std::vector<Place>>& groups) const;

  // In both:
  const ScannedSentence& at(Place place) const {
    return entries_[place.case_number].scan.sentences[place.sentence];
  }
  std::uint64_t order_of(Place place) const;
  KnowHowEvidence evidence_of(Place place, float confidence) const;
  bool is_stock(const ScannedSentence& sentence) const;

  std::shared_ptr<const CardMatcher> matcher_;
  SentenceMatcher sentence_matcher_;
  CaseScanner scanner_;
  std::shared_ptr<const AnalyzerModel> analyzer_;
  FinderSettings settings_;
  std::vector<Entry> entries_;
  std::vector<std::uint64_t> stock_texts_;  // ascending hashes
  std::vector<std::vector<bool>> taken_;    // by case and sentence
  /// By case, section and first byte: the cards confirmed and denied there.
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::map<std::uint32_t, bool>>
      verdicts_;
  KnowHowResult result_;
};

}  // namespace kizuki
