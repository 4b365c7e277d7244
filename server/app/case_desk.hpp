// Searching and reading for one request: what pages and API have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"
#include "server/app/search_request.hpp"
#include "server/app/similar_request.hpp"
#include "server/app/worker_desk.hpp"
#include "server/web/case_page.hpp"
#include "server/web/search_page.hpp"
#include "server/web/similar_page.hpp"

namespace kizuki {

/// Hits and what stands beside them. Errors: SearchRequest::query, Searcher::search.
Result<HitList> search_cases(Reading& reading, const SearchRequest& request,
                             const Deadline& deadline);

/// The ids of the hits of all pages, best first, at most `most` (up to kMaxHits). Errors: as
/// search_cases.
Result<std::vector<std::string>> ids_of_hits(Reading& reading, const SearchRequest& request,
                                             std::size_t most, const Deadline& deadline);

/// What to try next, for the first page of hits; nothing for later ones. Errors as search_cases.
Result<SearchAdvice> advise(Reading& reading, const SearchRequest& request, const HitList& hits,
                            const Deadline& deadline);

/// All that the search page shows. A query that cannot be understood is a view with a problem.
/// Errors: those of the index and the library.
Result<SearchView> view_search(Reading& reading, SearchRequest request, const Deadline& deadline);

/// Cases like a case or like notes. Errors: parse_filter, Searcher::similar.
Result<HitList> similar_cases(Reading& reading, const SimilarRequest& request,
                              const Deadline& deadline);

/// All that the page 似た事例 shows. Notes that cannot be read are a view with a problem. Errors:
/// kNotFound (the case to begin with), those of the index and the library.
Result<SimilarView> view_similar(Reading& reading, SimilarRequest request,
                                 const Deadline& deadline);

inline constexpr std::size_t kRelatedCases = 3;
/// The cases most like a case, at most kRelatedCases. Errors: as similar_cases but kNotFound.
Result<RelatedCases> related_cases(Reading& reading, std::string_view id, const Deadline& deadline);

/// A case with what the index knows of it.
struct CaseView {
  StoredCase stored;
  std::vector<HitFacet> facets;  // none while it is not indexed
};
/// Errors: ReaderScope::read, Searcher::search.
Result<CaseView> view_case(Reading& reading, std::string_view id, const Deadline& deadline);

/// Counts of all facets over all that the reader may read, with their number.
Result<HitList> count_everything(Reading& reading, const Deadline& deadline);

/// Their number alone, which takes a tenth of the time.
Result<std::uint64_t> count_cases(Reading& reading, const Deadline& deadline);

}  // namespace kizuki
