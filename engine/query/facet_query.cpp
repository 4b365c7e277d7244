#include "engine/query/facet_query.hpp"

#include <memory>
#include <utility>

#include <xapian.h>

#include "engine/index/case_attributes.hpp"
#include "engine/index/index_term.hpp"
#include "engine/query/document_source.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {

void FacetQuery::add(const IndexPart& part) {
  sources_.push_back({part.reader.database().get_uuid(), &part});
}

Xapian::Query FacetQuery::of(const Facet& facet) const {
  if (facet.name == filter_field_name(FilterField::kId)) {
    return Xapian::Query(id_term(facet.value));
  }
  Xapian::Query query(facet_term(facet.name, facet.value));
  auto added = std::make_shared<DocumentsByDatabase>();
  auto denied = std::make_shared<DocumentsByDatabase>();
  for (const Source& source : sources_) {
    const CaseAttributes attributes(*source.part);
    if (auto documents = attributes.added(facet.name, facet.value); !documents.empty()) {
      added->emplace(source.database, std::move(documents));
    }
    if (auto documents = attributes.denied(facet.name, facet.value); !documents.empty()) {
      denied->emplace(source.database, std::move(documents));
    }
  }
  if (!added->empty()) {
    query = Xapian::Query(Xapian::Query::OP_OR, query, query_of_documents(std::move(added)));
  }
  if (!denied->empty()) {
    query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, query_of_documents(std::move(denied)));
  }
  return query;
}

}  // namespace kizuki
