// What a run of the extraction found, with the sentences it rests on: what every output prints.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/know_how.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "engine/essence_run/essence_corpus.hpp"

namespace kizuki {

/// The sentence of a piece of evidence.
struct Quote {
  std::string sentence;
  std::string heading;
  std::string title;
};

struct EssenceReport {
  KnowHowResult result;
  std::vector<std::vector<Quote>> quotes;        // by item and evidence
  std::vector<std::vector<Quote>> quotes_below;  // the same of KnowHowResult::below
  CorpusSummary corpus;
  std::vector<KnowHowCard> cards;
  std::vector<CaseFilter> filters;
  std::string basis;     // SHA-256: names analyser, model, cards and decisions, not the cases
  std::string snapshot;  // SHA-256: names cases, filters, analyser, model and cards
  std::uint64_t least_cases = 0;
  bool with_cards = true;
};

/// The sentences of items of a result with these cases, each case read once. Errors: kNotFound when
/// a case was erased meanwhile; those of `read`.
Result<std::vector<std::vector<Quote>>> read_quotes(const std::vector<EssenceCase>& of_result,
                                                    std::span<const KnowHow> items,
                                                    const ReadCases& read);

}  // namespace kizuki
