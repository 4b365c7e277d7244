// Takes the superseded cases of all opened parts out of a query. Inside engine/query only.
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

/// Superseded documents, ascending, by the UUID of the database. (A UUID is a hash of the
/// database's content here, which holds the ids of its cases: no two opened databases share one.)
using SupersededDocuments = std::map<std::string, std::vector<std::uint32_t>>;

/// `query` without the documents that are superseded in the database it is run on. Works for local
/// databases; over Xapian's remote backend the server would have to know the posting source.
Xapian::Query without_superseded(const Xapian::Query& query,
                                 std::shared_ptr<const SupersededDocuments> documents);

}  // namespace kizuki
