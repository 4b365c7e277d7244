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

/// Documents that one posting list, or those of a group, bring in.
struct Source {
  std::variant<std::string, ScoredMembers> documents;
  std::uint64_t frequency = 0;  // postings of the lists, at most
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
  std::vector<Source> required(const CandidateQuery& query) const;
  std::pair<std::vector<DocumentSet>, std::vector<Source>> candidates(
      const CandidateQuery& query, std::uint64_t most_postings) const;
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

/// What brings cases in, shortest lists first.
std::vector<Source> FirstStage::State::required(const CandidateQuery& query) const {
  std::vector<Source> sources;
  for (const RankedTerm& ranked : query.required) {
    std::string term = stored_term(ranked.term);
    const std::uint64_t postings = frequency(term);
    sources.push_back({std::move(term), postings});
  }
  for (const ScoredGroup& group : query.required_groups) {
    sources.push_back({stored_members(group), group.frequency});
  }
  std::stable_sort(sources.begin(), sources.end(), [](const Source& left, const Source& right) {
    return left.frequency < right.frequency;
  });
  return sources;
}

/// The candidates by part, and what was left out for the sake of `most_postings`.
std::pair<std::vector<DocumentSet>, std::vector<Source>> FirstStage::State::candidates(
    const CandidateQuery& query, std::uint64_t most_postings) const {
  std::vector<Source> sources = required(query);
  std::size_t read = 0;
  std::uint64_t postings = 0;
  while (read < sources.size() &&
         (read == 0 || sources[read].frequency <= most_postings - postings)) {
    postings = std::min(most_postings, postings + sources[read].frequency);
    ++read;
  }
  std::vector<DocumentSet> found;
  for (const PartMatcher& matcher : matchers) {
    DocumentSet matching = matcher.matching(*query.condition);
    if (query.has_choice()) {
      DocumentSet chosen(matcher.document_count());
      for (std::size_t i = 0; i < read; ++i) {
        std::visit([&](const auto& documents) { matcher.add_documents(documents, chosen); },
                   sources[i].documents);
      }
      for (const Facet& facet : query.related) matcher.add_documents(facet, chosen);
      matching &= chosen;
    }
    found.push_back(std::move(matching));
  }
  sources.erase(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(read));
  return {std::move(found), std::move(sources)};
}

CandidateSets FirstStage::State::all(const CandidateQuery& query,
                                     std::uint64_t most_postings) const {
  CandidateSets sets;
  std::vector<Source> left_out;
  std::tie(sets.parts, left_out) = candidates(query, most_postings);
  for (const DocumentSet& part : sets.parts) sets.found += part.size();
  sets.total = sets.found;
  sets.complete = left_out.empty();
  if (sets.complete) return sets;
  // As if the lists that were left out were independent of what was found and of the condition.
  std::uint64_t matching = 0;
  for (const PartMatcher& matcher : matchers) matching += matcher.matching(*query.condition).size();
  double without = static_cast<double>(matching - sets.found);
  for (const Source& source : left_out) {
    const auto frequency = static_cast<double>(std::min(source.frequency, cases));
    without *= 1.0 - frequency / static_cast<double>(cases);
  }
  sets.total = matching - static_cast<std::uint64_t>(std::llround(without));
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
    const auto candidates = state_->candidates(query, kAllPostings).first;
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
