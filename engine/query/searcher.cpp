#include "engine/query/searcher.hpp"

#include <algorithm>
#include <utility>

#include "engine/index/compartment_reader.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/query_planner.hpp"
#include "engine/query/search_context.hpp"
#include "engine/query/search_run.hpp"

namespace kizuki {
namespace {

Error argument_error(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

Result<void> check_options(const SearchOptions& options) {
  if (options.limit < 1 || options.limit > kMaxHits) {
    return argument_error("件数は1から" + std::to_string(kMaxHits) + "までにしてください");
  }
  if (options.offset > kMaxHitOffset) {
    return argument_error("先頭から" + std::to_string(kMaxHitOffset) +
                          "件より後ろは表示できません。言葉や条件を足して絞ってください");
  }
  return {};
}

/// Those of the manifest that are asked for, in the manifest's order.
std::vector<std::string> existing(const Manifest& manifest,
                                  const std::vector<std::string>& compartments) {
  std::vector<std::string> names;
  for (const ManifestCompartment& compartment : manifest.compartments) {
    const auto asked = std::find(compartments.begin(), compartments.end(), compartment.name);
    if (asked != compartments.end()) names.push_back(compartment.name);
  }
  return names;
}

}  // namespace

struct Searcher::State {
  SearchContext context;
  QueryPlanner planner;
  bool degraded = false;
};

Searcher::Searcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Result<Searcher> Searcher::open(const Sources& sources,
                                const std::vector<std::string>& compartments,
                                const RankingSettings& settings) {
  const Manifest& manifest = sources.generation->manifest();
  std::vector<std::string> names = existing(manifest, compartments);
  if (names.size() > kMaxSearchedCompartments) {
    return argument_error("一度に検索できる区画は" + std::to_string(kMaxSearchedCompartments) +
                          "個までです（指定は" + std::to_string(names.size()) +
                          "個）。検索する区画を選んでください");
  }
  std::vector<CompartmentReader> readers;
  for (const std::string& name : names) {
    auto reader = sources.generation->open_compartment(name);
    if (!reader) return std::move(reader).error();
    readers.push_back(std::move(reader).value());
  }
  auto first_stage = FirstStage::open(readers, manifest.length.quantum);
  if (!first_stage) return std::move(first_stage).error();
  const bool degraded = manifest.analyzer_fingerprint != sources.model->fingerprint();
  SearchContext context{sources.generation, std::move(names), std::move(readers),
                        std::move(first_stage).value(), settings};
  return Searcher(std::make_unique<State>(State{
      std::move(context), QueryPlanner(sources.model, sources.taxonomy, settings), degraded}));
}

Result<Searcher> Searcher::open_all(const Sources& sources, const RankingSettings& settings) {
  std::vector<std::string> names;
  for (const ManifestCompartment& compartment : sources.generation->manifest().compartments) {
    names.push_back(compartment.name);
  }
  return open(sources, names, settings);
}

bool Searcher::degraded() const { return state_->degraded; }

Result<QueryPlan> Searcher::plan(const ParsedQuery& query) { return state_->planner.plan(query); }

Result<HitList> Searcher::search(const ParsedQuery& query, const SearchOptions& options) {
  if (const auto checked = check_options(options); !checked) return checked.error();
  auto plan = state_->planner.plan(query);
  if (!plan) return std::move(plan).error();
  return SearchRun(state_->context, *plan, options).run();
}

}  // namespace kizuki
