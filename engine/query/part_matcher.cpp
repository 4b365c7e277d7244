#include "engine/query/part_matcher.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "engine/index/case_attributes.hpp"
#include "engine/index/index_term.hpp"
#include "engine/index/posting_lists.hpp"
#include "engine/query/filter_field.hpp"
#include "engine/query/score_rounding.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;

bool ranks_before(const ScoredDocument& left, const ScoredDocument& right) {
  return left.score != right.score ? left.score > right.score : left.document < right.document;
}

/// Keeps the `count` best of the documents it is given.
class BestDocuments {
 public:
  explicit BestDocuments(std::size_t count) : count_(count) {}

  /// Documents come ascending, so that one of the last score is not better than those before it.
  void add(std::uint32_t document, double score) {
    if (kept_.size() == count_ && score + 1.0 / kScoreSteps <= least_) return;
    const ScoredDocument added{document, round_score(score)};
    if (kept_.size() == count_) {
      if (count_ == 0 || !ranks_before(added, kept_.front())) return;
      std::pop_heap(kept_.begin(), kept_.end(), ranks_before);
      kept_.back() = added;
    } else {
      kept_.push_back(added);
    }
    std::push_heap(kept_.begin(), kept_.end(), ranks_before);
    if (kept_.size() == count_) least_ = kept_.front().score;
  }

  std::vector<ScoredDocument> take() && {
    std::sort_heap(kept_.begin(), kept_.end(), ranks_before);
    return std::move(kept_);
  }

 private:
  std::size_t count_;
  double least_ = 0.0;                // of a full heap
  std::vector<ScoredDocument> kept_;  // a heap, the last in front
};

}  // namespace

PartMatcher::PartMatcher(const IndexPart& part, double saturation)
    : part_(&part), saturation_(saturation), counted_(part.reader.case_count()) {
  scores_.resize(std::size_t{part.reader.case_count()} + 1);
}

std::uint32_t PartMatcher::document_count() const { return part_->reader.case_count(); }

std::uint32_t PartMatcher::document_frequency(const std::string& term) const {
  return part_->reader.postings().document_frequency(term);
}

void PartMatcher::add_documents(const std::string& term, DocumentSet& documents) const {
  const auto list = part_->reader.postings().list(term);
  for (const std::uint32_t document : list->documents) documents.add(document);
}

void PartMatcher::add_documents(const ScoredMembers& members, DocumentSet& documents) const {
  for (const ScoredMember& member : members) {
    const auto list = part_->reader.postings().list_of_all(member.terms);
    for (const std::uint32_t document : list->documents) documents.add(document);
  }
}

void PartMatcher::add_documents(const Facet& facet, DocumentSet& documents) const {
  if (facet.name == filter_field_name(FilterField::kId)) {
    if (const auto document = part_->reader.find_case(facet.value)) documents.add(*document);
    return;
  }
  DocumentSet with(document_count());
  const AttributeTable& facets = part_->reader.facets();
  if (const auto number = facets.find(facet.name, facet.value)) {
    facets.for_each_document(*number,
                             [&](std::uint32_t document, AttributeScore) { with.add(document); });
  }
  const CaseAttributes attributes(*part_);
  for (const std::uint32_t document : attributes.added(facet.name, facet.value)) with.add(document);
  for (const std::uint32_t document : attributes.denied(facet.name, facet.value)) {
    with.remove(document);
  }
  documents |= with;
}

DocumentSet PartMatcher::evaluate(const PlanNode& condition) const {
  DocumentSet documents(document_count());
  switch (condition.kind) {
    case Kind::kNothing:
      break;
    case Kind::kEverything:
      return DocumentSet::all(document_count());
    case Kind::kTerm:
      add_documents(content_term(condition.term.kind, condition.term.text), documents);
      break;
    case Kind::kFacet:
      add_documents(condition.facet, documents);
      break;
    case Kind::kPhrase: {
      ScoredMember all;
      for (const auto& unit : condition.phrase.units) {
        all.terms.push_back(content_term(TermKind::kWord, unit.term));
      }
      if (!all.terms.empty()) add_documents(ScoredMembers{std::move(all)}, documents);
      break;
    }
    case Kind::kAny:
      for (const PlanNode& child : condition.children) documents |= evaluate(child);
      break;
    case Kind::kAll:
      documents = DocumentSet::all(document_count());
      for (const PlanNode& child : condition.children) {
        if (child.kind != Kind::kEverything) documents &= evaluate(child);
      }
      break;
    case Kind::kNot:
      // An order that the index does not know cannot take a case out here.
      if (needs_order(condition)) return DocumentSet::all(document_count());
      return evaluate(condition.children.front()).complement();
  }
  return documents;
}

DocumentSet PartMatcher::matching(const PlanNode& condition) const {
  DocumentSet documents = evaluate(condition);
  for (const std::uint32_t document : part_->superseded) documents.remove(document);
  return documents;
}

void PartMatcher::score_term(const ScoredTerm& term, const DocumentSet& candidates) {
  const auto list = part_->reader.postings().list(term.term);
  std::array<double, 256> gains = {};  // by frequency
  for (std::size_t stored = 1; stored < gains.size(); ++stored) {
    const auto frequency = static_cast<double>(stored);
    gains[stored] = term.factor * (frequency / (saturation_ + frequency));
  }
  for (std::size_t i = 0; i < list->documents.size(); ++i) {
    const std::uint32_t document = list->documents[i];
    if (candidates.contains(document)) scores_[document] += gains[list->frequencies[i]];
  }
}

void PartMatcher::score_group(const ScoredMembers& members, const DocumentSet& candidates) {
  counted_.clear();
  for (const ScoredMember& member : members) {
    const auto list = part_->reader.postings().list_of_all(member.terms);
    for (const std::uint32_t document : list->documents) {
      if (!candidates.contains(document) || counted_.contains(document)) continue;
      counted_.add(document);
      scores_[document] += member.score;
    }
  }
}

std::vector<ScoredDocument> PartMatcher::best(const ScoredQuery& query,
                                              const DocumentSet& candidates, std::size_t count) {
  try {
    for (const ScoredTerm& term : query.terms) score_term(term, candidates);
    for (const ScoredMembers& group : query.groups) score_group(group, candidates);
  } catch (...) {
    std::fill(scores_.begin(), scores_.end(), 0.0);
    throw;
  }
  BestDocuments best(count);
  candidates.for_each([&](std::uint32_t document) {
    best.add(document, scores_[document]);
    scores_[document] = 0.0;
    return true;
  });
  return std::move(best).take();
}

}  // namespace kizuki
