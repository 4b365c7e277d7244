#include "server/app/case_desk.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

Result<HitList> run(Reading& reading, const SearchRequest& request, const SearchOptions& options) {
  const auto query = request.query();
  if (!query) return query.error();
  return reading.searcher->search(*query, options);
}

SearchOptions count_options(const Reading& reading, const Deadline& deadline) {
  SearchOptions options = reading.options(deadline);
  options.limit = 1;
  options.details = false;
  return options;
}

bool is_users_mistake(const Error& error) {
  return error.code == ErrorCode::kInvalidQuery || error.code == ErrorCode::kInvalidArgument ||
         error.code == ErrorCode::kLimitExceeded || error.code == ErrorCode::kInvalidEncoding;
}

/// Replaces the counts of facets with chosen values: a choice must not empty the list that it was
/// made from.
Result<void> widen_chosen_facets(Reading& reading, const Deadline& deadline, SearchView& view) {
  std::vector<std::string> names;
  for (const ChosenFilter& filter : view.request.filters) names.push_back(filter.name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string& name : names) {
    SearchOptions options = count_options(reading, deadline);
    options.facet_counts = true;
    const auto wider = run(reading, view.request.without(name), options);
    if (!wider) return wider.error();
    for (const FacetCounts& counts : wider->facets) {
      if (counts.name != name) continue;
      const auto found = std::find_if(view.facets.begin(), view.facets.end(),
                                      [&](const FacetCounts& had) { return had.name == name; });
      if (found == view.facets.end()) {
        view.facets.push_back(counts);
      } else {
        *found = counts;
      }
    }
  }
  return {};
}

Result<void> find_relaxations(Reading& reading, const Deadline& deadline, SearchView& view) {
  for (const ChosenFilter& filter : view.request.filters) {
    if (deadline.passed()) break;
    const auto wider = run(reading, view.request.without(filter), count_options(reading, deadline));
    if (!wider) return wider.error();
    if (wider->total > 0) view.relaxations.push_back({filter, wider->total});
  }
  std::stable_sort(view.relaxations.begin(), view.relaxations.end(),
                   [](const FilterRelaxation& left, const FilterRelaxation& right) {
                     return left.cases > right.cases;
                   });
  return {};
}

/// Reads the records of the hits; one that has gone since the search is no hit.
Result<void> read_briefs(const Reading& reading, SearchView& view) {
  std::vector<Hit> present;
  for (Hit& hit : view.hits.hits) {
    const auto stored = reading.scope.read(*reading.library, hit.id);
    if (!stored && stored.error().code == ErrorCode::kNotFound) continue;
    if (!stored) return stored.error();
    auto brief = brief_of(*stored);
    if (!brief) return std::move(brief).error();
    view.briefs.push_back(std::move(*brief));
    present.push_back(std::move(hit));
  }
  view.hits.hits = std::move(present);
  return {};
}

}  // namespace

Result<HitList> search_cases(Reading& reading, const SearchRequest& request,
                             const Deadline& deadline) {
  SearchOptions options = reading.options(deadline);
  options.limit = request.limit;
  options.offset = request.offset;
  options.facet_counts = request.facets;
  return run(reading, request, options);
}

Result<SearchAdvice> advise(Reading& reading, const SearchRequest& request, const HitList& hits,
                            const Deadline& deadline) {
  if (request.offset > 0) return SearchAdvice();
  const auto query = request.query();
  if (!query) return query.error();
  SearchOptions options = reading.options(deadline);
  options.limit = request.limit;
  options.facet_counts = request.facets;
  return reading.searcher->advise(*query, options, hits.total);
}

Result<HitList> count_everything(Reading& reading, const Deadline& deadline) {
  SearchOptions options = count_options(reading, deadline);
  options.facet_counts = true;
  return run(reading, SearchRequest(), options);
}

Result<SearchView> view_search(Reading& reading, SearchRequest request, const Deadline& deadline) {
  SearchView view;
  view.request = std::move(request);
  const bool first = view.request.empty();
  auto hits =
      first ? count_everything(reading, deadline) : search_cases(reading, view.request, deadline);
  if (!hits && is_users_mistake(hits.error())) {
    view.problem = hits.error().message;
    return view;
  }
  if (!hits) return std::move(hits).error();
  view.hits = std::move(*hits);
  view.facets = view.hits.facets;
  if (first) {
    view.hits.hits.clear();  // counted, not shown
    return view;
  }
  if (auto widened = widen_chosen_facets(reading, deadline, view); !widened) return widened.error();
  if (view.hits.total == 0) {
    if (auto found = find_relaxations(reading, deadline, view); !found) return found.error();
  }
  if (auto read = read_briefs(reading, view); !read) return read.error();
  return view;
}

Result<CaseView> view_case(Reading& reading, std::string_view id, const Deadline& deadline) {
  auto stored = reading.scope.read(*reading.library, id);
  if (!stored) return std::move(stored).error();
  SearchRequest by_id;
  by_id.filters.push_back({"id", std::string(id)});
  SearchOptions options = reading.options(deadline);
  options.limit = 1;
  options.count_total = false;
  auto hits = run(reading, by_id, options);
  if (!hits) return std::move(hits).error();
  CaseView view;
  view.stored = std::move(*stored);
  if (!hits->hits.empty()) view.facets = std::move(hits->hits.front().facets);
  return view;
}

}  // namespace kizuki
