// manifest.json: what a generation is made of and what its readers must know.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// How a case's length goes into the stored within-document frequency (format.hpp). Part of the
/// format of a text index: a query cannot change them afterwards.
struct LengthSettings {
  std::uint32_t pivot_terms = 100;  // length at which the norm is 1
  std::uint32_t quantum = 8;        // Q: wdf units per occurrence at the pivot
  std::uint32_t cap_factor = 4;     // wdf is at most cap_factor * Q
  friend bool operator==(const LengthSettings&, const LengthSettings&) = default;
};

struct ManifestFile {
  std::string path;  // relative to the generation's folder, '/' between parts
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct ManifestCompartment {
  std::string name;    // "public", "members", "org:…", "local"
  std::string folder;  // folder name inside the generation, safe for any name
  std::uint64_t cases = 0;
  std::uint64_t text_bytes = 0;  // bytes of all fields' text
  /// TagOverlay::fingerprint of the correction that its predicted tags were made with; empty: none.
  std::string overlay = {};
};

/// A compartment whose cases stand one behind the other in a view, in the compartment's order.
struct ViewMember {
  std::string compartment;
  std::string folder;       // the compartment's, beside the view's
  std::uint64_t cases = 0;  // at least 1
};

/// One text index over many compartments, for readers of all of them: a query over hundreds of
/// databases costs their square.
struct ManifestView {
  std::string name;
  std::string folder;
  /// Names of the compartments whose cases it holds now or would hold, ascending; none: of all that
  /// there are but `without`.
  std::vector<std::string> reads;
  std::vector<std::string> without;  // ascending
  std::vector<ViewMember> members;   // ascending by compartment

  bool may_hold(std::string_view compartment) const;
};

struct Manifest {
  std::uint32_t format = 0;  // kFormatVersion of format.hpp
  std::uint64_t generation = 0;
  std::uint64_t library_sequence = 0;
  std::uint64_t confirmation_sequence = 0;  // of the library, as library_sequence
  std::string analyzer_fingerprint;
  std::string tag_model;  // TagModel::fingerprint; empty: no tags were read from the texts
  LengthSettings length;
  std::string built_at;                           // UTC, for people; no result depends on it
  std::string program;                            // "kizuki 0.1.0"
  std::vector<ManifestCompartment> compartments;  // ascending by name
  std::vector<ManifestView> views;                // ascending by name
  std::vector<ManifestFile> files;                // ascending by path, without the manifest

  const ManifestCompartment* find_compartment(std::string_view name) const;
  const ManifestView* find_view(std::string_view name) const;
};

/// Pretty JSON that ends in a line feed and holds its own SHA-256 ("self") over the rest.
std::string print_manifest(const Manifest& manifest);

/// Any bytes are safe to give. Errors: kCorrupt (names the member; also when "self" does not fit),
/// kVersionMismatch (a format that this version cannot read).
Result<Manifest> parse_manifest(std::string_view text);

}  // namespace kizuki
