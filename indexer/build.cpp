#include "indexer/build.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

/// Changes during a build that are caught up with in one go. A larger import meanwhile leaves the
/// new generation behind; the next run brings them in.
constexpr std::size_t kMaxCaughtUp = 20'000;

/// The current state when it fits what would be built now. Null otherwise.
std::shared_ptr<const Generation> fitting_generation(const GenerationStore& store,
                                                     const BuildTools& tools,
                                                     const BuildOptions& options) {
  auto current = reusable_generation(store, *tools.analyzer);
  if (current == nullptr || current->manifest().length != options.length ||
      current->manifest().tag_model != tools.tag_model_fingerprint()) {
    return nullptr;
  }
  const auto& compartments = current->manifest().compartments;
  const bool same_overlays =
      std::all_of(compartments.begin(), compartments.end(), [&](const ManifestCompartment& built) {
        // What people say of cards waits for the next whole build: no reason to make one.
        return tag_overlay_part(built.overlay) ==
               tag_overlay_part(tools.overlay_fingerprint(built.name));
      });
  return same_overlays ? current : nullptr;
}

std::uint64_t count_cases(const Manifest& manifest) {
  std::uint64_t cases = 0;
  for (const ManifestCompartment& compartment : manifest.compartments) cases += compartment.cases;
  return cases;
}

Result<LibraryChanges> changes_since(const Library& library, const Manifest& manifest) {
  return library.changes(manifest.library_sequence, kMaxUpdateCases);
}

bool can_update(const Manifest& manifest, const LibraryChanges& changes,
                const BuildOptions& options) {
  return changes.complete && count_cases(manifest) >= options.update_least_cases &&
         views_stay_fit(manifest, changes, options.views);
}

/// Brings a sealed draft up to date with what was written since it was begun.
Result<std::uint64_t> catch_up(const GenerationStore& store, const Library& library,
                               const BuildTools& tools, const BuildOptions& options,
                               const GenerationStore::Draft& draft, const Manifest& manifest) {
  const auto changes = library.changes(manifest.library_sequence, kMaxCaughtUp);
  if (!changes) return changes.error();
  const auto confirmations = library.confirmation_sequence();
  if (!confirmations) return confirmations.error();
  const bool changed = !changes->cases.empty() || *confirmations != manifest.confirmation_sequence;
  if (!changes->complete || !changed) return std::uint64_t{0};
  if (!views_stay_fit(manifest, *changes, options.views)) return std::uint64_t{0};
  const auto earlier = reusable_generation(store, *tools.analyzer);
  const auto updated = write_update(store, library, tools, {draft.folder, &manifest}, earlier.get(),
                                    *changes, options.program);
  if (!updated) return updated.error();
  return updated->cases + updated->gone;
}

/// Builds, seals, catches up and switches.
Result<void> build_and_publish(const GenerationStore& store, const Library& library,
                               const BuildTools& tools, const BuildOptions& options,
                               const BuildProgress& progress, const GenerationStore::Draft& draft,
                               BuildReport& report) {
  std::shared_ptr<const Generation> earlier;
  if (!options.analyse_everything) earlier = reusable_generation(store, *tools.analyzer);
  const DraftBuilder::Settings settings{options.threads, options.length, options.views,
                                        options.program};
  DraftBuilder builder(library, tools, settings, earlier.get(), progress);
  auto manifest = builder.build(draft, report.library_sequence);
  if (!manifest) return std::move(manifest).error();
  earlier.reset();
  report.cases = count_cases(*manifest);
  for (const auto& compartment : manifest->compartments)
    report.text_bytes += compartment.text_bytes;
  report.analysed = builder.analysed();
  if (auto sealed = store.prepare_publishing(draft, *manifest); !sealed) return sealed;

  const auto lock = store.lock_for_updating(kUpdatePatience);
  if (!lock) return lock.error();
  auto caught_up = catch_up(store, library, tools, options, draft, *manifest);
  if (!caught_up) return std::move(caught_up).error();
  report.caught_up = *caught_up;
  return store.finish_publishing(draft);
}

}  // namespace

Result<IndexNeed> index_need(const GenerationStore& store, const Library& library,
                             const BuildTools& tools, const BuildOptions& options) {
  const auto current = fitting_generation(store, tools, options);
  if (current == nullptr) return IndexNeed::kBuild;
  const auto sequence = library.sequence();
  if (!sequence) return sequence.error();
  const auto confirmations = library.confirmation_sequence();
  if (!confirmations) return confirmations.error();
  const auto changes = changes_since(library, current->manifest());
  if (!changes) return changes.error();
  if (current->library_sequence() == *sequence &&
      current->confirmation_sequence() == *confirmations &&
      views_stay_fit(current->manifest(), *changes, options.views)) {
    return IndexNeed::kNothing;
  }
  return can_update(current->manifest(), *changes, options) ? IndexNeed::kUpdate
                                                            : IndexNeed::kBuild;
}

Result<UpdateReport> update_index(const GenerationStore& store, const Library& library,
                                  const BuildTools& tools, const BuildOptions& options) {
  const auto lock = store.lock_for_updating(kUpdatePatience);
  if (!lock) return lock.error();
  auto current = fitting_generation(store, tools, options);
  const auto confirmations = library.confirmation_sequence();
  if (!confirmations) return confirmations.error();
  Result<LibraryChanges> changes = LibraryChanges{};
  if (current != nullptr) changes = changes_since(library, current->manifest());
  if (!changes) return std::move(changes).error();
  if (current == nullptr || !can_update(current->manifest(), *changes, options)) {
    return Error{ErrorCode::kNotFound,
                 "更新できる世代がありません。kizuki index --merge で作り直してください",
                 store.folder().string(),
                 0,
                 "",
                 ""};
  }
  if (current->library_sequence() == changes->sequence &&
      current->confirmation_sequence() == *confirmations) {
    UpdateReport report;
    report.generation = current->number();
    report.library_sequence = changes->sequence;
    return report;
  }
  auto report = write_update(store, library, tools, {current->folder(), &current->manifest()},
                             current.get(), *changes, options.program);
  const std::filesystem::path folder = current->folder();
  current.reset();  // it holds the update before
  store.prune_updates(folder);
  return report;
}

Result<BuildReport> build_generation(const GenerationStore& store, const Library& library,
                                     const BuildTools& tools, const BuildOptions& options,
                                     const BuildProgress& progress) {
  auto lock = store.lock_for_building();
  if (!lock) return std::move(lock).error();
  const auto sequence = library.sequence();
  if (!sequence) return sequence.error();
  auto draft = store.begin();
  if (!draft) return std::move(draft).error();

  BuildReport report;
  report.generation = draft->number;
  report.library_sequence = *sequence;
  auto published = build_and_publish(store, library, tools, options, progress, *draft, report);
  if (!published) {
    // The error to report is the first one; a draft that cannot be removed now is by the next
    // build.
    (void)remove_tree(draft->folder).has_value();
    return std::move(published).error();
  }
  return report;
}

}  // namespace kizuki
