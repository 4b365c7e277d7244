// What a query means in terms of the index: the query after analysis, before any search engine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/query/query_understanding.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// A term of the index. Words and parts of compounds share one space, bigrams have their own.
struct PlanTerm {
  std::string text;
  TermKind kind = TermKind::kWord;
};

bool same_term(const PlanTerm& left, const PlanTerm& right);

/// The index terms of a quoted text in order. Compounds are taken apart as far as the index takes
/// them apart, so that "承継支援" is found in 事業承継支援.
struct PhrasePattern {
  struct Unit {
    std::string term;
    /// Original text between the unit before and this one, without white space: 心を開く has を
    /// between its units. Empty for the first unit.
    std::string gap;
  };
  std::string text;  // as typed, for messages
  std::vector<Unit> units;
  /// What stands before the first unit and behind the last, without white space, where the index
  /// has no term of it: 十 and 後 of 十年後, 者 of 後継者. Of what stands behind only as far as
  /// there is no hiragana: endings are not compared.
  std::string head = {};
  std::string tail = {};
};

/// A condition on cases: kNothing none; kEverything all; kTerm, kFacet those that have it; kPhrase
/// those in which it stands; kAny one or more of the children; kAll all of them; kNot all but those
/// that match the one child.
struct PlanNode {
  enum class Kind : std::uint8_t {
    kNothing,
    kEverything,
    kTerm,
    kFacet,
    kPhrase,
    kAny,
    kAll,
    kNot,
  };

  Kind kind = Kind::kEverything;
  PlanTerm term;         // kTerm
  Facet facet;           // kFacet; the name "id" means the case id
  PhrasePattern phrase;  // kPhrase
  std::vector<PlanNode> children;
};

/// A term that ranks.
struct RankedTerm {
  PlanTerm term;
  double weight = 1.0;  // factor of the term's score, above 0
  /// It stands between quotes only: it is marked where the phrase stands, nowhere else.
  bool in_phrases_only = false;
};

/// Words of the query and what stands for them. A group ranks as one term, beside the words
/// themselves: a case counts the best member that it has, once, however often and how many others
/// it has too.
struct RankedGroup {
  enum class Kind : std::uint8_t {
    kWord,        // in the query itself
    kEquivalent,  // a synonym that means the same
    kWeaker,      // a related word
    kSpelling,    // the same word written otherwise
    kReading,     // a guess by sound: kanji for a word typed in kana, or kana for kanji
  };
  struct Member {
    Kind kind = Kind::kWord;
    std::string text;             // normalised, for people
    std::vector<PlanTerm> terms;  // distinct, one or more; a case that has all has the member
    PhrasePattern pattern;        // to find it in a text
  };
  std::string word;  // what of the query asks for it, for people
  std::vector<Member> members;
};

/// Stable codes: "word", "equivalent", "weaker", "spelling", "reading".
std::string_view group_kind_code(RankedGroup::Kind kind);

/// A whole query. The structure of the query decides which cases match; all of its words that are
/// not excluded decide how these rank, wherever they stand in the query: the score of a case is the
/// sum over the ranked terms it has.
struct QueryPlan {
  std::vector<RankedTerm> ranked;   // distinct, in the order of the query
  std::vector<RankedGroup> groups;  // in the order of the query; only beside ranked terms
  /// The words and phrases that rank, as typed, in order: their characters rank as well.
  std::vector<std::string> ranked_texts;
  /// Cases must have at least one of the ranked terms or groups (the usual query of words).
  bool wants_ranked = false;
  PlanNode condition;  // and must match this
  /// Words that have nothing the index knows (stop words, punctuation), as typed.
  std::vector<std::string> ignored;
  /// What the text says beside its words; ranks, never decides.
  QueryUnderstanding understanding;
};

/// The phrases of a condition that can be the reason of a match, in order; pointers into it.
std::vector<const PhrasePattern*> positive_phrases(const PlanNode& condition);

/// True when a condition depends on the order of terms, which the text index does not know.
bool needs_order(const PlanNode& condition);

/// For people and tests: any(後継者 現場*0.5) where issue:succession, or with "rank" for "any" when
/// the condition decides alone. Terms of weight 1 stand bare; bigrams have "~" in front. Groups
/// stand behind the terms: {後継者: 後継ぎ ~後継}, weaker members with "~".
std::string print_plan(const QueryPlan& plan);
std::string print_condition(const PlanNode& condition);

}  // namespace kizuki
