// The attribute tables of a compartment or view, written together. Inside engine/index only.
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/base/result.hpp"
#include "engine/index/attribute_table_writer.hpp"
#include "engine/index/prepared_case.hpp"

namespace kizuki {

/// Facets, predicted tags and what people confirmed, a file each. One a thread.
class AttributeFilesWriter {
 public:
  /// `folder` gets the files, and what does not stay in memory until they are written.
  explicit AttributeFilesWriter(const std::filesystem::path& folder);

  /// `document` is 1-based and above the one before. Errors: those of AttributeTableWriter.
  Result<void> add(std::uint32_t document, const PreparedCase::State& prepared);
  /// Writes the three files for documents 1 … `documents`, unsynced. Errors: those of
  /// AttributeTableWriter.
  Result<void> finish(std::uint32_t documents);

 private:
  AttributeTableWriter facets_;
  AttributeTableWriter predicted_;
  AttributeTableWriter confirmed_;
};

}  // namespace kizuki
