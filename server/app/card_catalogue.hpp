// The cards of the catalogue as a visitor takes them along and brings them in, on pages and over
// the API.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/know_how_card.hpp"
#include "server/app/call.hpp"

namespace kizuki {

/// Who sees new cards.
inline constexpr std::string_view kPublicPlace = "public";
inline constexpr std::string_view kMembersPlace = "members";
inline constexpr std::string_view kOwnPlace = "organization";  // that of the visitor

/// The compartments of new cards that the visitor puts in `place`; none when he may not, or it is
/// none.
std::vector<std::string> compartments_of_place(const Visitor& visitor, std::string_view place);

/// The active cards that the visitor may see, ascending by id; in the audit log before the answer
/// leaves, since example sentences may come from cases that are not public. Errors: the library's,
/// read_catalogue_cards.
Result<std::vector<KnowHowCard>> hand_out_cards(Call& call);

/// How many there are. Errors: the same.
Result<std::size_t> count_standing_cards(const Call& call);

/// CatalogueEditor::import by a visitor who may_curate. Errors: AuditDesk, those of the editor.
Result<std::size_t> take_in_cards(Call& call, const std::vector<KnowHowCard>& cards,
                                  const std::vector<std::string>& compartments);

/// GET and POST of /api/v1/cards.
HttpResponse answer_cards_api(Call& call);

}  // namespace kizuki
