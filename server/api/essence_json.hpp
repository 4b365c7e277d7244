// What the extraction found, as `kizuki essence --format json` prints it: docs/http-api.md.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/app/worker_desk.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// How much of it is told.
struct EssenceAmount {
  std::size_t top = kMostItems;           // items
  std::size_t evidence = kMostSentences;  // sentences of an item

  /// The fields "top" (1 …) and "evidence" (0 …) of a query; others are not looked at. Errors:
  /// kInvalidArgument with the field.
  static Result<EssenceAmount> from_query(const FormFields& query);

  static constexpr std::size_t kMostItems = 100;
  static constexpr std::size_t kMostSentences = 100;
};

struct EssenceAnswer {
  /// {"snapshot":{…},"outdated","knowhow":[…],"thin_cards":[…]}
  Json json;
  /// The cases that it says something of, with their compartments.
  std::map<std::string, std::string> shown;
};

/// Cards that stand and candidates that nobody has decided on, by what the catalogue calls them
/// now, best first. Sentences are read anew: what may not be shown any more, has changed, or was
/// denied by a person is left out, and so is a candidate of which less than two sentences remain,
/// as its name is made of their words. Errors: read_places.
Result<EssenceAnswer> essence_answer(const Reading& reading, const KnowHowReading& knowhow,
                                     const EssenceAmount& amount, const Deadline& deadline);

}  // namespace kizuki
