// The JSON Schema of the record, and Japanese words for where a record departs from it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// A draft-07 schema compiled once. Each subschema's own member "x-message" says in Japanese what
/// is expected; that is what users read, never the validator's English. An object's member whose
/// value is null counts as missing. Immutable and shared by all threads.
class CaseSchema {
 public:
  /// Errors: those of read_file, kCorrupt (no JSON, no schema).
  static Result<CaseSchema> load(const std::filesystem::path& file);
  ~CaseSchema();
  CaseSchema(CaseSchema&&) noexcept;
  CaseSchema& operator=(CaseSchema&&) noexcept;

  /// The first departure of `record` from the schema as kInvalidRecord with its path, nothing when
  /// there is none.
  std::optional<Error> find_departure(const Json& record) const;

  /// The same by valijson alone, tens of times slower: what find_departure is measured by.
  std::optional<Error> find_departure_slowly(const Json& record) const;

  /// Paths of at most `limit` members that the schema does not name, in the order of the record;
  /// objects whose subschema speaks of additionalProperties are open and not looked at.
  std::vector<std::string> unknown_members(const Json& record, std::size_t limit) const;

  /// True when the schema's top level names `member`.
  bool knows(std::string_view member) const;

  /// What the schema expects of its top-level member `member`, in Japanese.
  std::string message_for(std::string_view member) const;

 private:
  struct State;
  explicit CaseSchema(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
