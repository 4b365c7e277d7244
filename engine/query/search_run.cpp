#include "engine/query/search_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "engine/query/facet_alternatives.hpp"
#include "engine/query/facet_counter.hpp"
#include "engine/query/plan_builder.hpp"
#include "engine/query/pool_likeness.hpp"
#include "engine/query/pool_pairs.hpp"
#include "engine/query/rescoring.hpp"

namespace kizuki {
namespace {

/// Results up to this size are checked case by case for phrases and visibility when they are
/// counted; larger ones are estimated from the candidates looked at.
constexpr std::size_t kCheckedCount = 1'000;

bool ranks(const CandidateQuery& source) { return source.has_choice() || source.has_raising(); }

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

/// Takes the counts of one facet from `from`.
void replace_counts(std::vector<FacetCounts> from, const std::string& facet,
                    std::vector<FacetCounts>& counts) {
  const auto is_it = [&](const FacetCounts& each) { return each.name == facet; };
  const auto found = std::find_if(from.begin(), from.end(), is_it);
  if (found == from.end()) return;
  const auto at = std::lower_bound(
      counts.begin(), counts.end(), facet,
      [](const FacetCounts& each, const std::string& name) { return each.name < name; });
  if (at != counts.end() && at->name == facet) {
    *at = std::move(*found);
  } else {
    counts.insert(at, std::move(*found));
  }
}

}  // namespace

SearchRun::SearchRun(const SearchContext& context, const QueryPlan& plan,
                     const SearchOptions& options, const PoolRanking* ranking, bool folds)
    : context_(context),
      plan_(plan),
      options_(options),
      ranking_(ranking),
      folds_(folds),
      filter_({&context.parts, &plan, &options.is_visible, options.deadline}),
      wanted_(options.offset + options.limit) {}

bool SearchRun::late(HitList& list) const {
  if (!options_.deadline.passed()) return false;
  list.partial = true;
  return true;
}

Result<HitList> SearchRun::run() {
  HitList list;
  list.ignored_words = plan_.ignored;
  list.understanding = plan_.understanding;
  auto terms = context_.budgeted(plan_);
  if (!terms) return std::move(terms).error();
  const CandidateQuery whole = whole_query(*terms);
  if (plan_.wants_ranked && !whole.has_choice()) return list;  // no case has any of the words

  const CandidateQuery split{terms->required, terms->raising, &plan_.condition,
                             terms->required_groups, terms->raising_groups};
  const bool by_year = options_.order != HitOrder::kRelevance;
  bool narrowed = !by_year && plan_.wants_ranked && split.has_raising();
  auto selection =
      by_year ? select_by_year(whole) : select(narrowed ? split : whole, needed(whole));
  if (selection && narrowed && selection->complete && selection->accepted.size() < needed(whole)) {
    // A filter left few cases of the heaviest terms: the others may bring in more.
    narrowed = false;
    selection = select(whole, needed(whole));
  }
  if (!selection) return std::move(selection).error();
  list.partial = filter_.stopped_by_deadline() ||
                 (!selection->complete && selection->accepted.size() < wanted_);
  if (ranks(whole) && !by_year) {
    auto rescored = rescore(selection->accepted, list);
    if (!rescored) return std::move(rescored).error();
  }
  if (auto added = add_hits(selection->accepted, list); !added) return std::move(added).error();
  if (options_.count_total || options_.facet_counts) {
    auto counted = add_counts(whole, *selection, list);
    if (counted && options_.facet_counts) counted = count_alternatives(whole, list);
    if (!counted) return std::move(counted).error();
  }
  return list;
}

/// All terms and groups that are scored may bring cases in.
CandidateQuery SearchRun::whole_query(const BudgetedTerms& terms) const {
  CandidateQuery whole{{}, {}, &plan_.condition, {}, {}};
  auto& ranked = plan_.wants_ranked ? whole.required : whole.raising;
  ranked = terms.required;
  ranked.insert(ranked.end(), terms.raising.begin(), terms.raising.end());
  auto& groups = plan_.wants_ranked ? whole.required_groups : whole.raising_groups;
  groups = terms.required_groups;
  groups.insert(groups.end(), terms.raising_groups.begin(), terms.raising_groups.end());
  if (plan_.wants_ranked) whole.related = related();
  return whole;
}

/// What a query is plainly about brings in the cases tagged with it, in collections so small that
/// the pool holds them: in large ones words alone find more cases than are looked at.
std::vector<Facet> SearchRun::related() const {
  const bool small = context_.first_stage.case_count() < context_.settings.budget_least_cases;
  return ranking_ != nullptr && small ? ranking_->related() : std::vector<Facet>();
}

/// At most about `window` candidates in final order, none of them misplaced.
Result<CandidatePage> SearchRun::fetch(const CandidateQuery& source, std::size_t window) const {
  const FirstStage& index = context_.first_stage;
  // The first by document are the first by id only where documents are in that order.
  const std::size_t first = context_.has_view() ? context_.settings.candidate_limit : window;
  auto page = ranks(source) ? index.best(source, window)
                            : index.first(source, first, FirstStage::kAllPostings);
  if (!page) return page;
  context_.sort(page->candidates);
  if (page->complete || (context_.parts.size() == 1 && !context_.has_view())) return page;
  auto& candidates = page->candidates;
  if (!ranks(source)) {
    // The first of each part: merged, only as many are surely the first of all.
    candidates.resize(std::min(candidates.size(), first));
  } else if (window < context_.settings.candidate_limit) {
    // Cases of the last score may be missing that come before others by id.
    const double last = candidates.back().score;
    while (!candidates.empty() && candidates.back().score == last) candidates.pop_back();
  }
  return page;
}

std::size_t SearchRun::needed(const CandidateQuery& source) const {
  if (!ranks(source)) return wanted_;
  const std::size_t pool = context_.settings.pool_size;
  // Each case of the pool but one may be folded behind another, and the page is to be full.
  return std::max<std::size_t>(wanted_, pool) + (folds_ ? pool : 0);
}

Result<SearchRun::Selection> SearchRun::select_by_year(const CandidateQuery& whole) {
  std::vector<PlanNode> years = context_.values_of("year");
  if (options_.order == HitOrder::kNewest) std::reverse(years.begin(), years.end());
  // Behind them the cases without a year: in none of them.
  std::vector<PlanNode> conditions = years;
  conditions.push_back(plan_node(PlanNode::Kind::kNot, {plan_group(PlanNode::Kind::kAny, years)}));
  if (years.empty()) conditions = {plan_node(PlanNode::Kind::kEverything)};
  Selection all;
  all.complete = true;
  for (PlanNode& condition : conditions) {
    const PlanNode both = plan_node(PlanNode::Kind::kAll, {plan_.condition, std::move(condition)});
    CandidateQuery source = whole;
    source.condition = &both;
    const std::size_t wanted = wanted_ - all.accepted.size();
    auto selection = select(source, wanted);
    if (!selection) return selection;
    const auto end = selection->accepted.begin() +
                     static_cast<std::ptrdiff_t>(std::min(wanted, selection->accepted.size()));
    all.accepted.insert(all.accepted.end(), selection->accepted.begin(), end);
    all.complete = all.complete && selection->complete;
    if (all.accepted.size() == wanted_ || filter_.stopped_by_deadline()) {
      all.complete = false;  // the years behind were not looked at
      break;
    }
  }
  return all;
}

Result<SearchRun::Selection> SearchRun::select(const CandidateQuery& source, std::size_t wanted) {
  const std::size_t limit = std::max<std::size_t>(context_.settings.candidate_limit, wanted);
  std::size_t window = std::min(limit, filter_.is_selective() ? 2 * wanted + 50 : wanted + 10);
  Selection selection;
  while (true) {
    auto page = fetch(source, window);
    if (!page) return std::move(page).error();
    auto accepted = filter_.accept(page->candidates, wanted);
    if (!accepted) return std::move(accepted).error();
    selection = {std::move(accepted).value(), page->complete};
    const bool enough = selection.accepted.size() >= wanted;
    if (enough || page->complete || window == limit || filter_.stopped_by_deadline()) break;
    window = std::min(limit, window * 4);
  }
  return selection;
}

Result<void> SearchRun::rescore(std::vector<Candidate>& accepted, HitList& list) {
  if (accepted.empty() || context_.settings.pool_size == 0 || late(list)) return {};
  const std::size_t size = std::min<std::size_t>(accepted.size(), context_.settings.pool_size);
  Rescoring rescoring(context_.parts, plan_, context_.settings,
                      context_.generation->manifest().length);
  if (!rescoring.has_effect() && ranking_ == nullptr) return {};
  const auto border = accepted.begin() + static_cast<std::ptrdiff_t>(size);
  std::vector<Candidate> pool(accepted.begin(), border);
  if (options_.explain) by_words_ = pool;
  if (auto done = rescoring.rescore(pool); !done) return done;
  context_.sort(pool);
  if (options_.explain) by_characters_ = pool;
  PoolPairs pairs;
  if (folds_) {
    auto read = PoolPairs::read(context_.parts, pool);
    if (!read) return std::move(read).error();
    pairs = std::move(*read);
    if (context_.first_stage.case_count() >= context_.settings.likeness_least_cases) {
      add_pool_likeness(pairs, GramRarity(context_.parts), context_.settings, pool);
      context_.sort(pool);
    }
  }
  if (ranking_ != nullptr) {
    ranking_->rescore(pool);
    context_.sort(pool);
  }
  std::copy(pool.begin(), pool.end(), accepted.begin());
  if (!folds_) return {};
  folded_ = fold_near_duplicates(pairs, pool, context_.settings.near_duplicate_share);
  accepted.erase(accepted.begin(), border);
  accepted.insert(accepted.begin(), pool.begin(), pool.end());
  return {};
}

Result<void> SearchRun::add_hits(const std::vector<Candidate>& accepted, HitList& list) {
  SnippetQuery query;
  if (options_.details) {
    auto made = context_.snippet_query(plan_);
    if (!made) return std::move(made).error();
    query = std::move(made).value();
    auto expansions = context_.expansions(plan_);
    if (!expansions) return std::move(expansions).error();
    list.expansions = std::move(*expansions);
  }
  const SnippetTexts texts(query);
  const std::size_t end = std::min(accepted.size(), wanted_);
  for (std::size_t i = options_.offset; i < end; ++i) {
    Hit& hit = list.hits.emplace_back();
    hit.id = context_.id_of(accepted[i]);
    hit.compartment = context_.compartment_of(accepted[i]);
    hit.score = accepted[i].score;
    if (!options_.details || late(list)) continue;
    auto added = context_.add_details(texts, accepted[i], options_.explain, hit);
    if (!added) return std::move(added).error().with_id(hit.id);
    if (ranking_ != nullptr) hit.reasons = ranking_->reasons(accepted[i]);
    if (hit.explanation) hit.explanation->score = parts_of_score(accepted[i]);
    for (const FoldedCase& folded : folded_) {
      if (folded.part == accepted[i].part && folded.document == accepted[i].document) {
        hit.near_duplicates.push_back(
            {std::string(context_.id_of(folded.folded)), context_.compartment_of(folded.folded)});
      }
    }
  }
  return {};
}

/// What the stages gave, one on top of the other; behind the pool there is the first alone.
ScoreParts SearchRun::parts_of_score(const Candidate& candidate) const {
  const auto score_in = [&](const std::vector<Candidate>& pool, double otherwise) {
    const auto at = std::find_if(pool.begin(), pool.end(), [&](const Candidate& other) {
      return other.part == candidate.part && other.document == candidate.document;
    });
    return at == pool.end() ? otherwise : at->score;
  };
  const double words = score_in(by_words_, candidate.score);
  const double characters = score_in(by_characters_, words);
  return {words, characters - words, candidate.score - characters};
}

/// Total and facet counts from one look at the matches.
Result<void> SearchRun::add_counts(const CandidateQuery& whole, const Selection& selection,
                                   HitList& list) {
  if (late(list)) {
    list.total = selection.accepted.size();
    list.total_is_estimate = true;
    return {};
  }
  const std::uint64_t postings = context_.settings.count_postings;
  if (filter_.checks_order() || (filter_.is_selective() && options_.gate_counts)) {
    auto page = context_.first_stage.first(whole, kCheckedCount + 1, postings);
    if (!page) return std::move(page).error();
    return count_checked(std::move(*page), list);
  }
  const auto sets = context_.first_stage.all(whole, postings);
  if (!sets) return sets.error();
  list.total = sets->total;
  list.total_is_estimate = !sets->complete;
  if (!options_.facet_counts) return {};
  list.facets = count_facets(context_.parts, sets->parts);
  list.facets_are_estimate = !sets->complete;
  return {};
}

Result<void> SearchRun::count_alternatives(const CandidateQuery& whole, HitList& list) {
  for (const FacetAlternative& alternative : facet_alternatives(plan_.condition)) {
    if (late(list)) return {};
    QueryPlan plan;
    plan.condition = alternative.others;
    CandidateFilter filter({&context_.parts, &plan, &options_.is_visible, options_.deadline});
    CandidateQuery others = whole;
    others.condition = &plan.condition;
    const std::uint64_t postings = context_.settings.count_postings;
    if (filter.checks_order() || (filter.is_selective() && options_.gate_counts)) {
      auto page = context_.first_stage.first(others, kCheckedCount + 1, postings);
      if (!page) return std::move(page).error();
      bool exact = page->complete && page->candidates.size() <= kCheckedCount;
      if (!exact) page->candidates.resize(std::min(page->candidates.size(), kCheckedCount));
      auto accepted = filter.accept(page->candidates, kNoLimit);
      if (!accepted) return std::move(accepted).error();
      exact = exact && !filter.stopped_by_deadline();
      replace_counts(facets_of(*accepted), alternative.facet, list.facets);
      list.facets_are_estimate = list.facets_are_estimate || !exact;
      continue;
    }
    const auto sets = context_.first_stage.all(others, postings);
    if (!sets) return sets.error();
    replace_counts(count_facets(context_.parts, sets->parts), alternative.facet, list.facets);
    list.facets_are_estimate = list.facets_are_estimate || !sets->complete;
  }
  return {};
}

/// As add_counts, where candidates have to be looked at one by one: few of them all, of many some.
Result<void> SearchRun::count_checked(CandidatePage page, HitList& list) {
  const std::size_t seen = options_.offset + list.hits.size();
  const std::uint64_t all = std::max<std::uint64_t>(page.total, page.candidates.size());
  const bool exact = page.complete && page.candidates.size() <= kCheckedCount;
  if (!exact) page.candidates.resize(std::min(page.candidates.size(), kCheckedCount));
  auto accepted = filter_.accept(page.candidates, kNoLimit);
  if (!accepted) return std::move(accepted).error();
  const bool stopped = filter_.stopped_by_deadline();
  list.partial = list.partial || stopped;
  list.total = accepted->size();
  list.total_is_estimate = !exact || stopped;
  if (!exact) {
    const double share = filter_.looked_at() == 0 ? 0.0
                                                  : static_cast<double>(filter_.passed()) /
                                                        static_cast<double>(filter_.looked_at());
    const auto estimate =
        static_cast<std::uint64_t>(std::llround(share * static_cast<double>(all)));
    list.total = std::max<std::uint64_t>(estimate, seen);
  }
  if (!options_.facet_counts) return {};
  list.facets = facets_of(*accepted);
  list.facets_are_estimate = list.total_is_estimate;
  return {};
}

std::vector<FacetCounts> SearchRun::facets_of(const std::vector<Candidate>& candidates) const {
  std::vector<DocumentSet> sets;
  for (const IndexPart& part : context_.parts) sets.emplace_back(part.reader.case_count());
  for (const Candidate& candidate : candidates) sets[candidate.part].add(candidate.document);
  return count_facets(context_.parts, sets);
}

}  // namespace kizuki
