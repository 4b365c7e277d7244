#include "indexer/build.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/file.hpp"
#include "engine/index/case_analyzer.hpp"
#include "engine/index/compartment_name.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/format.hpp"
#include "indexer/ordered_pipeline.hpp"

namespace kizuki {
namespace {

// A batch is what one worker takes at a time: large enough that handing it over costs nothing,
// small enough that the batches under way stay within a few megabytes.
constexpr std::size_t kBatchCases = 64;
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;

// Texts to train the block dictionary from: zstd asks for about a hundred times the dictionary's
// size (110 KB), and has no use for more.
constexpr std::size_t kSampleCases = 2000;
constexpr std::size_t kSampleBytes = std::size_t{8} << 20;

constexpr std::uint64_t kCasesPerProgress = 256;

/// One case on its way to the index: its JSON, or where its analysis can be taken over from.
struct CaseTask {
  std::string id;
  std::string content_hash;
  std::array<std::uint8_t, 16> key{};
  std::string json;
  std::uint32_t stored_document = 0;  // of the earlier generation; 0 = analyse
};

using Batch = std::vector<CaseTask>;

struct PreparedBatch {
  std::vector<PreparedCase> cases;
  std::uint64_t analysed = 0;
};

/// What every worker thread does; each has its own analyser and its own reader.
class Worker {
 public:
  Worker(const BuildTools& tools, const LengthSettings& length, const Generation* earlier,
         const std::string& compartment)
      : tools_(tools), length_(length), analyzer_(tools.analyzer) {
    if (earlier == nullptr) return;
    if (auto reader = earlier->open_compartment(compartment)) earlier_.emplace(std::move(*reader));
  }

  Result<PreparedBatch> operator()(const Batch& batch) {
    PreparedBatch prepared;
    for (const CaseTask& task : batch) {
      if (auto stored = take_over(task)) {
        prepared.cases.push_back(std::move(*stored));
        continue;
      }
      auto fresh = analyse(task);
      if (!fresh) return std::move(fresh).error().with_id(task.id);
      prepared.cases.push_back(std::move(*fresh));
      ++prepared.analysed;
    }
    return prepared;
  }

 private:
  /// Nothing when there is no earlier analysis, or it is damaged: then the case is analysed again.
  std::optional<PreparedCase> take_over(const CaseTask& task) {
    if (task.stored_document == 0 || !earlier_) return std::nullopt;
    auto record = earlier_->stored_record(task.stored_document);
    if (!record) return std::nullopt;
    auto prepared = PreparedCase::from_stored(task.id, task.key, std::move(*record), length_);
    if (!prepared) return std::nullopt;
    return std::move(*prepared);
  }

  Result<PreparedCase> analyse(const CaseTask& task) {
    auto json = parse_json(task.json, {.text_bytes = task.json.size()});
    if (!json) return std::move(json).error();
    auto decoded = tools_.codec->decode(*json);
    if (!decoded) return std::move(decoded).error();
    auto analysis = analyze_case(decoded->record, task.content_hash, *tools_.taxonomy, analyzer_);
    if (!analysis) return std::move(analysis).error();
    return PreparedCase::from(*analysis, length_);
  }

  const BuildTools& tools_;
  LengthSettings length_;
  Analyzer analyzer_;
  std::optional<CompartmentReader> earlier_;
};

/// Builds all compartments of one draft.
class DraftBuilder {
 public:
  DraftBuilder(const Library& library, const BuildTools& tools, const BuildOptions& options,
               const Generation* earlier, const BuildProgress& progress)
      : library_(library),
        tools_(tools),
        options_(options),
        earlier_(earlier),
        progress_(progress) {}

