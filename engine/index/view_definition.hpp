// Which views a generation has, and which of them serves a reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/generation.hpp"

namespace kizuki {

/// A view that a generation is to have: over the compartments `reads`, or over all but `without`.
struct ViewDefinition {
  std::string name;
  std::vector<std::string> reads;    // ascending; empty: all
  std::vector<std::string> without;  // ascending
};

/// The view of who reads everything.
ViewDefinition view_of_all();
/// The view of who reads everything but these (at least one).
ViewDefinition view_without(std::vector<std::string> compartments);
/// The view of who reads these compartments (in any order, doubles allowed, at least one); equal
/// sets give equal names.
ViewDefinition view_of(std::vector<std::string> compartments);

/// Of `wanted`, and the view of all, those that a generation of these compartments (ascending)
/// needs: a set of at most kMaxCompartmentsWithoutView is searched without a view. Ascending by
/// name, no doubles.
std::vector<ViewDefinition> needed_views(const std::vector<ViewDefinition>& wanted,
                                         const std::vector<std::string>& compartments);

/// The names to hand to Generation::open_parts for a reader of exactly `compartments` (any order;
/// what does not exist is left out): themselves, or the one view over exactly those of them that
/// exist. Errors: kNotFound (more than kMaxCompartmentsWithoutView exist and there is no
/// such view: it comes with the next full build).
Result<std::vector<std::string>> parts_to_read(const Generation& generation,
                                               const std::vector<std::string>& compartments);

}  // namespace kizuki
