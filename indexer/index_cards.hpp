// The know-how cards that cases are matched with when they are indexed.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/kept_matcher.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/essence/card_matcher.hpp"
#include "engine/essence/case_scan.hpp"
#include "engine/index/annotation.hpp"
#include "engine/library/library.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// Name of the attribute whose values are the ids of the cards that a case shows.
inline constexpr std::string_view kKnowHowAttribute = "knowhow";

/// What the cards of each compartment are learned from: shipped cards, what lies in "public", and
/// what lies in the compartment itself, which all of its readers may see; but for cases whose
/// company's consent has run out by Japan's date. A state of one moment.
/// Shared by threads; it learns when a compartment's cards are first asked for, because most texts
/// never need them.
class IndexCards {
 public:
  struct Sources {
    std::shared_ptr<const AnalyzerModel> analyzer;
    std::shared_ptr<const EssenceModel> model;
    std::vector<KnowHowCard> shipped;
    /// Where the library lies, when what was learned may be read there (kept_matcher.hpp); empty:
    /// it is learned anew.
    std::filesystem::path library_folder = {};
  };
  /// Reads the catalogue. `library` and `codec` are not used afterwards. Errors: the library's, the
  /// codec's with the case's id.
  static Result<std::shared_ptr<const IndexCards>> load(const Library& library,
                                                        const CaseCodec& codec, Sources sources);

  /// SHA-256, in hex, of the program's own part: model and shipped cards.
  const std::string& shipped_fingerprint() const { return shipped_fingerprint_; }
  /// SHA-256, in hex, of what people have said that counts in the compartment; empty: nothing.
  std::string fingerprint(const std::string& compartment) const;

  /// What people have said of sentences of a case.
  std::span<const SentenceVerdict> verdicts(const std::string& compartment,
                                            std::string_view case_id) const;
  /// The same for all compartments that nobody has said anything in. Errors: CardMatcher::train.
  Result<std::shared_ptr<const CardMatcher>> matcher(const std::string& compartment) const;
  /// Keeps what had to be learned for the next command, and removes what was kept of compartments
  /// where people have said nothing (any more). Errors: those of the folder and the library; what
  /// is not kept is learned anew.
  Result<void> keep(const Library& library) const;
  const std::shared_ptr<const AnalyzerModel>& analyzer() const { return sources_.analyzer; }

 private:
  struct Knowledge {
    std::vector<KnowHowCard> cards;
    std::vector<SentenceVerdict> verdicts;  // ascending by case
    std::string fingerprint;
  };
  explicit IndexCards(Sources sources) : sources_(std::move(sources)) {}

  Result<Knowledge> read(const Library& library, const CaseCodec& codec,
                         const std::string& compartment) const;
  const Knowledge& knowledge(const std::string& compartment) const;
  Result<std::shared_ptr<const CardMatcher>> open_or_learn(const std::string& compartment) const;
  KeptMatcher place_of(const std::string& compartment) const;

  Sources sources_;
  std::string shipped_fingerprint_;
  Knowledge shared_;                      // of every compartment without one of its own
  std::map<std::string, Knowledge> own_;  // by compartment

  // Of the shared knowledge, and of the last other one: a build goes through compartments one by
  // one.
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const CardMatcher> shared_matcher_;
  mutable std::pair<std::string, std::shared_ptr<const CardMatcher>> own_matcher_;
  // Learned in this run, by compartment ("public" for the shared one); for keep() alone.
  mutable std::map<std::string, std::shared_ptr<const CardMatcher>> learned_;
};

/// Finds the cards that the cases of one compartment show. One a thread.
class CardAnnotator {
 public:
  /// `cards` must outlive it.
  CardAnnotator(const IndexCards& cards, std::string compartment)
      : cards_(cards), compartment_(std::move(compartment)) {}

  /// Adds an annotation kKnowHowAttribute a card, with the probability that a person agrees;
  /// nothing below one half. `steps`: of each section; `known`: their texts analysed. Errors:
  /// those of analyser and learning.
  Result<void> add(const CaseRecord& record, const std::vector<StepBits>& steps,
                   SectionAnalyses& known, std::vector<Annotation>& annotations);

 private:
  const IndexCards& cards_;
  std::string compartment_;
  std::shared_ptr<const CardMatcher> matcher_;
  std::optional<CaseScanner> scanner_;
  std::optional<SentenceMatcher> sentences_;
  ScannedCase scan_;
};

}  // namespace kizuki
