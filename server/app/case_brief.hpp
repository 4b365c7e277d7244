// What a page shows of a case beside what the index knows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// A case as its record tells it. Made from what the library holds, which was checked when it came
/// in; a member that is not there is empty.
struct CaseBrief {
  struct Part {
    std::string heading;
    std::string text;
    std::vector<int> steps;  // 1 … 7, as given
  };
  std::string id;
  std::string title;
  std::string business;
  std::optional<std::int64_t> employees;
  std::string prefecture;
  std::string supporter;
  std::string period_from;
  std::string period_to;
  std::vector<std::string> tools;
  std::vector<Part> parts;
  std::string outcome;
  std::string source_title;
  std::string organization;  // whose it is
};

/// Errors: those of parse_json.
Result<CaseBrief> brief_of(const StoredCase& stored);

}  // namespace kizuki
