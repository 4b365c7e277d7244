#include "engine/query/search_context.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "engine/query/hit_facets.hpp"
#include "engine/query/hit_title.hpp"
#include "engine/query/match_places.hpp"

namespace kizuki {
namespace {

Result<double> idf_of(const SearchContext& context, const PlanTerm& term) {
  const auto frequency = context.first_stage.document_frequency(term);
  if (!frequency) return frequency.error();
  return context.rarity().idf(term, *frequency);
}

}  // namespace

std::string_view SearchContext::id_of(const Candidate& candidate) const {
  return parts[candidate.part].reader.case_id(candidate.document);
}

const std::string& SearchContext::compartment_of(const Candidate& candidate) const {
  return parts[candidate.part].compartment_of(candidate.document);
}

bool SearchContext::has_view() const {
  return std::any_of(parts.begin(), parts.end(),
                     [](const IndexPart& part) { return part.compartments.size() > 1; });
}

void SearchContext::sort(std::vector<Candidate>& candidates) const {
  std::sort(candidates.begin(), candidates.end(), [&](const auto& left, const auto& right) {
    if (left.score != right.score) return left.score > right.score;
    const std::string_view left_id = id_of(left);
    const std::string_view right_id = id_of(right);
    return left_id != right_id ? left_id < right_id : left.part < right.part;
  });
}

std::vector<PlanNode> SearchContext::values_of(std::string_view facet) const {
  std::set<std::string> values;
  for (const IndexPart& part : parts) {
    const AttributeTable& table = part.reader.facets();
    const auto [begin, end] = table.range(facet);
    for (std::uint32_t number = begin; number < end; ++number) {
      values.emplace(table.value(number).value);
    }
  }
  std::vector<PlanNode> nodes;
  for (const std::string& value : values) {
    PlanNode& node = nodes.emplace_back();
    node.kind = PlanNode::Kind::kFacet;
    node.facet = {std::string(facet), value};
  }
  return nodes;
}

TermRarity SearchContext::rarity() const {
  return TermRarity(background.get(), first_stage.case_count(), settings);
}

GroupScoring SearchContext::group_scoring() const {
  return GroupScoring(first_stage, rarity(), settings, generation->manifest().length.quantum);
}

Result<BudgetedTerms> SearchContext::budgeted(const QueryPlan& plan) const {
  std::vector<std::uint64_t> frequencies;
  std::vector<RankedTerm> corrected = plan.ranked;
  const TermRarity rarity = this->rarity();
  for (RankedTerm& ranked : corrected) {
    const auto frequency = first_stage.document_frequency(ranked.term);
    if (!frequency) return frequency.error();
    frequencies.push_back(*frequency);
    ranked.weight *= rarity.correction(ranked.term, *frequency);
  }
  const GroupScoring scoring = group_scoring();
  std::vector<ScoredGroup> groups;
  for (const RankedGroup& group : plan.groups) {
    auto scored = scoring.score(group);
    if (!scored) return std::move(scored).error();
    if (*scored) groups.push_back(std::move(**scored));
  }
  return apply_term_budget(corrected, frequencies, first_stage.case_count(), settings, groups);
}

Result<std::vector<Expansion>> SearchContext::expansions(const QueryPlan& plan) const {
  std::vector<Expansion> all;
  for (const RankedGroup& group : plan.groups) {
    Expansion expansion{group.word, {}};
    for (const RankedGroup::Member& member : group.members) {
      if (member.kind == RankedGroup::Kind::kWord) continue;
      bool there = true;
      for (const PlanTerm& term : member.terms) {
        const auto frequency = first_stage.document_frequency(term);
        if (!frequency) return frequency.error();
        there = there && *frequency > 0;
      }
      if (there) expansion.words.push_back({member.text, member.kind});
    }
    if (!expansion.words.empty()) all.push_back(std::move(expansion));
  }
  return all;
}

Result<SnippetQuery> SearchContext::snippet_query(const QueryPlan& plan) const {
  SnippetQuery query;
  for (const RankedTerm& ranked : plan.ranked) {
    if (ranked.in_phrases_only) continue;
    const auto idf = idf_of(*this, ranked.term);
    if (!idf) return idf.error();
    query.terms.push_back({&ranked.term, ranked.weight * *idf, query.new_key(), {}});
  }
  for (const PhrasePattern* phrase : positive_phrases(plan.condition)) {
    double sum = 0.0;
    for (const auto& unit : phrase->units) {
      const auto idf = idf_of(*this, {unit.term, TermKind::kWord});
      if (!idf) return idf.error();
      sum += *idf;
    }
    query.phrases.push_back({phrase, sum, query.new_key(), {}});
  }
  for (const RankedGroup& group : plan.groups) {
    if (auto added = add_group(group, query); !added) return std::move(added).error();
  }
  return query;
}

Result<void> SearchContext::add_group(const RankedGroup& group, SnippetQuery& query) const {
  const GroupScoring scoring = group_scoring();
  const auto scored = scoring.score(group);
  if (!scored) return scored.error();
  if (!*scored) return {};
  const std::size_t key = query.new_key();
  for (const RankedGroup::Member& member : group.members) {
    if (member.kind == RankedGroup::Kind::kWord) continue;
    const double value = (*scored)->value * scoring.factor(member.kind);
    const SnippetQuery::Origin origin{&group, &member};
    if (member.terms.size() > 1) {
      query.phrases.push_back({&member.pattern, value, key, origin});
      continue;
    }
    const bool known =
        std::any_of(query.terms.begin(), query.terms.end(), [&](const SnippetQuery::Term& term) {
          return same_term(*term.term, member.terms.front());
        });
    if (!known) query.terms.push_back({&member.terms.front(), value, key, origin});
  }
  return {};
}

Result<void> SearchContext::add_details(const SnippetTexts& texts, const Candidate& candidate,
                                        bool explain, Hit& hit) const {
  auto analysis = parts[candidate.part].reader.analysis(candidate.document);
  if (!analysis) return std::move(analysis).error();
  const CaseMatches matches(texts, *analysis);
  MarkedTitle title = hit_title(matches);
  hit.title = std::move(title.text);
  hit.title_marks = std::move(title.marks);
  hit.snippets = make_snippets(matches);
  hit.facets = facets_of_case(parts[candidate.part], candidate.document);
  hit.matched = find_matched_words(matches);
  if (explain) hit.explanation = HitExplanation{{}, find_match_places(matches), {}};
  return {};
}

}  // namespace kizuki
