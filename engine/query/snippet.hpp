// The sentences of a case that show why it matched.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/query_plan.hpp"

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

/// Characters of one snippet without its "…", and of all snippets of a case.
inline constexpr std::size_t kSnippetCharacters = 120;
inline constexpr std::size_t kAllSnippetsCharacters = 240;
inline constexpr std::size_t kMaxSnippets = 3;

/// Chooses up to kMaxSnippets sentences, each the one that adds most value by terms not shown yet;
/// equal ones in the order of the text. Bodies and the outcome count fully, headings and the
/// business less; the title is shown anyway. A sentence that is too long is cut at words so that
/// the piece keeps as much value as it can. When nothing matches: the first sentence of a body.
std::vector<Snippet> make_snippets(const SnippetQuery& query, const CaseAnalysis& analysis);

/// Where terms and phrases of the query stand in one field: ascending, joined where they touch.
std::vector<TextSpan> find_marks(const SnippetQuery& query, const CaseAnalysis& analysis,
                                 const AnalyzedField& field);

/// The same of every field, in the order of CaseAnalysis::fields, for little more than one costs.
std::vector<std::vector<TextSpan>> find_marks_of_fields(const SnippetQuery& query,
                                                        const CaseAnalysis& analysis);

/// Words of the query, or what stands for them, that the case has: the query's own in its order,
/// then members of groups. Parts of compounds and bigrams are not named.
std::vector<MatchedWord> find_matched_words(const SnippetQuery& query,
                                            const CaseAnalysis& analysis);

}  // namespace kizuki
