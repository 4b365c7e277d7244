// Lists of documents in a query: cases that the text index cannot tell by their terms.
// Inside engine/query only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace Xapian {
class Query;
}

namespace kizuki {

/// Documents, ascending, by the UUID of the database. (A UUID is a hash of the database's content
/// here, which holds the ids of its cases: no two opened databases share one.)
using DocumentsByDatabase = std::map<std::string, std::vector<std::uint32_t>>;

/// Matches the documents listed for the database it is run on, without weight. Works for local
/// databases; over Xapian's remote backend the server would have to know the posting source.
Xapian::Query query_of_documents(std::shared_ptr<const DocumentsByDatabase> documents);

}  // namespace kizuki
