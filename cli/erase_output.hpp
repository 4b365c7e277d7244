// The proof of an erasure, as written: for people, for programs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/library/library.hpp"

namespace kizuki {

/// What `kizuki erase` did, and what it could not do.
struct ErasureProof {
  std::vector<Erasure> erasures;  // in the order asked for
  std::uint64_t generation = 0;   // current afterwards, 0 when there is none
  std::uint64_t generation_sequence = 0;
  std::vector<std::uint64_t> removed_generations;
  std::vector<std::uint64_t> kept_generations;  // hold the text still
  std::vector<std::string> copies;              // files that may hold the text still

  bool scrubbed() const;
  /// Nothing is left but what the log keeps.
  bool complete() const;
};

std::string print_proof_as_text(const ErasureProof& proof);
/// One JSON object in one line.
std::string print_proof_as_json(const ErasureProof& proof);

}  // namespace kizuki
