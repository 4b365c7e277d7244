#include "engine/essence_run/essence_corpus.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/base/ordered_pipeline.hpp"
#include "engine/essence_run/scan_cache.hpp"
#include "engine/index/case_analyzer.hpp"
#include "engine/library/stored_record.hpp"
#include "engine/privacy/consent.hpp"
#include "engine/query/filter_value.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/tagging/given_tags.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kBatch = 32;

struct Row {
  std::uint64_t row = 0;
  StoredCase stored;                      // without content when an earlier run has read it
  std::optional<std::string_view> known;  // what that run made of it
};

/// What a worker made of a row: a case, or nothing but the row's number when what is known of it
/// cannot be read, so that its content is wanted after all.
struct WorkedRow {
  CorpusCase one;
  std::uint64_t row_to_read = 0;
};

bool passes(const std::vector<FacetValue>& facets, const std::string& id,
            const std::vector<CaseFilter>& filters) {
  return std::all_of(filters.begin(), filters.end(), [&](const CaseFilter& filter) {
    return std::any_of(filter.values.begin(), filter.values.end(), [&](const std::string& value) {
      if (filter.facet == "id") return value == id;
      return std::binary_search(facets.begin(), facets.end(), FacetValue{filter.facet, value});
    });
  });
}

/// Who supported: the owner of the record, else kind of office and prefecture stand for it.
std::string organization_of(const CaseRecord& record) {
  if (!record.organization.empty()) return record.organization;
  if (record.supporter.empty()) return "（不明）";
  return record.supporter + " " + record.company.prefecture;
}

Result<void> check_size(std::uint64_t cases, std::uint64_t most) {
  if (most == 0 || cases <= most) return {};
  Error error;
  error.code = ErrorCode::kLimitExceeded;
  error.message = "一度に集計できるのは " + std::to_string(most) + " 事例までです";
  return error;
}

Error cancelled() {
  Error error;
  error.code = ErrorCode::kCancelled;
  error.message = "集計を途中で止めました";
  return error;
}

bool consents(const StoredCase& stored, const CorpusRequest& request) {
  return request.consent_on.empty() || consent_holds(stored.json, request.consent_on);
}

Result<StoredCase> read_as_scanned(const Library& library, const EssenceCase& info) {
  auto stored = library.read_row(info.row);
  if (!stored) return std::move(stored).error();
  if (*stored) return std::move(**stored);
  Error error;
  error.code = ErrorCode::kNotFound;
  error.message = "集計の間に事例が消去されました";
  return std::move(error).with_id(info.id);
}

/// Reads rows of the library: of a case that an earlier run has read the head alone, unless its
/// consent has to be looked up in its content.
class RowReader {
 public:
  RowReader(const Library& library, const CorpusRequest& request)
      : library_(library),
        request_(request),
        heads_do_(request.cache != nullptr && request.cache->size() > 0 &&
                  request.consent_on.empty()) {}

  /// Nothing when the case was erased meanwhile or does not consent.
  Result<std::optional<Row>> read(std::uint64_t row) const {
    if (!heads_do_) {
      auto whole = read_whole(row);
      if (whole && *whole && request_.cache != nullptr) {
        const StoredCase& stored = (*whole)->stored;
        (*whole)->known = request_.cache->find(stored.id, stored.content_hash);
      }
      return whole;
    }
    auto head = library_.read_row_head(row);
    if (!head) return std::move(head).error();
    if (!*head) return std::optional<Row>();
    const auto known = request_.cache->find((*head)->id, (*head)->content_hash);
    if (!known) return read_whole(row);
    return std::optional<Row>(Row{row, std::move(**head), known});
  }

  Result<std::optional<Row>> read_whole(std::uint64_t row) const {
    auto stored = library_.read_row(row);
    if (!stored) return std::move(stored).error();
    if (!*stored || !consents(**stored, request_)) return std::optional<Row>();
    return std::optional<Row>(Row{row, std::move(**stored), std::nullopt});
  }

