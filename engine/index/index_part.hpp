// What a query reads of a generation: the database of a compartment or view, without what an update
// has superseded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/index/compartment_reader.hpp"

namespace kizuki {

/// Base or update of a compartment or view. One a thread.
struct IndexPart {
  CompartmentReader reader;
  std::vector<std::string> compartments;  // of a compartment its name, of a view its members'
  std::vector<std::uint32_t> superseded;  // documents that no longer count, ascending
  /// Of a generation with an update: what people have said by now.
  std::optional<AttributeTable> confirmed_by_now = std::nullopt;

  const AttributeTable& confirmed() const {
    return confirmed_by_now ? *confirmed_by_now : reader.confirmed();
  }
  const std::string& compartment_of(std::uint32_t document) const {
    return compartments[reader.member_of(document)];
  }
};

}  // namespace kizuki
