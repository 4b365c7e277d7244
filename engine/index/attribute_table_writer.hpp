// Writes attribute tables: documents come one by one with their values, lists by value go out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/spool.hpp"
#include "engine/index/attribute_table.hpp"

namespace kizuki {

/// What a writer may keep in memory, in bytes. No result depends on it.
struct AttributeWriterLimits {
  std::size_t rows = Spool::kMostInMemory;    // of what the documents have
  std::size_t lists = std::size_t{8} << 20U;  // of values' lists being collected
};

/// Writes one table. What the documents have goes to a temporary file beside it, which is read once
/// for some megabytes of values' lists and twice for the lists of the documents: memory does not
/// grow with the documents but by 8 bytes for kAttributeGroup of them, and with the different
/// values. One a thread; after a failed call every other fails too. Format: docs/index-format.md,
/// "Attribute table".
class AttributeTableWriter {
 public:
  explicit AttributeTableWriter(std::filesystem::path file,
                                const AttributeWriterLimits& limits = AttributeWriterLimits());

  /// `document` is 1-based and not below the one before. Of two scores for the same document and
  /// value the higher stays; 0 is not stored. Errors: kInvalidArgument (a document before the last
  /// one), those of Spool.
  Result<void> add(std::uint32_t document, std::string_view name, std::string_view value,
                   AttributeScore score = kCertain);
  /// Writes the file for documents 1 … `documents`, unsynced; nothing may be added afterwards.
  /// Errors: kInvalidArgument (`documents` is below the last one), kNoSpace, kPermissionDenied,
  /// kIo, kCorrupt (the temporary file is not what was written).
  Result<void> finish(std::uint32_t documents);

 private:
  friend class AttributeTableBuilder;
  using TakeBytes = std::function<Result<void>(std::string_view)>;
  /// A value as rows name it, in the order in which the values came.
  struct Value {
    std::uint32_t documents = 0;
    std::uint32_t last_document = 0;
    std::uint64_t list_bytes = 0;
    std::uint32_t number = 0;  // in the file, from 0; known at the end
  };
  struct Entry {
    std::uint32_t value = 0;  // place in values_
    AttributeScore score = 0;
  };
  struct Row;
  class ForwardLists;

  /// Hands over the file's bytes in order, with zeros for the checksum, which it gives back.
  /// Errors: those of `take` and of finish.
  Result<std::uint64_t> emit(std::uint32_t documents, const TakeBytes& take);
  Value& value_of(std::string_view name, std::string_view value);
  Result<void> end_row();
  /// The section of names; numbers the values and gives back their places in values_ by number.
  std::vector<std::uint32_t> number_values(std::string& names_section);
  Result<void> for_each_row(const std::function<Result<void>(const Row&)>& take);
  Result<void> emit_forward_lists(std::uint32_t documents, const TakeBytes& take);
  Result<void> emit_value_lists(const std::vector<std::uint32_t>& by_number, const TakeBytes& take);

  std::filesystem::path file_;
  AttributeWriterLimits limits_;
  std::map<std::string, std::map<std::string, std::uint32_t, std::less<>>, std::less<>> names_;
  std::vector<Value> values_;
  std::uint32_t document_ = 0;  // whose row is being collected
  std::vector<Entry> row_;
  std::uint32_t last_row_ = 0;  // document of the last one in rows_
  Spool rows_;
};

/// The same table of entries in any order, all of them in memory: for what people have said, which
/// is little. One a thread.
class AttributeTableBuilder {
 public:
  /// `document` is 1-based. Of two scores for the same document and value the higher stays.
  void add(std::uint32_t document, std::string_view name, std::string_view value,
           AttributeScore score = kCertain);

  /// The file's bytes for documents 1 … `documents`; the same for any order of add. Entries of
  /// higher documents are left out.
  std::string build(std::uint32_t documents) const;
  /// Writes them, unsynced. Errors: kNoSpace, kPermissionDenied, kIo.
  Result<void> write(const std::filesystem::path& file, std::uint32_t documents) const;

 private:
  struct Entry {
    std::uint32_t document;
    std::string name;
    std::string value;
    AttributeScore score;
  };
  Result<void> hand_over(std::uint32_t documents, AttributeTableWriter& writer) const;

  std::vector<Entry> entries_;
};

}  // namespace kizuki
