// Which know-how cards one case shows, and where.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/corpus/case_record.hpp"
#include "engine/essence/case_scan.hpp"
#include "engine/essence/decisions.hpp"

namespace kizuki {

struct CaseCard {
  std::uint32_t card = 0;      // place in the matcher's catalogue
  std::uint32_t sentence = 0;  // place in ScannedCase::sentences
  float score = 0;
  bool confirmed = false;  // a person said so
};

/// One sentence to a card and one card to a sentence, what people confirmed first, then the best
/// scores: as a run of the extraction assigns cards, but for text of forms, which one case cannot
/// tell. What people denied of a sentence is left out. `verdicts` may be about other cases too.
/// Ascending by card. Depends on the case alone.
std::vector<CaseCard> cards_of_case(const ScannedCase& scan, std::string_view case_id,
                                    std::span<const KnowHowCard> cards,
                                    std::span<const SentenceVerdict> verdicts);

/// Whether the record may be a report of support: it gives a supporter or steps, or its sections
/// name supporters or heads of companies by two different words. Others need not be read for cards,
/// which costs as much as indexing them. One pass over the text.
bool may_show_cards(const CaseRecord& record);

}  // namespace kizuki
