#include "engine/index/attribute_files.hpp"

#include "engine/index/format.hpp"

namespace kizuki {

AttributeFilesWriter::AttributeFilesWriter(const std::filesystem::path& folder)
    : facets_(folder / kFacetFile),
      predicted_(folder / kPredictedFile),
      confirmed_(folder / kConfirmedFile) {}

Result<void> AttributeFilesWriter::add(std::uint32_t document,
                                       const PreparedCase::State& prepared) {
  for (const Facet& facet : prepared.facets) {
    if (auto added = facets_.add(document, facet.name, facet.value); !added) return added;
  }
  for (const Annotation& tag : prepared.predicted) {
    auto added = predicted_.add(document, tag.name, tag.value, tag.score);
    if (!added) return added;
  }
  for (const Annotation& verdict : prepared.confirmed) {
    auto added = confirmed_.add(document, verdict.name, verdict.value, verdict.score);
    if (!added) return added;
  }
  return {};
}

Result<void> AttributeFilesWriter::finish(std::uint32_t documents) {
  for (AttributeTableWriter* table : {&facets_, &predicted_, &confirmed_}) {
    if (auto done = table->finish(documents); !done) return done;
  }
  return {};
}

}  // namespace kizuki
