#include "engine/query/first_stage.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include <xapian.h>

#include "engine/index/index_term.hpp"
#include "engine/index/xapian_error.hpp"
#include "engine/query/part_matcher.hpp"
#include "engine/query/term_budget.hpp"

namespace kizuki {
namespace {

std::string stored_term(const PlanTerm& term) { return content_term(term.kind, term.text); }

/// Runs `work`, which may throw what Xapian throws, and returns what it returns.
template <typename Work>
auto guarded(const Work& work) -> Result<decltype(work())> {
  std::optional<decltype(work())> value;
  auto done = guard_xapian("検索索引を読めません", {}, [&] { value.emplace(work()); });
  if (!done) return std::move(done).error();
  return *std::move(value);
}

ScoredMembers stored_members(const ScoredGroup& group) {
  ScoredMembers members;
  for (const ScoredGroup::Member& member : group.members) {
    ScoredMember& stored = members.emplace_back();
    stored.score = member.score;
    for (const PlanTerm& term : member.terms) stored.terms.push_back(stored_term(term));
  }
  std::stable_sort(members.begin(), members.end(),
                   [](const auto& left, const auto& right) { return left.score > right.score; });
  return members;
}

/// What brings documents in: the posting list of a term, or those of a group.
struct Required {
  std::variant<std::string, ScoredMembers> documents;
  std::uint64_t postings = 0;  // of the lists, at most
};

/// The candidates of a query.
struct Found {
  std::vector<DocumentSet> parts;  // by number of the part
  std::uint64_t matching = 0;      // documents that match the condition, candidates or not
  std::vector<Required> left_out;  // what was not read
};

}  // namespace

struct FirstStage::State {
  std::vector<const IndexPart*> parts;
  std::vector<PartMatcher> matchers;  // by number of the part
  std::uint64_t cases = 0;
  double saturation = 1.0;

  std::uint64_t frequency(const std::string& term) const {
    std::uint64_t sum = 0;
    for (const PartMatcher& matcher : matchers) sum += matcher.document_frequency(term);
    return sum;
  }

