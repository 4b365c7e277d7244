// The attribute tables of a compartment or view, written together. Inside engine/index only.
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/base/result.hpp"
#include "engine/index/attribute_table.hpp"
#include "engine/index/prepared_case.hpp"

namespace kizuki {

/// Facets, predicted tags and what people confirmed, a file each. One a thread.
class AttributeFilesWriter {
 public:
  /// `document` is 1-based.
  void add(std::uint32_t document, const PreparedCase::State& prepared);
  /// Writes the three files for documents 1 … `documents`, unsynced, and forgets what was added.
  /// Errors: kNoSpace, kPermissionDenied, kIo.
  Result<void> write(const std::filesystem::path& folder, std::uint32_t documents);

 private:
  AttributeTableBuilder facets_;
  AttributeTableBuilder predicted_;
  AttributeTableBuilder confirmed_;
};

}  // namespace kizuki
