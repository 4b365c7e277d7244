#include "engine/privacy/readable_case.hpp"

#include <string>
#include <utility>

#include "engine/privacy/readable_compartments.hpp"

namespace kizuki {

Error no_such_readable_case(std::string_view id) {
  return {ErrorCode::kNotFound, "その事例はありません", "", 0, "", std::string(id)};
}

Result<StoredCase> readable_case(const Library& library, const Account& account,
                                 std::string_view id) {
  return readable_case(
      library, [&account](std::string_view compartment) { return may_read(account, compartment); },
      id);
}

Result<StoredCase> readable_case(const Library& library, const CompartmentRule& readable,
                                 std::string_view id) {
  // The compartment is asked for first: content that may not be read is not even loaded, so neither
  // damage to it nor its size shows.
  const auto states = library.current_states({std::string(id)});
  if (!states) return states.error();
  const auto& state = states->front();
  if (!state || !readable(state->compartment)) return no_such_readable_case(id);
  auto stored = library.get(id);
  if (!stored && stored.error().code == ErrorCode::kNotFound) return no_such_readable_case(id);
  if (!stored) return stored;
  // It may have moved between the two reads.
  if (!readable(stored->compartment)) return no_such_readable_case(id);
  return stored;
}

}  // namespace kizuki