  ScoredQuery scored(const CandidateQuery& query) const;
  std::vector<Required> required(const CandidateQuery& query) const;
  Found find(const CandidateQuery& query, std::uint64_t most_postings) const;
  CandidateSets all(const CandidateQuery& query, std::uint64_t most_postings) const;
};

/// Required before raising, terms before groups: the order in which scores are summed up.
ScoredQuery FirstStage::State::scored(const CandidateQuery& query) const {
  ScoredQuery scored;
  for (const auto* terms : {&query.required, &query.raising}) {
    for (const RankedTerm& ranked : *terms) {
      std::string term = stored_term(ranked.term);
      const double idf = inverse_document_frequency(static_cast<double>(cases),
                                                    static_cast<double>(frequency(term)));
      scored.terms.push_back({std::move(term), ranked.weight * idf * (saturation + 1.0)});
    }
  }
  for (const auto* groups : {&query.required_groups, &query.raising_groups}) {
    for (const ScoredGroup& group : *groups) scored.groups.push_back(stored_members(group));
  }
  return scored;
}

/// Shortest lists first.
std::vector<Required> FirstStage::State::required(const CandidateQuery& query) const {
  std::vector<Required> required;
  for (const RankedTerm& ranked : query.required) {
    std::string term = stored_term(ranked.term);
    const std::uint64_t postings = frequency(term);
    required.push_back({std::move(term), postings});
  }
  for (const ScoredGroup& group : query.required_groups) {
    required.push_back({stored_members(group), group.frequency});
  }
  std::stable_sort(required.begin(), required.end(), [](const auto& left, const auto& right) {
    return left.postings < right.postings;
  });
  return required;
}

Found FirstStage::State::find(const CandidateQuery& query, std::uint64_t most_postings) const {
  Found found;
  std::vector<Required> read;
  std::uint64_t postings = 0;
  for (Required& each : required(query)) {
    const bool fits = each.postings <= most_postings - postings;
    if (fits || read.empty()) {
      postings = std::min(most_postings, postings + each.postings);
      read.push_back(std::move(each));
    } else {
      found.left_out.push_back(std::move(each));
    }
  }
  for (const PartMatcher& matcher : matchers) {
    DocumentSet candidates = matcher.matching(*query.condition);
    found.matching += candidates.size();
    if (query.has_choice()) {
      DocumentSet chosen(matcher.document_count());
      for (const Required& each : read) {
        std::visit([&](const auto& documents) { matcher.add_documents(documents, chosen); },
                   each.documents);
      }
      for (const Facet& facet : query.related) matcher.add_documents(facet, chosen);
      candidates &= chosen;
    }
    found.parts.push_back(std::move(candidates));
  }
  return found;
}

CandidateSets FirstStage::State::all(const CandidateQuery& query,
                                     std::uint64_t most_postings) const {
  Found found = find(query, most_postings);
  CandidateSets sets;
  sets.parts = std::move(found.parts);
  for (const DocumentSet& part : sets.parts) sets.found += part.size();
  sets.total = sets.found;
  sets.complete = found.left_out.empty();
  if (sets.complete) return sets;
  // As if the lists that were left out were independent of what was found and of the condition.
  auto without = static_cast<double>(found.matching - sets.found);
  for (const Required& each : found.left_out) {
    const auto documents = static_cast<double>(std::min(each.postings, cases));
    without *= 1.0 - documents / static_cast<double>(cases);
  }
  sets.total = found.matching - static_cast<std::uint64_t>(std::llround(without));
  return sets;
}

FirstStage::FirstStage(const std::vector<IndexPart>& parts, double saturation)
    : state_(std::make_unique<State>()) {
  state_->saturation = saturation;
  for (const IndexPart& part : parts) {
    state_->parts.push_back(&part);
    state_->matchers.emplace_back(part, saturation);
    state_->cases += part.reader.case_count();
  }
}
FirstStage::~FirstStage() = default;
FirstStage::FirstStage(FirstStage&&) noexcept = default;
FirstStage& FirstStage::operator=(FirstStage&&) noexcept = default;

std::uint64_t FirstStage::case_count() const { return state_->cases; }

Result<std::uint64_t> FirstStage::document_frequency(const PlanTerm& term) const {
  return guarded([&] { return state_->frequency(stored_term(term)); });
}

Result<void> FirstStage::for_each_word(
    const std::function<void(std::string_view word, std::uint64_t cases)>& take) const {
  return guard_xapian("検索索引を読めません", {}, [&] {
    Xapian::Database all;
    for (const IndexPart* part : state_->parts) {
      if (part->reader.case_count() > 0) all.add_database(part->reader.database());
    }
    const std::string prefix = stored_term({"", TermKind::kWord});
    const auto end = all.allterms_end(prefix);
    for (auto term = all.allterms_begin(prefix); term != end; ++term) {
      const std::string stored = *term;
      take(std::string_view(stored).substr(prefix.size()), term.get_termfreq());
    }
  });
}

Result<CandidatePage> FirstStage::best(const CandidateQuery& query, std::size_t count) const {
  return guarded([&] {
    CandidatePage page;
    const auto candidates = state_->find(query, kAllPostings).parts;
    const ScoredQuery scored = state_->scored(query);
    for (std::uint32_t part = 0; part < state_->matchers.size(); ++part) {
      page.total += candidates[part].size();
      for (const ScoredDocument& best :
           state_->matchers[part].best(scored, candidates[part], count)) {
        page.candidates.push_back({part, best.document, best.score});
      }
    }
    std::sort(page.candidates.begin(), page.candidates.end(),
              [](const Candidate& left, const Candidate& right) {
                return std::tuple(-left.score, left.document, left.part) <
                       std::tuple(-right.score, right.document, right.part);
              });
    if (page.candidates.size() > count) page.candidates.resize(count);
    page.complete = page.candidates.size() < count;
    return page;
  });
}

Result<CandidatePage> FirstStage::first(const CandidateQuery& query, std::size_t count,
                                        std::uint64_t most_postings) const {
  return guarded([&] {
    CandidatePage page;
    const CandidateSets sets = state_->all(query, most_postings);
    page.total = sets.total;
    for (std::uint32_t part = 0; part < sets.parts.size(); ++part) {
      const std::size_t end = page.candidates.size() + count;
      sets.parts[part].for_each([&](std::uint32_t document) {
        if (page.candidates.size() == end) return false;
        page.candidates.push_back({part, document, 0.0});
        return true;
      });
    }
    page.complete = sets.complete && page.candidates.size() == sets.found;
    return page;
  });
}

Result<CandidateSets> FirstStage::all(const CandidateQuery& query,
                                      std::uint64_t most_postings) const {
  return guarded([&] { return state_->all(query, most_postings); });
}

}  // namespace kizuki