 private:
  const Library& library_;
  const CorpusRequest& request_;
  bool heads_do_;
};

/// Turns stored rows into scanned cases. One a thread.
class RowWorker {
 public:
  RowWorker(const CorpusTools& tools, const CorpusRequest& request)
      : tools_(tools),
        request_(request),
        scanner_(tools.analyzer, tools.matcher, request.discover),
        tagger_(tools.tags, tagger_settings()) {}

  Result<std::vector<WorkedRow>> work(const std::vector<Row>& rows) {
    std::vector<WorkedRow> out;
    out.reserve(rows.size());
    for (const Row& row : rows) {
      const bool known = read_known(row);
      if (!known && row.known) {
        out.emplace_back().row_to_read = row.row;
        continue;
      }
      auto read = known ? Result<bool>(true) : read_record(row);
      if (!read) return std::move(read).error().with_id(row.stored.id);
      if (!*read || !passes(case_.info.facets, case_.info.id, request_.filters)) continue;
      CorpusCase& one = out.emplace_back().one;
      if (request_.keep_prepared) {
        one.content_hash = row.stored.content_hash;
        if (!known) one.prepared = encode_corpus_case(case_);
      }
      one.cached = known;
      one.predicted_steps = case_.predicted_steps;
      one.predicted_issues = case_.predicted_issues;
      scanner_.match(case_.scan, one.scan);
      one.info = std::move(case_.info);
      one.info.row = row.row;
      one.info.compartment = row.stored.compartment;
    }
    return out;
  }

 private:
  static TaggerSettings tagger_settings() {
    TaggerSettings settings;
    settings.use_given_scale = true;
    settings.evidence = false;
    return settings;
  }

  bool read_known(const Row& row) {
    const std::size_t features = tools_.matcher->model().table.size();
    return row.known && decode_corpus_case(*row.known, features, case_);
  }

  /// False when the filters leave the case out; its sentences are not read then.
  Result<bool> read_record(const Row& row) {
    auto decoded = decode_stored(row.stored, *tools_.codec);
    if (!decoded) return std::move(decoded).error();
    const CaseRecord& record = *decoded;
    case_.predicted_steps = case_.predicted_issues = false;
    case_.info = {};
    EssenceCase& info = case_.info;
    info.id = record.id;
    info.organization = organization_of(record);
    info.date = record.period_from.empty() ? record.updated_at : record.period_from;
    for (Facet& facet : facets_of(record, *tools_.taxonomy)) {
      info.facets.emplace_back(std::move(facet.name), std::move(facet.value));
    }
    std::vector<StepBits> steps = given_step_bits(record);
    if (auto tagged = add_predicted(record, steps); !tagged) return std::move(tagged).error();
    std::sort(info.facets.begin(), info.facets.end());
    info.facets.erase(std::unique(info.facets.begin(), info.facets.end()), info.facets.end());
    if (!passes(info.facets, info.id, request_.filters)) return false;
    for (const StepBits bits : steps) info.steps |= bits;
    if (auto prepared = scanner_.prepare(record, steps, case_.scan); !prepared) {
      return std::move(prepared).error();
    }
    return true;
  }

  Result<void> add_predicted(const CaseRecord& record, std::vector<StepBits>& steps) {
    if (gives_all_tags(record)) return {};
    auto tags = tagger_.tag_case(record);
    if (!tags) return std::move(tags).error();
    auto& facets = case_.info.facets;
    if (!gives_steps(record)) {
      case_.predicted_steps = true;
      for (std::size_t section = 0; section < tags->sections.size(); ++section) {
        std::vector<int> of_section;
        for (const StepTag& tag : tags->sections[section].steps) {
          of_section.push_back(tag.step);
          facets.emplace_back("step", std::to_string(tag.step));
        }
        steps[section] = step_bits(of_section);
      }
    }
    if (!gives_issues(record)) {
      case_.predicted_issues = true;
      for (const IssueTag& tag : tags->issues) {
        if (tag.confidence >= kLeastClaimedConfidence) facets.emplace_back("issue", tag.issue);
      }
    }
    if (record.scale == Scale::kUnknown && tags->scale.scale != Scale::kUnknown) {
      facets.emplace_back("scale", std::string(scale_code(tags->scale.scale)));
    }
    return {};
  }