  Result<Manifest> build(const GenerationStore::Draft& draft, std::uint64_t sequence) {
    Manifest manifest;
    manifest.format = kFormatVersion;
    manifest.generation = draft.number;
    manifest.library_sequence = sequence;
    manifest.analyzer_fingerprint = tools_.analyzer->fingerprint();
    manifest.length = options_.length;
    manifest.built_at = utc_now();
    manifest.program = options_.program;

    auto snapshot = library_.snapshot(sequence);
    if (!snapshot) return std::move(snapshot).error();
    for (const auto& compartment : snapshot->compartments) total_ += compartment.rows.size();
    for (const auto& compartment : snapshot->compartments) {
      auto built = build_compartment(draft, compartment);
      if (!built) return std::move(built).error();
      manifest.compartments.push_back(std::move(*built));
    }
    return manifest;
  }

  std::uint64_t done() const { return done_; }
  std::uint64_t analysed() const { return analysed_; }

 private:
  Result<ManifestCompartment> build_compartment(const GenerationStore::Draft& draft,
                                                const LibrarySnapshot::Compartment& compartment) {
    ManifestCompartment entry;
    entry.name = compartment.name;
    entry.folder = compartment_folder(compartment.name);
    auto samples = sample_texts(compartment.rows);
    if (!samples) return std::move(samples).error();
    auto writer = CompartmentWriter::create(draft.folder / entry.folder, options_.length, *samples);
    if (!writer) return std::move(writer).error();
    samples->clear();

    OrderedPipeline<Batch, PreparedBatch> pipeline(
        options_.threads,
        [&, name = compartment.name]() -> std::function<Result<PreparedBatch>(const Batch&)> {
          auto worker = std::make_shared<Worker>(tools_, options_.length, earlier_, name);
          return [worker](const Batch& batch) { return (*worker)(batch); };
        },
        [&](const PreparedBatch& batch) { return append(*writer, batch); });
    if (auto fed = feed(pipeline, compartment); !fed) return std::move(fed).error();

    auto totals = writer->finish();
    if (!totals) return std::move(totals).error();
    entry.cases = totals->cases;
    entry.text_bytes = totals->text_bytes;
    return entry;
  }

  Result<void> append(CompartmentWriter& writer, const PreparedBatch& batch) {
    for (const PreparedCase& prepared : batch.cases) {
      if (auto added = writer.add(prepared); !added) return added;
      ++done_;
      if (progress_ && done_ % kCasesPerProgress == 0) progress_(done_, total_);
    }
    analysed_ += batch.analysed;
    return {};
  }

  Result<void> feed(OrderedPipeline<Batch, PreparedBatch>& pipeline,
                    const LibrarySnapshot::Compartment& compartment) {
    std::optional<CompartmentReader> earlier = open_earlier(compartment.name);
    Batch batch;
    std::size_t batch_bytes = 0;
    for (const std::uint64_t row : compartment.rows) {
      auto stored = library_.read_row(row);
      if (!stored) return std::move(stored).error();
      if (!stored->has_value()) continue;  // erased since the snapshot
      batch.push_back(task_for(**stored, earlier));
      batch_bytes += batch.back().json.size();
      if (batch.size() < kBatchCases && batch_bytes < kBatchBytes) continue;
      if (auto pushed = pipeline.push(std::exchange(batch, {})); !pushed) return pushed;
      batch_bytes = 0;
    }
    if (!batch.empty()) {
      if (auto pushed = pipeline.push(std::move(batch)); !pushed) return pushed;
    }
    auto finished = pipeline.finish();
    if (finished && progress_) progress_(done_, total_);
    return finished;
  }

  std::optional<CompartmentReader> open_earlier(const std::string& compartment) const {
    if (earlier_ == nullptr) return std::nullopt;
    auto reader = earlier_->open_compartment(compartment);
    if (!reader) return std::nullopt;
    return std::move(*reader);
  }

  CaseTask task_for(const StoredCase& stored,
                    const std::optional<CompartmentReader>& earlier) const {
    CaseTask task;
    task.id = stored.id;
    task.content_hash = stored.content_hash;
    task.key = analysis_key(stored.content_hash, tools_.analyzer->fingerprint());
    if (earlier) {
      const auto document = earlier->find_case(stored.id);
      if (document && earlier->case_key(*document) == task.key) task.stored_document = *document;
    }
    // Also kept for a case that is taken over: its stored analysis may prove damaged.
    task.json = stored.json;
    return task;
  }

