// The page 検索: box, filters, hits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/catalogue/card_labels.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/recurring_knowhow.hpp"
#include "server/app/search_request.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// A way out of an empty result: this filter less, and so many cases.
struct FilterRelaxation {
  ChosenFilter filter;
  std::uint64_t cases = 0;
};

struct SearchView {
  SearchRequest request;
  HitList hits;
  std::vector<CaseBrief> briefs;              // of the hits, in their order
  std::vector<FilterRelaxation> relaxations;  // when nothing was found
  std::string csrf;                           // of the session, for the forms
  std::vector<RecurringKnowHow> recurring;    // what the hits of all pages tell of
  std::size_t recurring_of = 0;               // how many hits were looked at for it
  SearchAdvice advice;                        // what to try next; of the first page of hits alone
  std::shared_ptr<const CardLabels> cards;    // as the reader calls them; null: he sees none
  std::string trail;    // HitTrails: the links to the hits' cases bear it; empty: none
  std::string problem;  // what is wrong with the query; nothing was searched then
};

/// What stands in <main>.
Html print_search(const SearchView& view, const Taxonomy& taxonomy);

/// "検索の結果 12件", for the window's title; nothing of what was typed.
std::string search_title(const SearchView& view);

}  // namespace kizuki
