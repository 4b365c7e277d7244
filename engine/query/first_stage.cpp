#include "engine/query/first_stage.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <xapian.h>

#include "engine/index/xapian_error.hpp"
#include "engine/query/document_source.hpp"
#include "engine/query/facet_query.hpp"
#include "engine/query/score_rounding.hpp"
#include "engine/query/text_index_query.hpp"

namespace kizuki {
namespace {

/// Runs `work`, which may throw what Xapian throws, and returns what it returns.
template <typename Work>
auto guarded(const Work& work) -> Result<decltype(work())> {
  std::optional<decltype(work())> value;
  auto done = guard_xapian("検索索引を読めません", {}, [&] { value.emplace(work()); });
  if (!done) return std::move(done).error();
  return *std::move(value);
}

}  // namespace

struct FirstStage::State {
  Xapian::Database all;                     // the shards in the order of `parts`
  std::vector<std::uint32_t> parts;         // numbers of those with cases
  std::vector<Xapian::Database> databases;  // one for each of `parts`
  std::shared_ptr<DocumentsByDatabase> superseded = std::make_shared<DocumentsByDatabase>();
  FacetQuery facets;
  Xapian::BM25Weight weighting;

  explicit State(double saturation) : weighting(saturation, 0.0, 1.0, 0.0, 0.5) {}

  /// Each database has a UUID of its own, by which postings of ours are found
  /// (document_source.hpp).
  bool is_told_apart() const;

  /// Xapian deals the documents of n databases round like cards: document d of database i (from 0)
  /// is (d - 1) * n + i + 1.
  Candidate place(Xapian::docid document) const {
    const auto shards = static_cast<Xapian::docid>(parts.size());
    return {parts[(document - 1) % shards], (document - 1) / shards + 1, 0.0};
  }

  void add(std::uint32_t number, const IndexPart& part) {
    const Xapian::Database& database = part.reader.database();
    parts.push_back(number);
    databases.push_back(database);
    all.add_database(database);
    facets.add(part);
    if (!part.superseded.empty()) superseded->emplace(database.get_uuid(), part.superseded);
  }

  Xapian::Query query(const CandidateQuery& candidates) const {
    const Xapian::Query found = to_text_index_query(candidates, facets);
    if (superseded->empty()) return found;
    return {Xapian::Query::OP_AND_NOT, found, query_of_documents(superseded)};
  }
};

FirstStage::FirstStage(std::unique_ptr<State> state) : state_(std::move(state)) {}
FirstStage::~FirstStage() = default;
FirstStage::FirstStage(FirstStage&&) noexcept = default;
FirstStage& FirstStage::operator=(FirstStage&&) noexcept = default;

Result<FirstStage> FirstStage::open(const std::vector<IndexPart>& parts, double saturation) {
  auto state = std::make_unique<State>(saturation);
  const auto told_apart = guarded([&] {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].reader.case_count() > 0) state->add(static_cast<std::uint32_t>(i), parts[i]);
    }
    return state->is_told_apart();
  });
  if (!told_apart) return told_apart.error();
  if (!*told_apart) {
    return Error{ErrorCode::kCorrupt,
                 "検索索引の区別がつきません。kizuki index --merge で作り直してください",
                 "",
                 0,
                 "",
                 ""};
  }
  return FirstStage(std::move(state));
}

bool FirstStage::State::is_told_apart() const {
  std::vector<std::string> uuids;
  for (const Xapian::Database& database : databases) uuids.push_back(database.get_uuid());
  std::sort(uuids.begin(), uuids.end());
  return std::adjacent_find(uuids.begin(), uuids.end()) == uuids.end();
}

std::uint64_t FirstStage::case_count() const { return state_->all.get_doccount(); }

Result<std::uint64_t> FirstStage::document_frequency(const PlanTerm& term) const {
  return guarded([&] { return std::uint64_t{state_->all.get_termfreq(stored_term(term))}; });
}

Result<void> FirstStage::for_each_word(
    const std::function<void(std::string_view word, std::uint64_t cases)>& take) const {
  return guard_xapian("検索索引を読めません", {}, [&] {
    const std::string prefix = stored_term({"", TermKind::kWord});
    const auto end = state_->all.allterms_end(prefix);
    for (auto term = state_->all.allterms_begin(prefix); term != end; ++term) {
      const std::string stored = *term;
      take(std::string_view(stored).substr(prefix.size()), term.get_termfreq());
    }
  });
}

Result<CandidatePage> FirstStage::best(const CandidateQuery& query, std::size_t count,
                                       bool exact) const {
  return guarded([&] {
    CandidatePage page;
    page.complete = true;
    if (state_->parts.empty()) return page;
    Xapian::Enquire enquire(state_->all);
    enquire.set_query(state_->query(query));
    enquire.set_weighting_scheme(state_->weighting);
    const Xapian::doccount checked = exact ? state_->all.get_doccount() : 0;
    const Xapian::MSet matches = enquire.get_mset(0, static_cast<Xapian::doccount>(count), checked);
    page.complete = matches.size() < count;
    page.candidates.reserve(matches.size());
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      page.candidates.push_back(state_->place(*match));
      page.candidates.back().score = round_score(match.get_weight());
    }
    return page;
  });
}

Result<CandidatePage> FirstStage::first(const CandidateQuery& query, std::size_t count) const {
  return guarded([&] {
    CandidatePage page;
    page.complete = true;
    // Groups have weights of their own, which here would change the order.
    const Xapian::Query condition(0.0, state_->query(query));
    for (std::size_t i = 0; i < state_->databases.size(); ++i) {
      Xapian::Enquire enquire(state_->databases[i]);
      enquire.set_query(condition);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_docid_order(Xapian::Enquire::ASCENDING);
      const Xapian::MSet matches = enquire.get_mset(0, static_cast<Xapian::doccount>(count));
      page.complete = page.complete && matches.size() < count;
      for (auto match = matches.begin(); match != matches.end(); ++match) {
        page.candidates.push_back({state_->parts[i], *match, 0.0});
      }
      page.estimate += matches.get_matches_estimated();
    }
    return page;
  });
}

Result<MatchCount> FirstStage::count(const CandidateQuery& query, std::size_t limit) const {
  return guarded([&] {
    MatchCount found;
    if (state_->parts.empty()) return found;
    Xapian::Enquire enquire(state_->all);
    enquire.set_query(Xapian::Query(0.0, state_->query(query)));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    // One more than the limit: then a count at the limit is known to be whole.
    const Xapian::MSet matches = enquire.get_mset(0, 0, static_cast<Xapian::doccount>(limit + 1));
    found.is_estimate = matches.get_matches_lower_bound() != matches.get_matches_upper_bound();
    found.cases = matches.get_matches_estimated();
    return found;
  });
}

}  // namespace kizuki
