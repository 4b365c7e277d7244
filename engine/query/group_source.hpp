// A group of words as one weighted term of a Xapian query. Inside engine/query only.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/query/query_plan.hpp"

namespace Xapian {
class Query;
}

namespace kizuki {

/// A group with what it adds to a score.
struct ScoredGroup {
  struct Member {
    std::vector<PlanTerm> terms;  // distinct, one or more: the member is there when all are
    double score = 0.0;           // above 0
  };
  std::vector<Member> members;
  double value = 0.0;           // for the term budget, on the scale of weight × idf
  std::uint64_t frequency = 0;  // cases that the posting lists hold, at most
};

/// Matches the cases that have a member; the weight is the highest score among those there. It
/// stands for OP_MAX, which cannot be used (text_index_query.hpp), and is exact over any number of
/// databases. Weights do not obey the weighting scheme: scale by 0 where none are wanted. Local
/// databases only, as SupersededDocuments. May throw Xapian::Error.
Xapian::Query group_query(const ScoredGroup& group);

}  // namespace kizuki
