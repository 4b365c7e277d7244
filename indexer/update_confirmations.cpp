#include "indexer/update_confirmations.hpp"

#include <set>
#include <utility>

#include "engine/index/attribute_table_writer.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "indexer/case_annotator.hpp"

namespace kizuki {
namespace {

/// Ids of the cases that people said something about since, without those of `changes`.
Result<std::vector<std::string>> confirmed_ids(const Library& library, std::uint64_t since,
                                               const LibraryChanges& changes) {
  std::set<std::string> ids;
  auto listed = library.for_each_confirmation(since, [&](const Confirmation& said) {
    ids.insert(said.case_id);
    return true;
  });
  if (!listed) return std::move(listed).error();
  for (const CaseChange& change : changes.cases) ids.erase(change.id);
  return std::vector<std::string>(ids.begin(), ids.end());
}

Result<ConfirmedDocuments> find_documents(const Library& library,
                                          const std::filesystem::path& folder,
                                          const std::vector<std::string>& ids) {
  ConfirmedDocuments documents;
  const auto reader = CompartmentReader::open(folder);
  if (!reader) return reader.error();
  for (const std::string& id : ids) {
    const auto document = reader->find_case(id);
    if (!document) continue;
    auto annotations = confirmed_annotations(library, id);
    if (!annotations) return std::move(annotations).error();
    documents[*document] = std::move(*annotations);
  }
  return documents;
}

}  // namespace

Result<ConfirmedSince> confirmed_since(const Library& library, const UpdateTarget& target,
                                       const LibraryChanges& changes) {
  ConfirmedSince since;
  // The number first: what is said while the list is read may be in it, and is in the next.
  const auto sequence = library.confirmation_sequence();
  if (!sequence) return sequence.error();
  since.sequence = *sequence;
  const auto ids = confirmed_ids(library, target.manifest->confirmation_sequence, changes);
  if (!ids) return ids.error();
  const auto states = library.current_states(*ids);
  if (!states) return states.error();
  std::map<std::string, std::vector<std::string>> by_compartment;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    if ((*states)[i]) by_compartment[(*states)[i]->compartment].push_back((*ids)[i]);
  }
  for (const auto& [name, cases] : by_compartment) {
    const ManifestCompartment* built = target.manifest->find_compartment(name);
    if (built == nullptr) continue;
    auto documents = find_documents(library, target.folder / built->folder, cases);
    if (!documents) return std::move(documents).error();
    if (!documents->empty()) since.by_compartment[name] = std::move(*documents);
  }
  return since;
}

Result<void> write_confirmed_base(const std::filesystem::path& folder,
                                  const std::filesystem::path& built,
                                  const ConfirmedDocuments& changed) {
  AttributeTableBuilder builder;
  std::uint32_t documents = 0;
  if (!built.empty()) {
    const auto before = AttributeTable::open_sound(built / kConfirmedFile);
    if (!before) return before.error();
    documents = before->document_count();
    for (std::uint32_t number = 0; number < before->value_count(); ++number) {
      const auto value = before->value(number);
      before->for_each_document(number, [&](std::uint32_t document, AttributeScore score) {
        if (changed.count(document) == 0) builder.add(document, value.name, value.value, score);
      });
    }
  }
  for (const auto& [document, annotations] : changed) {
    for (const Annotation& said : annotations) {
      builder.add(document, said.name, said.value, said.score);
    }
  }
  return builder.write(folder / kConfirmedBaseFile, documents);
}

}  // namespace kizuki
