#include "engine/query/group_collector.hpp"

#include <algorithm>
#include <utility>

#include "engine/query/query_words.hpp"
#include "engine/query/spelling.hpp"

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

/// A member that is one word of the index.
RankedGroup::Member word_member(std::string word, RankedGroup::Kind kind) {
  PhrasePattern pattern{word, {{word, ""}}};
  return {kind, word, {{word, TermKind::kWord}}, std::move(pattern)};
}

/// Words whose spellings are kept for the next queries.
constexpr std::size_t kMaxRemembered = 4096;

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
  synonym_groups_ = 0;
  by_spelling_.clear();
  taken_.clear();
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
  if (auto added = add_synonyms(text, analyzed, numbers); !added) return std::move(added).error();
  if (auto added = add_spellings(text, analyzed, numbers); !added) return std::move(added).error();
  return numbers;
}

Result<void> GroupCollector::add_synonyms(std::string_view text, const AnalyzedText& analyzed,
                                          std::vector<std::size_t>& numbers) {
  if (!choices_.synonyms || synonyms_.empty()) return {};
  for (const SynonymTable::Match& match : knowledge_->synonyms->find(analyzed)) {
    std::size_t& number = by_synonyms_[match.group];
    if (number == 0) {
      if (synonym_groups_ == kMaxSynonymGroups) continue;
      auto members = members_of(match.group);
      if (!members) return std::move(members).error();
      for (const auto& member : *members) taken_.emplace(member.text, true);
      groups_.push_back({std::string(match.span.of(text)), std::move(*members)});
      number = groups_.size();
      ++synonym_groups_;
    }
    groups_[number - 1].members[match.member].kind = RankedGroup::Kind::kWord;
    numbers.push_back(number - 1);
  }
  return {};
}

Result<std::vector<RankedGroup::Member>> GroupCollector::spellings_of(const Token& token) {
  const std::string word(token.base);
  if (const auto known = spellings_.find(word); known != spellings_.end()) return known->second;
  std::string reading(token.reading);
  if (token.base != token.surface) {
    // The token tells how the inflected form is read.
    if (auto analyzed = analyzer_.analyze(word, scratch_); !analyzed) return analyzed.error();
    const auto& tokens = scratch_.tokens();
    reading = tokens.size() == 1 ? std::string(tokens.front().reading) : std::string();
  }
  std::vector<RankedGroup::Member> members;
  for (const std::string& other : other_spellings(word, reading, *knowledge_->readings)) {
    // Kana are the spelling of all words that sound alike (はかる of 図る and 測る).
    const bool guess = is_hiragana_word(other);
    members.push_back(
        word_member(other, guess ? RankedGroup::Kind::kReading : RankedGroup::Kind::kSpelling));
  }
  if (spellings_.size() == kMaxRemembered) spellings_.clear();
  spellings_.emplace(word, members);
  return members;
}

void GroupCollector::add_group(std::string_view key, std::string_view word,
                               std::vector<RankedGroup::Member> members,
                               std::vector<std::size_t>& numbers) {
  if (const auto known = by_spelling_.find(key); known != by_spelling_.end()) {
    numbers.push_back(known->second);
    return;
  }
  const auto is_own = [](const auto& member) { return member.kind == RankedGroup::Kind::kWord; };
  members.erase(std::remove_if(members.begin(), members.end(),
                               [&](const auto& member) {
                                 return !is_own(member) && taken_.count(member.text) > 0;
                               }),
                members.end());
  if (std::all_of(members.begin(), members.end(), is_own)) return;
  if (by_spelling_.size() == kMaxSpellingGroups) return;
  for (const auto& member : members) taken_.emplace(member.text, true);
  by_spelling_.emplace(std::string(key), groups_.size());
  numbers.push_back(groups_.size());
  groups_.push_back({std::string(word), std::move(members)});
}

Result<void> GroupCollector::add_spellings(std::string_view text, const AnalyzedText& analyzed,
                                           std::vector<std::size_t>& numbers) {
  if (!choices_.variants || knowledge_ == nullptr || knowledge_->readings == nullptr) return {};
  // A word typed in kana, which the analyser may have cut anyhow.
  if (is_hiragana_word(analyzed.normalized())) {
    std::vector<RankedGroup::Member> members;
    for (const std::string& other : words_read_as(analyzed.normalized(), *knowledge_->readings)) {
      members.push_back(word_member(other, RankedGroup::Kind::kReading));
    }
    add_group(analyzed.normalized(), text, std::move(members), numbers);
  }
  for (const Token& token : analyzed.tokens()) {
    if (!token.content) continue;
    auto members = spellings_of(token);
    if (!members) return std::move(members).error();
    if (members->empty()) continue;
    members->push_back(word_member(std::string(token.base), RankedGroup::Kind::kWord));
    add_group(token.base, token.span.of(text), std::move(*members), numbers);
  }
  return {};
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
