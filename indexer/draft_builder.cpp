#include "indexer/draft_builder.hpp"

#include <memory>
#include <utility>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/base/ordered_pipeline.hpp"
#include "engine/index/compartment_name.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/format.hpp"
#include "engine/index/view_writer.hpp"

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

/// Appends the texts of a case's sections; returns their bytes.
std::size_t append_section_texts(const std::string& case_json, std::vector<std::string>& texts) {
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

}  // namespace

struct DraftBuilder::Batch {
  std::vector<StoredCase> cases;
  std::vector<std::vector<Annotation>> confirmed;  // of each of `cases`
};

struct DraftBuilder::PreparedBatch {
  std::vector<PreparedCase> cases;
  std::uint64_t analysed = 0;
};

/// The views of the draft, open side by side while the compartments are built one by one.
class DraftBuilder::Views {
 public:
  static Result<Views> create(const GenerationStore::Draft& draft,
                              const std::vector<ViewDefinition>& definitions) {
    Views views;
    for (const ViewDefinition& definition : definitions) {
      ManifestView entry{definition.name,
                         compartment_folder(definition.name),
                         definition.reads,
                         definition.without,
                         {}};
      auto writer = ViewWriter::create(draft.folder / entry.folder);
      if (!writer) return std::move(writer).error();
      views.open_.push_back({std::move(entry), std::move(*writer)});
    }
    return views;
  }

  Result<void> add(const ManifestCompartment& compartment, const PreparedCase& prepared) {
    for (Open& view : open_) {
      if (!view.entry.may_hold(compartment.name)) continue;
      auto added = view.writer.add(compartment.name, compartment.folder, prepared);
      if (!added) return added;
    }
    return {};
  }

  Result<std::vector<ManifestView>> finish() {
    std::vector<ManifestView> finished;
    for (Open& view : open_) {
      auto members = view.writer.finish();
      if (!members) return std::move(members).error();
      view.entry.members = std::move(*members);
      finished.push_back(std::move(view.entry));
    }
    return finished;
  }

 private:
  struct Open {
    ManifestView entry;
    ViewWriter writer;
  };
  std::vector<Open> open_;
};

DraftBuilder::DraftBuilder(const Library& library, const BuildTools& tools,
                           const Settings& settings, const Generation* earlier,
                           const BuildProgress& progress)
    : library_(library),
      tools_(tools),
      settings_(settings),
      earlier_(earlier),
      progress_(progress) {}

Result<Manifest> DraftBuilder::build(const GenerationStore::Draft& draft, std::uint64_t sequence) {
  Manifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = draft.number;
  manifest.library_sequence = sequence;
  manifest.tag_model = tools_.tag_model_fingerprint();
  manifest.analyzer_fingerprint = tools_.analyzer->fingerprint();
  manifest.length = settings_.length;
  manifest.built_at = utc_now();
  manifest.program = settings_.program;

  // The number first: what is said from now on is in the build or caught up with.
  const auto confirmations = library_.confirmation_sequence();
  if (!confirmations) return confirmations.error();
  manifest.confirmation_sequence = *confirmations;
  auto confirmed = ConfirmedCases::load(library_);
  if (!confirmed) return std::move(confirmed).error();
  confirmed_ = std::move(*confirmed);

  auto snapshot = library_.snapshot(sequence);
  if (!snapshot) return std::move(snapshot).error();
  std::vector<std::string> names;
  for (const auto& compartment : snapshot->compartments) {
    total_ += compartment.rows.size();
    names.push_back(compartment.name);
  }
  auto views = Views::create(draft, needed_views(settings_.views, names));
  if (!views) return std::move(views).error();
  for (const auto& compartment : snapshot->compartments) {
    auto built = build_compartment(draft, compartment, *views);
    if (!built) return std::move(built).error();
    manifest.compartments.push_back(std::move(*built));
  }
  auto finished = views->finish();
  if (!finished) return std::move(finished).error();
  manifest.views = std::move(*finished);
  return manifest;
}

Result<ManifestCompartment> DraftBuilder::build_compartment(
    const GenerationStore::Draft& draft, const LibrarySnapshot::Compartment& compartment,
    Views& views) {
  ManifestCompartment entry;
  entry.name = compartment.name;
  entry.folder = compartment_folder(compartment.name);
  entry.overlay = tools_.overlay_fingerprint(compartment.name);
  auto samples = sample_texts(compartment.rows);
  if (!samples) return std::move(samples).error();
  auto writer = CompartmentWriter::create(draft.folder / entry.folder, settings_.length, *samples);
  if (!writer) return std::move(writer).error();
  samples->clear();

  const auto make_worker = [&]() -> std::function<Result<PreparedBatch>(const Batch&)> {
    auto preparer =
        std::make_shared<CasePreparer>(tools_, settings_.length, earlier_, compartment.name);
    return [preparer](const Batch& batch) -> Result<PreparedBatch> {
      PreparedBatch prepared;
      for (std::size_t i = 0; i < batch.cases.size(); ++i) {
        auto outcome = preparer->prepare(batch.cases[i]);
        if (!outcome) return std::move(outcome).error();
        outcome->prepared.set_confirmed(batch.confirmed[i]);
        prepared.cases.push_back(std::move(outcome->prepared));
        prepared.analysed += outcome->analysed ? 1 : 0;
      }
      return prepared;
    };
  };
  const auto append = [&](const PreparedBatch& batch) -> Result<void> {
    for (const PreparedCase& prepared : batch.cases) {
      if (auto added = writer->add(prepared); !added) return added;
      if (auto added = views.add(entry, prepared); !added) return added;
      ++done_;
      if (progress_ && done_ % kCasesPerProgress == 0) progress_(done_, total_);
    }
    analysed_ += batch.analysed;
    return {};
  };
  OrderedPipeline<Batch, PreparedBatch> pipeline(settings_.threads, make_worker, append);
  if (auto fed = feed(pipeline, compartment.rows); !fed) return std::move(fed).error();

  auto totals = writer->finish();
  if (!totals) return std::move(totals).error();
  entry.cases = totals->cases;
  entry.text_bytes = totals->text_bytes;
  return entry;
}

template <typename Pipeline>
Result<void> DraftBuilder::feed(Pipeline& pipeline, const std::vector<std::uint64_t>& rows) {
  Batch batch;
  std::size_t batch_bytes = 0;
  for (const std::uint64_t row : rows) {
    auto stored = library_.read_row(row);
    if (!stored) return std::move(stored).error();
    if (!stored->has_value()) continue;  // erased since the snapshot
    batch_bytes += (*stored)->json.size();
    batch.confirmed.emplace_back();
    if (confirmed_.may_hold((*stored)->id)) {
      auto confirmed = confirmed_annotations(library_, (*stored)->id);
      if (!confirmed) return std::move(confirmed).error();
      batch.confirmed.back() = std::move(*confirmed);
    }
    batch.cases.push_back(std::move(**stored));
    if (batch.cases.size() < kBatchCases && batch_bytes < kBatchBytes) continue;
    if (auto pushed = pipeline.push(std::exchange(batch, {})); !pushed) return pushed;
    batch_bytes = 0;
  }
  if (!batch.cases.empty()) {
    if (auto pushed = pipeline.push(std::move(batch)); !pushed) return pushed;
  }
  auto finished = pipeline.finish();
  if (finished && progress_) progress_(done_, total_);
  return finished;
}

/// Section texts of cases spread evenly over the compartment.
Result<std::vector<std::string>> DraftBuilder::sample_texts(
    const std::vector<std::uint64_t>& rows) const {
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

}  // namespace kizuki
