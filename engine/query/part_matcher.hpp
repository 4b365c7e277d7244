// Finds and scores the candidates of one part by its posting lists. Inside engine/query only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/index/document_set.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

/// What a query adds to scores, in terms of the text index; the same for all parts, so that the
/// parts of a sum come in one order everywhere.
struct ScoredTerm {
  std::string term;
  double factor = 0.0;  // weight × idf × (k1 + 1); above 0
};
struct ScoredMember {
  std::vector<std::string> terms;  // there when all are
  double score = 0.0;              // above 0
};
/// Adds the highest score among the members that a document has.
using ScoredMembers = std::vector<ScoredMember>;  // score descending

struct ScoredQuery {
  std::vector<ScoredTerm> terms;
  std::vector<ScoredMembers> groups;
};

/// A document with its score, rounded (score_rounding.hpp).
struct ScoredDocument {
  std::uint32_t document = 0;
  double score = 0.0;
};

/// One a thread; refers to the part. All calls may throw Xapian::Error.
///
/// The lists are walked one after the other: each term adds to the scores of the documents that
/// have it. That is exact, however many hits are asked for. Xapian's own matcher (1.4.22), which
/// goes by document and passes over what cannot reach the page, loses one hit in a thousand queries
/// when a list runs dry below an AND_MAYBE, reads freed memory for OP_MAX, and takes longer.
class PartMatcher {
 public:
  /// Takes 8 bytes a document. `saturation`: k1 of BM25 over the stored frequencies, in their units
  /// (k1·Q).
  PartMatcher(const IndexPart& part, double saturation);

  std::uint32_t document_count() const;
  std::uint32_t document_frequency(const std::string& term) const;

  /// Documents that have the term, those with one of the members, those with the facet: it is
  /// given, predicted or confirmed, and not denied (a facet "id" means the case with this id).
  /// Superseded documents are among them.
  void add_documents(const std::string& term, DocumentSet& documents) const;
  void add_documents(const ScoredMembers& members, DocumentSet& documents) const;
  void add_documents(const Facet& facet, DocumentSet& documents) const;
  /// Documents that match the condition and are not superseded, and others that have the terms of
  /// its phrases, whose order the text index does not know.
  DocumentSet matching(const PlanNode& condition) const;

  /// The `count` best of `candidates`, score descending, equal scores by document. A document that
  /// has nothing of the query scores 0.
  std::vector<ScoredDocument> best(const ScoredQuery& query, const DocumentSet& candidates,
                                   std::size_t count);

 private:
  DocumentSet evaluate(const PlanNode& condition) const;
  void score_term(const ScoredTerm& term, const DocumentSet& candidates);
  void score_group(const ScoredMembers& members, const DocumentSet& candidates);

  const IndexPart* part_;
  double saturation_;
  std::vector<double> scores_;  // by document, all 0 between calls
  DocumentSet counted_;         // scratch: documents of the group
};

}  // namespace kizuki
