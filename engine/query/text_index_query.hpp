// Plan → Xapian's query. Inside engine/query only.
#pragma once

#include <string>

#include "engine/query/query_plan.hpp"

namespace Xapian {
class Query;
}

namespace kizuki {

/// The term as it stands in the text index.
std::string stored_term(const PlanTerm& term);

/// The query whose matches are the candidates of `root` (FirstStage) and whose weights are its
/// scores. May throw Xapian::Error.
Xapian::Query to_text_index_query(const PlanNode& root);

}  // namespace kizuki
