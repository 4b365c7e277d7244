#include "server/app/case_desk.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/essence_run/card_filters.hpp"
#include "engine/query/query_parser.hpp"
#include "server/app/question_key.hpp"

namespace kizuki {
namespace {

/// Filters by know-how may name a card.
Result<void> name_cards(const Reading& reading, std::vector<QueryNode>& parts) {
  if (!filters_by_card(parts)) return {};
  return resolve_card_filters(parts, *reading.library, reading.scope, *reading.shipped_cards);
}

Result<ParsedQuery> query_of(const Reading& reading, const SearchRequest& request) {
  auto query = request.query();
  if (!query) return query;
  if (auto named = name_cards(reading, query->root.children); !named) return named.error();
  return query;
}

/// What `find` gives, or gave when it was last asked for.
template <typename Find>
Result<HitList> kept_or_found(Reading& reading, const std::string& question,
                              const SearchOptions& options, const Find& find) {
  if (const auto kept = reading.kept(question)) return kept->hits;
  Result<HitList> found = find();
  if (found) reading.keep(question, {*found, {}}, options.deadline);
  return found;
}

Result<HitList> run(Reading& reading, const SearchRequest& request, const SearchOptions& options) {
  const std::string question = question_key(reading.scope.key(), request, options);
  return kept_or_found(reading, question, options, [&]() -> Result<HitList> {
    const auto query = query_of(reading, request);
    if (!query) return query.error();
    return reading.searcher->search(*query, options);
  });
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

/// The record of a case that may be shown; nothing when it may not any more though the index found
/// it: the gate knows the compartments, the record knows until when its company agreed.
Result<std::optional<StoredCase>> shown_record(const Reading& reading, const std::string& id) {
  auto stored = reading.scope.read(*reading.library, id);
  if (stored) return std::optional<StoredCase>(std::move(*stored));
  if (stored.error().code == ErrorCode::kNotFound) return std::optional<StoredCase>();
  return std::move(stored).error();
}

/// Of the copies that stand behind a hit, those that may be shown.
Result<void> drop_withheld_copies(const Reading& reading, Hit& hit) {
  std::vector<CaseAddress> present;
  for (CaseAddress& copy : hit.near_duplicates) {
    const auto stored = shown_record(reading, copy.id);
    if (!stored) return stored.error();
    if (*stored) present.push_back(std::move(copy));
  }
  hit.near_duplicates = std::move(present);
  return {};
}

/// Keeps the hits that may be shown, in their order; `take` gets the record of each.
template <typename Take>
Result<void> keep_shown(const Reading& reading, std::vector<Hit>& hits, const Take& take) {
  std::vector<Hit> present;
  present.reserve(hits.size());
  for (Hit& hit : hits) {
    const auto stored = shown_record(reading, hit.id);
    if (!stored) return stored.error();
    if (!*stored) continue;
    if (auto dropped = drop_withheld_copies(reading, hit); !dropped) return dropped;
    if (auto taken = take(**stored); !taken) return taken;
    present.push_back(std::move(hit));
  }
  hits = std::move(present);
  return {};
}

Result<void> drop_withheld(const Reading& reading, std::vector<Hit>& hits) {
  return keep_shown(reading, hits, [](const StoredCase&) { return Result<void>(); });
}

Result<void> find_relaxations(Reading& reading, const Deadline& deadline, SearchView& view) {
  for (const ChosenFilter& filter : view.request.filters) {
    if (deadline.passed()) break;
    SearchOptions options = count_options(reading, deadline);
    options.choices = view.request.choices();
    const auto wider = run(reading, view.request.without(filter), options);
    if (!wider) return wider.error();
    if (wider->total > 0) view.relaxations.push_back({filter, wider->total});
  }
  std::stable_sort(view.relaxations.begin(), view.relaxations.end(),
                   [](const FilterRelaxation& left, const FilterRelaxation& right) {
                     return left.cases > right.cases;
                   });
  return {};
}

/// Reads the records of the hits; one that may not be shown is no hit.
Result<void> read_briefs(const Reading& reading, std::vector<Hit>& hits,
                         std::vector<CaseBrief>& briefs) {
  return keep_shown(reading, hits, [&](const StoredCase& stored) -> Result<void> {
    auto brief = brief_of(stored);
    if (!brief) return std::move(brief).error();
    briefs.push_back(std::move(*brief));
    return {};
  });
}

/// Hits as the index has them: what is shown of them goes through keep_shown.
Result<HitList> find_cases(Reading& reading, const SearchRequest& request, bool explain,
                           const Deadline& deadline) {
  SearchOptions options = reading.options(deadline);
  options.explain = explain;
  options.limit = request.limit;
  options.offset = request.offset;
  options.facet_counts = request.facets;
  options.order = request.order;
  options.choices = request.choices();
  return run(reading, request, options);
}

/// The same for similar cases.
Result<HitList> find_similar_cases(Reading& reading, const SimilarRequest& request, bool explain,
                                   const Deadline& deadline) {
  SimilarQuery query;
  query.case_id = request.case_id;
  query.text = request.text;
  query.purpose = request.purpose;
  SearchOptions options = reading.options(deadline);
  options.limit = request.limit;
  options.count_total = false;
  options.explain = explain;
  options.choices.disbelieved = request.disbelieved;
  // A case that may not be shown is no beginning either.
  if (!query.case_id.empty()) {
    const auto seed = reading.scope.read(*reading.library, query.case_id);
    if (!seed) return seed.error();
  }
  const std::string question = question_key(reading.scope.key(), request, options);
  return kept_or_found(reading, question, options, [&]() -> Result<HitList> {
    for (const ChosenFilter& filter : request.filters) {
      auto parsed = parse_filter(filter.name + ":" + filter.value);
      if (!parsed) return std::move(parsed).error();
      query.filters.push_back(std::move(*parsed));
    }
    if (auto named = name_cards(reading, query.filters); !named) return named.error();
    return reading.searcher->similar(query, options);
  });
}

}  // namespace

Result<HitList> search_cases(Reading& reading, const SearchRequest& request,
                             const Deadline& deadline) {
  auto hits = find_cases(reading, request, false, deadline);
  if (!hits) return hits;
  if (auto dropped = drop_withheld(reading, hits->hits); !dropped) return dropped.error();
  return hits;
}

Result<std::vector<std::string>> ids_of_hits(Reading& reading, const SearchRequest& request,
                                             std::size_t most, const Deadline& deadline) {
  SearchOptions options = reading.options(deadline);
  options.limit = most;
  options.details = false;
  options.count_total = false;
  options.choices = request.choices();
  const auto hits = run(reading, request, options);
  if (!hits) return hits.error();
  std::vector<std::string> ids;
  ids.reserve(hits->hits.size());
  for (const Hit& hit : hits->hits) ids.push_back(hit.id);
  return ids;
}

Result<SearchAdvice> advise(Reading& reading, const SearchRequest& request, const HitList& hits,
                            const Deadline& deadline) {
  if (request.offset > 0) return SearchAdvice();
  SearchOptions options = reading.options(deadline);
  options.limit = request.limit;
  options.facet_counts = request.facets;
  options.choices = request.choices();
  const std::string question = advice_key(reading.scope.key(), request, options, hits.total);
  if (const auto kept = reading.kept(question)) return kept->advice;
  const auto query = query_of(reading, request);
  if (!query) return query.error();
  auto advice = reading.searcher->advise(*query, options, hits.total);
  if (advice) reading.keep(question, {{}, *advice}, deadline);
  return advice;
}

Result<std::uint64_t> count_cases(Reading& reading, const Deadline& deadline) {
  const auto all = run(reading, SearchRequest(), count_options(reading, deadline));
  if (!all) return all.error();
  return std::uint64_t{all->total};
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
  auto hits = first ? count_everything(reading, deadline)
                    : find_cases(reading, view.request, true, deadline);
  if (!hits && is_users_mistake(hits.error())) {
    view.problem = hits.error().message;
    return view;
  }
  if (!hits) return std::move(hits).error();
  view.hits = std::move(*hits);
  if (first) {
    view.hits.hits.clear();  // counted, not shown
    return view;
  }
  if (view.hits.total == 0) {
    if (auto found = find_relaxations(reading, deadline, view); !found) return found.error();
  }
  auto advice = advise(reading, view.request, view.hits, deadline);
  if (!advice) return std::move(advice).error();
  view.advice = std::move(*advice);
  if (auto read = read_briefs(reading, view.hits.hits, view.briefs); !read) return read.error();
  return view;
}

Result<HitList> similar_cases(Reading& reading, const SimilarRequest& request,
                              const Deadline& deadline) {
  auto hits = find_similar_cases(reading, request, false, deadline);
  if (!hits) return hits;
  if (auto dropped = drop_withheld(reading, hits->hits); !dropped) return dropped.error();
  return hits;
}

Result<SimilarView> view_similar(Reading& reading, SimilarRequest request,
                                 const Deadline& deadline) {
  SimilarView view;
  view.request = std::move(request);
  if (view.request.empty()) return view;
  if (!view.request.case_id.empty()) {
    const auto seed = reading.scope.read(*reading.library, view.request.case_id);
    if (!seed) return seed.error();
    auto brief = brief_of(*seed);
    if (!brief) return std::move(brief).error();
    view.seed = std::move(*brief);
    view.seed_compartment = seed->compartment;
  }
  auto hits = find_similar_cases(reading, view.request, true, deadline);
  if (!hits && is_users_mistake(hits.error())) {
    view.problem = hits.error().message;
    return view;
  }
  if (!hits) return std::move(hits).error();
  view.hits = std::move(*hits);
  if (auto read = read_briefs(reading, view.hits.hits, view.briefs); !read) return read.error();
  return view;
}

Result<RelatedCases> related_cases(Reading& reading, std::string_view id,
                                   const Deadline& deadline) {
  SimilarRequest request;
  request.case_id = id;
  request.limit = kRelatedCases;
  RelatedCases related;
  auto hits = find_similar_cases(reading, request, false, deadline);
  // Not indexed yet: nothing is known to be like it.
  if (!hits && hits.error().code == ErrorCode::kNotFound) return related;
  if (!hits) return std::move(hits).error();
  related.hits = std::move(hits->hits);
  if (auto read = read_briefs(reading, related.hits, related.briefs); !read) return read.error();
  return related;
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