  const CorpusTools& tools_;
  const CorpusRequest& request_;
  CaseScanner scanner_;
  Tagger tagger_;
  PreparedCorpusCase case_;
};

}  // namespace

Result<std::vector<CaseFilter>> parse_case_filters(const std::vector<std::string>& typed,
                                                   const Taxonomy& taxonomy) {
  std::vector<CaseFilter> out;
  for (const std::string& text : typed) {
    auto node = parse_filter(text);
    if (!node) return std::move(node).error();
    auto values = resolve_filter_value(node->field, node->text, taxonomy);
    if (!values) return std::move(values).error();
    const std::string facet = facet_name(*node);
    const auto same = std::find_if(out.begin(), out.end(),
                                   [&](const CaseFilter& filter) { return filter.facet == facet; });
    if (same != out.end()) {
      same->values.insert(same->values.end(), values->begin(), values->end());
    } else {
      out.push_back({facet, std::move(*values)});
    }
  }
  for (CaseFilter& filter : out) {
    std::sort(filter.values.begin(), filter.values.end());
    filter.values.erase(std::unique(filter.values.begin(), filter.values.end()),
                        filter.values.end());
  }
  std::sort(out.begin(), out.end(),
            [](const CaseFilter& a, const CaseFilter& b) { return a.facet < b.facet; });
  return out;
}

Result<CorpusSummary> read_corpus(const Library& library, const ReaderScope& scope,
                                  const CorpusTools& tools, const CorpusRequest& request,
                                  const CorpusProgress& progress,
                                  const std::function<void(CorpusCase)>& take) {
  auto sequence = library.sequence();
  if (!sequence) return std::move(sequence).error();
  const auto snapshot = library.snapshot(*sequence);
  if (!snapshot) return snapshot.error();
  CorpusSummary summary;
  summary.sequence = *sequence;
  std::uint64_t total = 0;
  for (const auto& compartment : snapshot->compartments) {
    if (scope.may_read(compartment.name)) total += compartment.rows.size();
  }
  if (auto fits = check_size(total, request.most_cases); !fits) return std::move(fits).error();
  std::uint64_t done = 0;
  std::vector<std::pair<std::string, std::string>> contents;  // id, content hash of all read
  std::vector<std::string> ids;                               // of those that pass
  const auto count = [&](CorpusCase one) {
    ++summary.cases;
    summary.predicted_steps += one.predicted_steps ? 1U : 0U;
    summary.predicted_issues += one.predicted_issues ? 1U : 0U;
    summary.cached += one.cached ? 1U : 0U;
    ids.push_back(one.info.id);
    take(std::move(one));
  };
  const RowReader reader(library, request);
  std::optional<RowWorker> again;  // for rows whose content is wanted after all
  const auto read_again = [&](std::uint64_t row) -> Result<void> {
    auto whole = reader.read_whole(row);
    if (!whole) return std::move(whole).error();
    if (!*whole) return {};
    if (!again) again.emplace(tools, request);
    std::vector<Row> rows;
    rows.push_back(std::move(**whole));
    auto worked = again->work(rows);
    if (!worked) return std::move(worked).error();
    for (WorkedRow& one : *worked) count(std::move(one.one));
    return {};
  };
  using Pipeline = OrderedPipeline<std::vector<Row>, std::vector<WorkedRow>>;
  Pipeline pipeline(
      request.threads,
      [&] {
        auto worker = std::make_shared<RowWorker>(tools, request);
        return [worker](const std::vector<Row>& rows) { return worker->work(rows); };
      },
      [&](std::vector<WorkedRow> rows) -> Result<void> {
        for (WorkedRow& worked : rows) {
          if (worked.row_to_read == 0) {
            count(std::move(worked.one));
          } else if (auto read = read_again(worked.row_to_read); !read) {
            return read;
          }
        }
        return {};
      });
  std::vector<Row> batch;
  for (const auto& compartment : snapshot->compartments) {
    if (!scope.may_read(compartment.name)) continue;
    for (const std::uint64_t number : compartment.rows) {
      auto row = reader.read(number);
      if (!row) return std::move(row).error();
      progress(++done, total);
      if (request.stopped && request.stopped()) return cancelled();
      if (!*row) continue;
      contents.emplace_back((*row)->stored.id, (*row)->stored.content_hash);
      batch.push_back(std::move(**row));
      if (batch.size() < kBatch) continue;
      if (auto pushed = pipeline.push(std::exchange(batch, {})); !pushed) {
        return std::move(pushed).error();
      }
    }
  }
  if (auto pushed = pipeline.push(std::move(batch)); !pushed) return std::move(pushed).error();
  if (auto finished = pipeline.finish(); !finished) return std::move(finished).error();
  std::sort(contents.begin(), contents.end());
  std::sort(ids.begin(), ids.end());
  std::string named;
  for (const CaseFilter& filter : request.filters) {
    named += "filter\t" + filter.facet;
    for (const std::string& value : filter.values) named += "\t" + value;
    named += "\n";
  }
  for (const auto& [id, hash] : contents) {
    if (!std::binary_search(ids.begin(), ids.end(), id)) continue;
    named.append(id).append("\t").append(hash).append("\n");
  }
  summary.fingerprint = sha256_hex(named);
  return summary;
}

