// Facet → Xapian's query, with what models and people say of the cases. Inside engine/query only.
#pragma once

#include <string>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/index/index_part.hpp"

namespace Xapian {
class Query;
}

namespace kizuki {

/// Records' own facets are terms of the text index; predicted and confirmed ones lie in tables
/// beside it. One a thread; refers to the parts added.
class FacetQuery {
 public:
  void add(const IndexPart& part);

  /// Cases that have the facet: it is given, predicted or confirmed, and not denied. A facet "id"
  /// means the case with this id. May throw Xapian::Error.
  Xapian::Query of(const Facet& facet) const;

 private:
  struct Source {
    std::string database;  // its UUID
    const IndexPart* part = nullptr;
  };
  std::vector<Source> sources_;
};

}  // namespace kizuki
