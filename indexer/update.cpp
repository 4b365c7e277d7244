#include "indexer/update.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/file.hpp"
#include "engine/index/compartment_name.hpp"
#include "engine/index/document_list.hpp"
#include "engine/index/format.hpp"
#include "engine/index/view_definition.hpp"
#include "engine/index/view_writer.hpp"
#include "indexer/case_annotator.hpp"
#include "indexer/update_confirmations.hpp"

namespace kizuki {
namespace {

/// What changes in one compartment.
struct CompartmentChange {
  std::vector<const CaseChange*> present;  // new or changed and in it now, ascending by id
  std::vector<std::uint32_t> superseded;   // documents of the generation
  /// Documents of the generation, not superseded, that people said something about since it was
  /// built, with all they said.
  ConfirmedDocuments confirmed;
};

using ChangesByCompartment = std::map<std::string, CompartmentChange>;

/// Writes one update's folder.
class UpdateWriter {
 public:
  UpdateWriter(const GenerationStore::Draft& draft, const Library& library, const BuildTools& tools,
               const UpdateTarget& target, const Generation* earlier)
      : draft_(draft), library_(library), tools_(tools), target_(target), earlier_(earlier) {}

  Result<UpdateManifest> write(const LibraryChanges& changes, UpdateReport& report) {
    auto grouped = group(changes);
    if (!grouped) return std::move(grouped).error();
    if (auto added = add_confirmed(changes, *grouped, report); !added) {
      return std::move(added).error();
    }
    if (auto opened = open_views(*grouped); !opened) return std::move(opened).error();
    for (const auto& [name, change] : *grouped) {
      if (auto done = write_compartment(name, change, report); !done) {
        return std::move(done).error();
      }
    }
    if (auto done = finish_views(*grouped); !done) return std::move(done).error();
    return std::move(manifest_);
  }

 private:
  struct OpenView {
    UpdatePart part;
    ViewWriter writer;
  };

  /// Changes by compartment; the cases' documents in the generation are looked up.
  Result<ChangesByCompartment> group(const LibraryChanges& changes) const {
    ChangesByCompartment grouped;
    for (const CaseChange& change : changes.cases) {
      if (!change.compartment.empty()) grouped[change.compartment].present.push_back(&change);
    }
    std::map<std::string, std::vector<const CaseChange*>> before;
    for (const CaseChange& change : changes.cases) {
      if (!change.before.empty()) before[change.before].push_back(&change);
    }
    for (const auto& [name, cases] : before) {
      const ManifestCompartment* built = target_.manifest->find_compartment(name);
      if (built == nullptr) continue;
      const auto reader = CompartmentReader::open(target_.folder / built->folder);
      if (!reader) return reader.error();
      auto& superseded = grouped[name].superseded;
      for (const CaseChange* change : cases) {
        // A case whose content was erased while the generation was being built is not in it.
        if (const auto document = reader->find_case(change->id)) superseded.push_back(*document);
      }
    }
    return grouped;
  }

  /// What people said since the generation was built about cases that have not changed since.
  Result<void> add_confirmed(const LibraryChanges& changes, ChangesByCompartment& grouped,
                             UpdateReport& report) {
    auto confirmed = confirmed_since(library_, target_, changes);
    if (!confirmed) return std::move(confirmed).error();
    manifest_.confirmation_sequence = confirmed->sequence;
    for (auto& [name, documents] : confirmed->by_compartment) {
      report.confirmed += documents.size();
      grouped[name].confirmed = std::move(documents);
    }
    return {};
  }

  Result<void> open_views(const ChangesByCompartment& grouped) {
    for (const ManifestView& view : target_.manifest->views) {
      const bool touched = std::any_of(grouped.begin(), grouped.end(), [&](const auto& entry) {
        return view.may_hold(entry.first);
      });
      if (!touched) continue;
      auto writer = ViewWriter::create(draft_.folder / view.folder);
      if (!writer) return std::move(writer).error();
      UpdatePart part;
      part.name = view.name;
      part.folder = view.folder;
      part.is_view = true;
      views_.push_back({std::move(part), std::move(*writer)});
    }
    return {};
  }

  Result<void> write_compartment(const std::string& name, const CompartmentChange& change,
                                 UpdateReport& report) {
    UpdatePart part;
    part.name = name;
    part.folder = compartment_folder(name);
    part.superseded = change.superseded.size();
    const std::filesystem::path folder = draft_.folder / part.folder;
    // No dictionary: training one would cost more than all the rest.
    auto writer = CompartmentWriter::create(folder, target_.manifest->length, {});
    if (!writer) return std::move(writer).error();
    if (!change.present.empty()) {
      CasePreparer preparer(tools_, target_.manifest->length, earlier_, name);
      for (const CaseChange* present : change.present) {
        if (auto added = add_case(*present, part, preparer, *writer, report); !added) return added;
      }
    }
    auto totals = writer->finish();
    if (!totals) return std::move(totals).error();
    part.cases = totals->cases;
    part.text_bytes = totals->text_bytes;
    report.cases += part.cases;
    auto written = write_document_list(folder / kSupersededFile, change.superseded);
    if (!written) return written;
    written = write_confirmed_base(folder, built_folder(name), change.confirmed);
    manifest_.parts.push_back(std::move(part));
    return written;
  }

