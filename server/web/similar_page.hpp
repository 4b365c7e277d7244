// The page 似た事例: notes or a case to begin with, what was read from them, and the cases like it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/similar_request.hpp"
#include "server/web/html.hpp"

namespace kizuki {

struct SimilarView {
  SimilarRequest request;
  std::optional<CaseBrief> seed;  // the case to begin with
  std::string seed_compartment;
  HitList hits;
  std::vector<CaseBrief> briefs;  // of the hits, in their order
  std::string csrf;
  std::string problem;  // what is wrong with the notes; nothing was searched then
};

/// What stands in <main>.
Html print_similar(const SimilarView& view, const Taxonomy& taxonomy);

/// What a hit has in common with the seed, attribute by attribute, each with a bar.
Html print_likeness(const Hit& hit, const Taxonomy& taxonomy);

/// In which attributes it differs; nothing when in none.
Html list_differences(const Hit& hit, const Taxonomy& taxonomy);
/// The same as a line of its own.
Html print_differences(const Hit& hit, const Taxonomy& taxonomy);

}  // namespace kizuki
