#include "bench/eval/judged_set.hpp"

#include <utility>

#include "engine/query/query_parser.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kDepth = 10;

Result<JudgedSet> open_set(const std::filesystem::path& folder, const std::string& qrels_file,
                           const EvaluationTools& tools) {
  auto generation = GenerationStore(folder / "index").open_current();
  if (!generation) return std::move(generation).error();
  auto qrels = Qrels::load(folder / qrels_file);
  if (!qrels) return std::move(qrels).error();
  return JudgedSet{
      folder.filename().string(),
      SetMeasure::kNdcg,
      false,
      {std::move(*generation), tools.model, tools.taxonomy, tools.background, tools.knowledge},
      {},
      std::move(*qrels)};
}

Result<HitList> hits_of(Searcher& searcher, const JudgedSet& set, const SetQuery& query) {
  SearchOptions options;
  options.limit = kDepth;
  options.details = false;
  options.count_total = false;
  if (set.similar) {
    SimilarQuery similar;
    similar.case_id = query.id;
    return searcher.similar(similar, options);
  }
  const auto parsed = parse_query(query.text);
  if (!parsed) return parsed.error();
  return searcher.search(*parsed, options);
}

}  // namespace

Result<EvaluationTools> EvaluationTools::load(const std::filesystem::path& data_folder) {
  auto model = AnalyzerModel::load(AnalyzerFiles::under(data_folder));
  if (!model) return std::move(model).error();
  auto taxonomy = Taxonomy::load(data_folder / "taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  auto background = BackgroundFrequencies::load(data_folder);
  if (!background) return std::move(background).error();
  auto knowledge = QueryKnowledge::load(data_folder);
  if (!knowledge) return std::move(knowledge).error();
  return EvaluationTools{std::move(*model), std::move(*taxonomy), std::move(*background),
                         std::move(*knowledge)};
}

Result<JudgedSet> JudgedSet::open_queries(const std::filesystem::path& folder,
                                          const EvaluationTools& tools) {
  auto set = open_set(folder, "qrels.tsv", tools);
  if (!set) return set;
  auto queries = load_queries(folder / "queries.jsonl");
  if (!queries) return std::move(queries).error();
  for (SetQuery& query : *queries) {
    if (relevant_count(set->qrels.grades(query.id)) > 0) set->queries.push_back(std::move(query));
  }
  return set;
}

Result<JudgedSet> JudgedSet::open_similar(const std::filesystem::path& folder,
                                          const EvaluationTools& tools) {
  auto set = open_set(folder, "similar_qrels.tsv", tools);
  if (!set) return set;
  set->name += " similar";
  set->similar = true;
  for (const std::string& id : scored_queries(set->qrels)) set->queries.push_back({id, "", ""});
  return set;
}

Result<std::vector<double>> measure(const JudgedSet& set, const RankingSettings& settings) {
  auto searcher = Searcher::open_all(set.sources, settings);
  if (!searcher) return std::move(searcher).error();
  std::vector<double> values;
  for (const SetQuery& query : set.queries) {
    const auto list = hits_of(*searcher, set, query);
    if (!list) return list.error();
    std::vector<RunEntry> entries;
    for (const Hit& hit : list->hits) {
      entries.push_back({hit.id, static_cast<std::int64_t>(entries.size() + 1), hit.score});
    }
    const Grades& grades = set.qrels.grades(query.id);
    values.push_back(set.measure == SetMeasure::kNdcg ? ndcg(grades, entries, kDepth)
                                                      : reciprocal_rank(grades, entries, kDepth));
  }
  return values;
}

}  // namespace kizuki
