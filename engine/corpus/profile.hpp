// How a source's own columns become the record.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// A mapping from the records of one kind of source (a JSON object or a CSV row as an object of
/// strings) to the JSON of a case, read from data/profiles/NAME.json (format: docs/profiles.md).
/// Immutable and shared by all threads.
class Profile {
 public:
  /// `name` of a shipped profile, or a path that ends in ".json". Errors: kNotFound (lists the
  /// names there are), kCorrupt with the member at fault.
  static Result<Profile> load(const std::filesystem::path& profile_folder, std::string_view name);
  /// Reads a profile's text; `name` is for messages.
  static Result<Profile> parse(std::string_view text, std::string_view name);
  ~Profile();
  Profile(Profile&&) noexcept;
  Profile& operator=(Profile&&) noexcept;

  const std::string& name() const;
  /// Members that a source must have for this profile to make sense (columns of a table's header);
  /// checked once a file so that the wrong profile is one message, not one a row. Of the names of
  /// an entry one is enough: the same column in another form of the source.
  const std::vector<std::vector<std::string>>& required_columns() const;

  /// The case JSON for one source record, for CaseCodec to judge; an id that the source lacks is
  /// missing there too. Errors: kInvalidRecord, `field` = the source's column that does not fit, or
  /// the member of the case where several columns go into one value.
  Result<Json> map(const Json& source) const;

 private:
  struct State;
  explicit Profile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
