// Where the words of a query stand in a case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/snippet_cut.hpp"

namespace kizuki {

/// What to look for in a case, made once a query. Holds pointers into the plan.
struct SnippetQuery {
  /// A member of a group of the plan; `group` is null where the query's own words are meant.
  struct Origin {
    const RankedGroup* group = nullptr;
    const RankedGroup::Member* member = nullptr;
  };
  struct Term {
    const PlanTerm* term = nullptr;
    double value = 0.0;   // weight × idf
    std::size_t key = 0;  // the same for what need not be shown twice: the members of a group
    Origin origin;
  };
  std::vector<Term> terms;  // distinct
  struct Phrase {
    const PhrasePattern* pattern = nullptr;
    double value = 0.0;  // sum of the idf of its units
    std::size_t key = 0;
    Origin origin;
  };
  std::vector<Phrase> phrases;

  /// Each entry added gets a key of its own unless it is given one.
  std::size_t new_key() { return keys++; }
  std::size_t keys = 0;
};

/// The distinct texts of a query's terms and of its phrases' units, by number. Refers to the query,
/// which must not change any more. Made once a query, because a case has hundreds of terms and a
/// query a few: each term of the case is looked up here, not the other way round.
class SnippetTexts {
 public:
  explicit SnippetTexts(const SnippetQuery& query);

  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  const SnippetQuery& query() const { return *query_; }
  std::size_t size() const { return texts_.size(); }
  /// Number of the text, or kNone.
  std::uint32_t number_of(std::string_view text) const;
  /// Number of the query's term with this text, or kNone; of equal ones the first.
  std::uint32_t term_of(std::uint32_t text, TermKind kind) const {
    return (kind == TermKind::kBigram ? bigrams_ : words_)[text];
  }
  /// The texts of the units of a phrase of the query.
  const std::vector<std::uint32_t>& units_of(std::size_t phrase) const { return units_[phrase]; }

 private:
  std::uint32_t add(std::string_view text);

  const SnippetQuery* query_;
  std::unordered_map<std::string_view, std::uint32_t> texts_;
  std::vector<std::uint32_t> words_;  // number of the query's term, by text
  std::vector<std::uint32_t> bigrams_;
  std::vector<std::vector<std::uint32_t>> units_;  // by phrase
};

/// All places of the query's terms and phrases in a case, found once for title, snippets, matched
/// words and places. Refers to both, which must outlive it.
class CaseMatches {
 public:
  CaseMatches(const SnippetTexts& texts, const CaseAnalysis& analysis);

  const SnippetQuery& query() const { return texts_->query(); }
  const CaseAnalysis& analysis() const { return *analysis_; }
  /// Ascending by place; `field` is a number in CaseAnalysis::fields.
  const std::vector<SnippetMatch>& of_field(std::size_t field) const { return fields_[field]; }
  /// Those of a field as marks: ascending, joined where they touch.
  std::vector<TextSpan> marks(std::size_t field) const;
  /// Does the case have this term or phrase of the query?
  bool has_term(std::size_t number) const { return has_term_[number]; }
  bool has_phrase(std::size_t number) const { return has_phrase_[number]; }

 private:
  void look_up_terms();
  void add_field(const AnalyzedField& field);

  const SnippetTexts* texts_;
  const CaseAnalysis* analysis_;
  std::vector<std::uint32_t> text_of_;  // number of the text, by term of the case
  std::vector<bool> may_have_;          // phrases whose units the case all has
  std::vector<bool> has_term_;
  std::vector<bool> has_phrase_;
  std::vector<std::vector<SnippetMatch>> fields_;
};

/// Spans of `matches`, which ascend by place, joined where they touch.
std::vector<TextSpan> join_matches(const std::vector<SnippetMatch>& matches);

/// Words of the query, or what stands for them, that the case has: the query's own in its order,
/// then members of groups. Parts of compounds and bigrams are not named.
std::vector<MatchedWord> find_matched_words(const CaseMatches& matches);

}  // namespace kizuki