  /// Where the generation has the compartment; empty when it has not.
  std::filesystem::path built_folder(const std::string& name) const {
    const ManifestCompartment* built = target_.manifest->find_compartment(name);
    return built == nullptr ? std::filesystem::path() : target_.folder / built->folder;
  }

  Result<void> add_case(const CaseChange& change, const UpdatePart& part, CasePreparer& preparer,
                        CompartmentWriter& writer, UpdateReport& report) {
    const auto stored = library_.read_row(change.row);
    if (!stored) return stored.error();
    if (!stored->has_value()) return {};  // erased since the changes were listed
    auto outcome = preparer.prepare(**stored);
    if (!outcome) return std::move(outcome).error();
    auto confirmed = confirmed_annotations(library_, change.id);
    if (!confirmed) return std::move(confirmed).error();
    outcome->prepared.set_confirmed(std::move(*confirmed));
    report.analysed += outcome->analysed ? 1 : 0;
    if (auto added = writer.add(outcome->prepared); !added) return added;
    for (OpenView& view : views_) {
      if (!target_.manifest->find_view(view.part.name)->may_hold(part.name)) continue;
      auto added = view.writer.add(part.name, part.folder, outcome->prepared);
      if (!added) return added;
    }
    return {};
  }

  Result<void> finish_views(const ChangesByCompartment& grouped) {
    for (OpenView& view : views_) {
      view.part.text_bytes = view.writer.text_bytes();
      auto members = view.writer.finish();
      if (!members) return std::move(members).error();
      view.part.members = std::move(*members);
      for (const ViewMember& member : view.part.members) view.part.cases += member.cases;
      const auto change = change_in_view(*target_.manifest->find_view(view.part.name), grouped);
      const auto& superseded = change.superseded;
      view.part.superseded = superseded.size();
      auto written =
          write_document_list(draft_.folder / view.part.folder / kSupersededFile, superseded);
      if (!written) return written;
      written = write_confirmed_base(draft_.folder / view.part.folder,
                                     target_.folder / view.part.folder, change.confirmed);
      if (!written) return written;
      manifest_.parts.push_back(std::move(view.part));
    }
    return {};
  }

  /// What the changes mean for the view's own documents.
  static CompartmentChange change_in_view(const ManifestView& view,
                                          const ChangesByCompartment& grouped) {
    CompartmentChange in_view;
    std::uint64_t offset = 0;
    for (const ViewMember& member : view.members) {
      if (const auto change = grouped.find(member.compartment); change != grouped.end()) {
        for (const std::uint32_t document : change->second.superseded) {
          in_view.superseded.push_back(static_cast<std::uint32_t>(offset + document));
        }
        for (const auto& [document, annotations] : change->second.confirmed) {
          in_view.confirmed[static_cast<std::uint32_t>(offset + document)] = annotations;
        }
      }
      offset += member.cases;
    }
    return in_view;
  }

  const GenerationStore::Draft& draft_;
  const Library& library_;
  const BuildTools& tools_;
  const UpdateTarget& target_;
  const Generation* earlier_;
  UpdateManifest manifest_;
  std::vector<OpenView> views_;
};

std::uint64_t count_gone(const LibraryChanges& changes) {
  const auto gone = [](const CaseChange& change) {
    return change.compartment.empty() && !change.before.empty();
  };
  return static_cast<std::uint64_t>(
      std::count_if(changes.cases.begin(), changes.cases.end(), gone));
}

}  // namespace

Result<UpdateReport> write_update(const GenerationStore& store, const Library& library,
                                  const BuildTools& tools, const UpdateTarget& target,
                                  const Generation* earlier, const LibraryChanges& changes,
                                  const std::string& program) {
  UpdateReport report;
  report.generation = target.manifest->generation;
  report.library_sequence = changes.sequence;
  report.gone = count_gone(changes);
  auto draft = store.begin_update(target.folder);
  if (!draft) return std::move(draft).error();
  report.update = draft->number;

  auto manifest = UpdateWriter(*draft, library, tools, target, earlier).write(changes, report);
  Result<void> published;
  if (manifest) {
    manifest->generation = target.manifest->generation;
    manifest->library_sequence = changes.sequence;
    manifest->built_at = utc_now();
    manifest->program = program;
    published = store.publish_update(*draft, std::move(*manifest));
  } else {
    published = std::move(manifest).error();
  }
  if (!published) {
    // The error to report is the first one; what cannot be removed now is by the next writer.
    (void)remove_tree(draft->folder).has_value();
    return std::move(published).error();
  }
  return report;
}

bool views_stay_fit(const Manifest& manifest, const LibraryChanges& changes,
                    const std::vector<ViewDefinition>& wanted) {
  std::set<std::string> names;
  for (const ManifestCompartment& compartment : manifest.compartments) {
    names.insert(compartment.name);
  }
  for (const CaseChange& change : changes.cases) {
    if (!change.compartment.empty()) names.insert(change.compartment);
  }
  const auto needed = needed_views(wanted, {names.begin(), names.end()});
  return std::all_of(needed.begin(), needed.end(), [&](const ViewDefinition& view) {
    return manifest.find_view(view.name) != nullptr;
  });
}

}  // namespace kizuki
