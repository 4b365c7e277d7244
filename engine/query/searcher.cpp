#include "engine/query/searcher.hpp"

#include <iterator>
#include <utility>

#include "engine/index/index_part.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/query/advisor.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/issue_ranking.hpp"
#include "engine/query/query_planner.hpp"
#include "engine/query/search_context.hpp"
#include "engine/query/search_run.hpp"
#include "engine/query/similar_search.hpp"
#include "engine/query/vocabulary.hpp"

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

}  // namespace

struct Searcher::State {
  SearchContext context;
  QueryPlanner planner;
  Analyzer analyzer;  // for advice
  std::shared_ptr<const QueryKnowledge> knowledge;
  bool degraded = false;
  std::optional<Vocabulary> vocabulary = std::nullopt;  // read when advice first asks for it
};

Searcher::Searcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Result<Searcher> Searcher::open(const Sources& sources,
                                const std::vector<std::string>& compartments,
                                const RankingSettings& settings) {
  const Generation& generation = *sources.generation;
  const Manifest& manifest = generation.manifest();
  const auto names = parts_to_read(generation, compartments);
  if (!names) return names.error();
  std::vector<IndexPart> parts;
  for (const std::string& name : *names) {
    auto opened = generation.open_parts(name);
    if (!opened) return std::move(opened).error();
    std::move(opened->begin(), opened->end(), std::back_inserter(parts));
  }
  FirstStage first_stage(parts, settings.term_saturation * manifest.length.quantum);
  const bool degraded = manifest.analyzer_fingerprint != sources.model->fingerprint();
  SearchContext context{sources.generation, std::move(parts),   std::move(first_stage),
                        settings,           sources.background, sources.knowledge};
  return Searcher(std::make_unique<State>(
      State{std::move(context),
            QueryPlanner(sources.model, sources.taxonomy, settings, sources.knowledge),
            Analyzer(sources.model), sources.knowledge, degraded}));
}

Result<Searcher> Searcher::open_all(const Sources& sources, const RankingSettings& settings) {
  return open(sources, sources.generation->compartments(), settings);
}

bool Searcher::degraded() const { return state_->degraded; }

Result<QueryPlan> Searcher::plan(const ParsedQuery& query, const QueryChoices& choices) {
  return state_->planner.plan(query, choices);
}

Result<HitList> Searcher::search(const ParsedQuery& query, const SearchOptions& options) {
  if (const auto checked = check_options(options); !checked) return checked.error();
  auto plan = state_->planner.plan(query, options.choices);
  if (!plan) return std::move(plan).error();
  const IssueVocabulary* const issues = state_->context.issues();
  if (issues == nullptr) return SearchRun(state_->context, *plan, options, nullptr).run();
  const IssueRanking ranking(state_->context.parts, *issues, *plan, state_->context.settings);
  return SearchRun(state_->context, *plan, options, &ranking).run();
}

Result<HitList> Searcher::similar(const SimilarQuery& query, const SearchOptions& options) {
  if (const auto checked = check_options(options); !checked) return checked.error();
  return find_similar(state_->context, state_->planner, query, options);
}

Result<SearchAdvice> Searcher::advise(const ParsedQuery& query, const SearchOptions& options,
                                      std::uint64_t found) {
  SearchOptions counting = options;
  counting.limit = 1;
  counting.offset = 0;
  counting.details = false;
  counting.facet_counts = false;
  counting.count_total = true;
  const auto count = [&](const ParsedQuery& other) -> Result<std::optional<MatchCount>> {
    if (options.deadline.passed()) return std::optional<MatchCount>();
    const auto list = search(other, counting);
    if (!list) return list.error();
    return std::optional(MatchCount{list->total, list->total_is_estimate});
  };
  const auto vocabulary = [&]() -> Result<const Vocabulary*> {
    if (!state_->vocabulary) {
      auto read = Vocabulary::read(state_->context.first_stage);
      if (!read) return std::move(read).error();
      state_->vocabulary = std::move(*read);
    }
    return &*state_->vocabulary;
  };
  const GramRarity grams(state_->context.parts);
  return Advisor({&state_->context.first_stage, &grams, &state_->analyzer, state_->knowledge.get(),
                  count, vocabulary})
      .advise(query, found);
}

}  // namespace kizuki
