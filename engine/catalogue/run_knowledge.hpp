// What a run of the extraction takes from the catalogue, and what it gives back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/sentence_finder.hpp"
#include "engine/essence/decisions.hpp"
#include "engine/essence/know_how.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

struct RunKnowledge {
  /// Active cards with the confirmed sentences among their examples and the denied ones among their
  /// counter-examples.
  std::vector<KnowHowCard> cards;
  std::vector<SentenceVerdict> verdicts;
  std::vector<KnownGroup> groups;
};

/// Decisions whose sentence the case has no more are left out. Costs a read of each case that was
/// decided on. Errors: the reader's.
Result<RunKnowledge> knowledge_of(const Catalogue& catalogue, SentenceFinder& reader);

/// What the program calls a candidate, best first, as a run does; empty when none of its sentences
/// is to be seen any more. Errors: the readers'.
Result<std::vector<std::string>> labels_of_candidate(const CatalogueCard& candidate,
                                                     SentenceFinder& reader, Analyzer& analyzer);

/// Keeps the candidates of a run over all that `author` may read: found ones with their members,
/// ones he had found before that are no more as gone. Nothing is written when nothing has changed.
/// Number of changed candidates. Errors: LibraryWriter::write_cards.
Result<std::size_t> keep_candidates(Library& library, const Catalogue& catalogue,
                                    const KnowHowResult& result, std::string_view author);

}  // namespace kizuki
