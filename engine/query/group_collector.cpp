#include "engine/query/group_collector.hpp"

#include <algorithm>
#include <utility>

#include "engine/query/query_words.hpp"

namespace kizuki {
namespace {

/// What a case must have to have the words: the one word, or all units.
std::vector<PlanTerm> terms_of(const QueryWords& words) {
  std::vector<PlanTerm> all;
  const auto add = [&](PlanTerm term) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const auto& other) { return same_term(other, term); });
    if (!known) all.push_back(std::move(term));
  };
  for (const PlanTerm& term : words.terms) {
    if (term.kind == TermKind::kWord) add(term);
  }
  return all;
}

}  // namespace

GroupCollector::GroupCollector(std::shared_ptr<const QueryKnowledge> knowledge,
                               const std::shared_ptr<const AnalyzerModel>& model)
    : knowledge_(std::move(knowledge)), analyzer_(model) {
  if (knowledge_ == nullptr || knowledge_->synonyms == nullptr) return;
  synonyms_.resize(knowledge_->synonyms->groups().size());
}

void GroupCollector::begin(const QueryChoices& choices) {
  choices_ = choices;
  groups_.clear();
  by_synonyms_.assign(synonyms_.size(), 0);
}

Result<std::optional<RankedGroup::Member>> GroupCollector::make_member(std::string_view text,
                                                                       RankedGroup::Kind kind) {
  auto words = analyze_query_words(text, analyzer_, scratch_);
  if (!words) return std::move(words).error();
  std::vector<PlanTerm> terms = terms_of(*words);
  if (terms.empty()) return std::optional<RankedGroup::Member>();
  return std::optional(
      RankedGroup::Member{kind, std::string(text), std::move(terms), std::move(words->pattern)});
}

Result<std::vector<RankedGroup::Member>> GroupCollector::members_of(std::uint32_t synonyms) {
  if (auto& known = synonyms_[synonyms]) return *known;
  std::vector<RankedGroup::Member> members;
  for (const SynonymTable::Member& entry : knowledge_->synonyms->groups()[synonyms].members) {
    const auto kind = entry.weaker ? RankedGroup::Kind::kWeaker : RankedGroup::Kind::kEquivalent;
    auto member = make_member(entry.text, kind);
    if (!member) return std::move(member).error();
    // Kept without terms too: members are found again by their number.
    members.push_back(*member ? std::move(**member)
                              : RankedGroup::Member{kind, entry.text, {}, {}});
  }
  synonyms_[synonyms] = members;
  return members;
}

Result<std::vector<std::size_t>> GroupCollector::add(std::string_view text,
                                                     const AnalyzedText& analyzed) {
  std::vector<std::size_t> numbers;
  if (!choices_.synonyms || synonyms_.empty()) return numbers;
  for (const SynonymTable::Match& match : knowledge_->synonyms->find(analyzed)) {
    std::size_t& number = by_synonyms_[match.group];
    if (number == 0) {
      if (groups_.size() == kMaxGroups) continue;
      auto members = members_of(match.group);
      if (!members) return std::move(members).error();
      groups_.push_back({std::string(match.span.of(text)), std::move(*members)});
      number = groups_.size();
    }
    groups_[number - 1].members[match.member].kind = RankedGroup::Kind::kWord;
    numbers.push_back(number - 1);
  }
  return numbers;
}

std::vector<RankedGroup> GroupCollector::take() {
  for (RankedGroup& group : groups_) {
    group.members.erase(std::remove_if(group.members.begin(), group.members.end(),
                                       [](const auto& member) { return member.terms.empty(); }),
                        group.members.end());
  }
  return std::move(groups_);
}

}  // namespace kizuki
