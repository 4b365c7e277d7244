// What was read from a text, with switches; and hits that can be picked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// A switch for each reading, and for each that was switched off, as fields of the form `form`: r
/// for all, u for those that are on (read_disbelieved). Nothing when there are none.
Html print_reading_switches(const std::vector<UnderstoodAttribute>& readings,
                            const std::vector<std::string>& disbelieved, std::string_view form,
                            const Taxonomy& taxonomy);

/// The same folded away, with a button that searches again.
Html print_readings(const std::vector<UnderstoodAttribute>& readings,
                    const std::vector<std::string>& disbelieved, std::string_view form,
                    const Taxonomy& taxonomy);

/// The box that picks a hit, and the bar with what can be done with those picked. Both stand in an
/// element of class "picks".
Html print_pick(std::string_view id, std::string_view title);
/// `csrf` of the session: what print_keep needs stands here; empty without one.
Html print_tray(std::string_view csrf);

/// The button that puts a case on one's list, for those who have signed in; on a page with
/// print_tray.
Html print_keep(std::string_view csrf, std::string_view id, std::string_view title);

}  // namespace kizuki
