#include "engine/index/attribute_files.hpp"

#include <string_view>

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
                                         std::uint32_t documents) {
  const auto write_one = [&](AttributeTableBuilder& table, std::string_view name) {
    auto written = table.write(folder / name, documents);
    table = {};
    return written;
  };
  if (auto done = write_one(facets_, kFacetFile); !done) return done;
  if (auto done = write_one(predicted_, kPredictedFile); !done) return done;
  return write_one(confirmed_, kConfirmedFile);
}

}  // namespace kizuki