ReadCases read_corpus_cases(const Library& library, std::size_t threads,
                            std::function<bool()> stopped) {
  return [&library, threads, stopped = std::move(stopped)](
             const std::vector<const EssenceCase*>& cases, const TakeRecord& take) -> Result<void> {
    using Batch = std::vector<std::pair<std::size_t, StoredCase>>;
    struct Nothing {};
    OrderedPipeline<Batch, Nothing> pipeline(
        std::min(threads, cases.size() / kBatch + 1),
        [&take] {
          return [&take](const Batch& batch) -> Result<Nothing> {
            for (const auto& [asked, stored] : batch) {
              auto record = decode_stored_texts(stored);
              if (!record) return std::move(record).error();
              take(asked, *record);
            }
            return Nothing{};
          };
        },
        [](Nothing) -> Result<void> { return {}; });
    Batch batch;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (stopped && stopped()) return cancelled();
      auto stored = read_as_scanned(library, *cases[i]);
      if (!stored) return std::move(stored).error();
      batch.emplace_back(i, std::move(*stored));
      if (batch.size() < kBatch) continue;
      if (auto pushed = pipeline.push(std::exchange(batch, {})); !pushed) return pushed;
    }
    if (auto pushed = pipeline.push(std::move(batch)); !pushed) return pushed;
    return pipeline.finish();
  };
}

ReadRecord records_within(const Library& library, const ReaderScope& scope,
                          const CaseCodec& codec) {
  return [&](const std::string& id) -> Result<std::optional<CaseRecord>> {
    auto stored = scope.read(library, id);
    if (!stored && stored.error().code == ErrorCode::kNotFound) return std::optional<CaseRecord>();
    if (!stored) return std::move(stored).error();
    auto record = decode_stored(*stored, codec);
    if (!record) return std::move(record).error();
    return std::optional<CaseRecord>(std::move(*record));
  };
}

Result<bool> all_still_readable(const Library& library, const ReaderScope& scope,
                                const std::vector<EssenceCase>& cases) {
  std::vector<std::string> ids;
  ids.reserve(cases.size());
  for (const EssenceCase& one : cases) ids.push_back(one.id);
  const auto states = library.current_states(ids);
  if (!states) return states.error();
  return std::all_of(states->begin(), states->end(), [&](const auto& state) {
    return state.has_value() && scope.may_read(state->compartment);
  });
}

}  // namespace kizuki
