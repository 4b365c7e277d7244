// What people said of a generation's cases since it was built, for an update beside it. A
// confirmation changes no text: the update holds a new table of what was said, nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/annotation.hpp"
#include "engine/library/library.hpp"
#include "indexer/update.hpp"

namespace kizuki {

/// By document of a part of the generation: all that people have said of the case.
using ConfirmedDocuments = std::map<std::uint32_t, std::vector<Annotation>>;

struct ConfirmedSince {
  std::uint64_t sequence = 0;  // of the newest confirmation that is surely among them
  std::map<std::string, ConfirmedDocuments> by_compartment;  // none empty
};

/// The cases of the target that people said something about since it was built, without those in
/// `changes`, which the update holds anew. Costs what was said since. Errors: those of library and
/// index.
Result<ConfirmedSince> confirmed_since(const Library& library, const UpdateTarget& target,
                                       const LibraryChanges& changes);

/// Writes kConfirmedBaseFile of an update's part into `folder`: what the generation's part in
/// `built` holds (an empty path: it has none), with the documents of `changed` replaced. Errors:
/// those of the tables.
Result<void> write_confirmed_base(const std::filesystem::path& folder,
                                  const std::filesystem::path& built,
                                  const ConfirmedDocuments& changed);

}  // namespace kizuki
