#include "engine/index/attribute_files.hpp"

#include "engine/index/format.hpp"

namespace kizuki {

void AttributeFilesWriter::add(std::uint32_t document, const PreparedCase::State& prepared) {
  for (const Facet& facet : prepared.facets) facets_.add(document, facet.name, facet.value);
  for (const Annotation& tag : prepared.predicted) {
    predicted_.add(document, tag.name, tag.value, tag.score);
  }
  for (const Annotation& verdict : prepared.confirmed) {
    confirmed_.add(document, verdict.name, verdict.value, verdict.score);
  }
}

Result<void> AttributeFilesWriter::write(const std::filesystem::path& folder,
                                         std::uint32_t documents) const {
  if (auto done = facets_.write(folder / kFacetFile, documents); !done) return done;
  if (auto done = predicted_.write(folder / kPredictedFile, documents); !done) return done;
  return confirmed_.write(folder / kConfirmedFile, documents);
}

}  // namespace kizuki
