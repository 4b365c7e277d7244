// manifest.json of an update: what has changed since a generation was built.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/manifest.hpp"

namespace kizuki {

/// What an update says about one compartment or view of its generation.
struct UpdatePart {
  std::string name;         // of the compartment or view
  std::string folder;       // inside the update
  std::uint64_t cases = 0;  // new and changed cases, in the folder's files
  std::uint64_t text_bytes = 0;
  std::uint64_t superseded = 0;     // cases of the generation that no longer count
  std::vector<ViewMember> members;  // of a view, with their folders inside the update
  bool is_view = false;
};

struct UpdateManifest {
  std::uint32_t format = 0;  // kFormatVersion of format.hpp
  std::uint64_t generation = 0;
  std::uint64_t update = 0;  // 1, 2, … of this generation
  std::uint64_t library_sequence = 0;
  std::uint64_t confirmation_sequence = 0;
  std::string built_at;
  std::string program;
  std::vector<UpdatePart> parts;    // ascending by name; those that something changed in
  std::vector<ManifestFile> files;  // as in Manifest

  const UpdatePart* find_part(std::string_view name) const;
};

/// As print_manifest and parse_manifest of manifest.hpp.
std::string print_update_manifest(const UpdateManifest& manifest);
Result<UpdateManifest> parse_update_manifest(std::string_view text);

}  // namespace kizuki