  /// Section texts of cases spread evenly over the compartment.
  Result<std::vector<std::string>> sample_texts(const std::vector<std::uint64_t>& rows) const {
    std::vector<std::string> texts;
    std::size_t bytes = 0;
    const std::size_t step = 1 + rows.size() / kSampleCases;
    for (std::size_t i = 0; i < rows.size() && bytes < kSampleBytes; i += step) {
      auto stored = library_.read_row(rows[i]);
      if (!stored) return std::move(stored).error();
      if (!stored->has_value()) continue;
      bytes += append_section_texts((*stored)->json, texts);
    }
    return texts;
  }

  /// Returns the bytes appended.
  static std::size_t append_section_texts(const std::string& case_json,
                                          std::vector<std::string>& texts) {
    const auto json = parse_json(case_json, {.text_bytes = case_json.size()});
    const Json* sections = json ? json->find("sections") : nullptr;
    if (sections == nullptr || !sections->is_array()) return 0;
    std::size_t bytes = 0;
    for (const Json& section : sections->as_array()) {
      texts.emplace_back(section.string_or("text", ""));
      bytes += texts.back().size();
    }
    return bytes;
  }

  const Library& library_;
  const BuildTools& tools_;
  const BuildOptions& options_;
  const Generation* earlier_;
  const BuildProgress& progress_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t analysed_ = 0;
};

/// The current generation when its analyses may be taken over.
std::shared_ptr<const Generation> reusable_generation(const GenerationStore& store,
                                                      const BuildTools& tools,
                                                      const BuildOptions& options) {
  if (options.analyse_everything) return nullptr;
  auto current = store.open_current();
  if (!current) return nullptr;
  const Manifest& manifest = (*current)->manifest();
  if (manifest.format != kFormatVersion) return nullptr;
  if (manifest.analyzer_fingerprint != tools.analyzer->fingerprint()) return nullptr;
  return *current;
}

}  // namespace

Result<bool> is_up_to_date(const GenerationStore& store, const Library& library,
                           const AnalyzerModel& analyzer, const LengthSettings& length) {
  const auto current = store.open_current();
  if (!current) return false;
  const auto sequence = library.sequence();
  if (!sequence) return sequence.error();
  const Manifest& manifest = (*current)->manifest();
  return manifest.format == kFormatVersion && manifest.library_sequence == *sequence &&
         manifest.analyzer_fingerprint == analyzer.fingerprint() && manifest.length == length;
}

Result<BuildReport> build_generation(const GenerationStore& store, const Library& library,
                                     const BuildTools& tools, const BuildOptions& options,
                                     const BuildProgress& progress) {
  auto lock = store.lock_for_building();
  if (!lock) return std::move(lock).error();
  const auto sequence = library.sequence();
  if (!sequence) return sequence.error();
  const auto earlier = reusable_generation(store, tools, options);
  auto draft = store.begin();
  if (!draft) return std::move(draft).error();

  DraftBuilder builder(library, tools, options, earlier.get(), progress);
  auto manifest = builder.build(*draft, *sequence);
  Result<void> published;
  BuildReport report;
  if (manifest) {
    for (const ManifestCompartment& compartment : manifest->compartments) {
      report.cases += compartment.cases;
      report.text_bytes += compartment.text_bytes;
    }
    published = store.publish(*draft, std::move(*manifest));
  } else {
    published = std::move(manifest).error();
  }
  if (!published) {
    // The error to report is the first one; a draft that cannot be removed now is by the next
    // build.
    (void)remove_tree(draft->folder).has_value();
    return std::move(published).error();
  }
  report.generation = draft->number;
  report.library_sequence = *sequence;
  report.analysed = builder.analysed();
  return report;
}

}  // namespace kizuki
