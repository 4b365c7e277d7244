// What a result depends on besides the state of index and library, as bytes for ResultCache.
#pragma once

#include <string>
#include <string_view>

#include "engine/query/searcher.hpp"
#include "server/app/search_request.hpp"
#include "server/app/similar_request.hpp"

namespace kizuki {

/// Equal keys ask for the same. `reach` is ReaderScope::key; of `options` everything counts but the
/// gate, which follows from the reach, and the deadline: a result that it cut short is none to
/// keep.
std::string question_key(std::string_view reach, const SearchRequest& request,
                         const SearchOptions& options);
std::string question_key(std::string_view reach, const SimilarRequest& request,
                         const SearchOptions& options);
/// The same for what is advised beside a result of `found` cases.
std::string advice_key(std::string_view reach, const SearchRequest& request,
                       const SearchOptions& options, std::uint64_t found);

}  // namespace kizuki
