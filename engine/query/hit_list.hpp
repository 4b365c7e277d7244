// What a search returns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/index/case_attributes.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

/// A case and where the index found it.
struct CaseAddress {
  std::string id;
  std::string compartment;
};

/// A sentence, or a piece of one, that shows why a case matched.
struct Snippet {
  std::string text;             // with "…" where the sentence goes on
  std::vector<TextSpan> marks;  // matched terms in `text`: ascending, apart, on character borders
  FieldKind field = FieldKind::kBody;
  std::uint16_t section = 0;  // of kHeading and kBody
  TextSpan source;            // the piece, in the field's stored text
};

/// A facet of a case, with who says so.
struct HitFacet {
  std::string name;
  std::string value;
  AttributeOrigin origin = AttributeOrigin::kGiven;
  float probability = 1;  // below 1 only when predicted
  friend bool operator==(const HitFacet&, const HitFacet&) = default;
};

/// A word of the query, or one that stands for it, that a case has.
struct MatchedWord {
  std::string word;   // as the index knows it, or as the synonym is written
  std::string asked;  // the word of the query that led there; the same as `word` when it did itself
  RankedGroup::Kind kind = RankedGroup::Kind::kWord;
};

/// An attribute in which a case is like what was asked for, or differs from it.
struct AttributeReason {
  std::string name;                 // facet: "issue", "industry", "scale", "step", "tool"
  std::vector<std::string> asked;   // values of the seed, or read from the query; ascending
  std::vector<std::string> found;   // values of the case
  std::vector<std::string> shared;  // those of both
  double similarity = 0.0;          // 0 … 1
  friend bool operator==(const AttributeReason&, const AttributeReason&) = default;
};

/// Where in a case words of the query stand.
struct MatchPlace {
  FieldKind field = FieldKind::kBody;
  std::uint16_t section = 0;         // of kHeading and kBody
  std::string heading;               // of the section; may be empty
  std::vector<std::string> words;    // as they stand there, each once, in the order of the text
  std::vector<int> steps;            // of the section; ascending
  bool steps_are_predicted = false;  // the record gives none
};

/// Know-how of a case: what the query or the seed has as well, or what the case alone has.
struct KnowHowReason {
  std::string card;  // id
  std::string label;
  std::string asked;  // the sentence of the query or the seed; empty: it has none
  std::string found;  // the sentence of the case
  std::uint16_t section = 0;
  float confidence = 0;  // that a person agrees with the sentence of the case; 0 … 1
};

/// What a score is made of; the sum is Hit::score.
struct ScoreParts {
  double words = 0.0;
  double characters = 0.0;
  double attributes = 0.0;
};

/// Why a hit was found, as far as it can be told.
struct HitExplanation {
  ScoreParts score;
  std::vector<MatchPlace> places;       // in the order of the text
  std::vector<KnowHowReason> know_how;  // filled by CaseExplainer (engine/explanation)
};

struct Hit {
  std::string id;
  std::string compartment;
  double score = 0.0;  // comparable within one query only; 0 when the query does not rank
  // The rest only when SearchOptions::details.
  std::string title;
  std::vector<TextSpan> title_marks;
  std::vector<Snippet> snippets;  // 0 to 3, in the order of the text
  std::vector<HitFacet> facets;   // all that the case has, by name and value
  std::vector<MatchedWord> matched;
  std::vector<AttributeReason> reasons;
  /// Cases that say nearly the same and stand behind this one, best first. Only of similar cases.
  std::vector<CaseAddress> near_duplicates;
  std::optional<HitExplanation> explanation;  // only when SearchOptions::explain
};

/// A word of the query with what was looked for beside it.
struct Expansion {
  struct Word {
    std::string text;
    RankedGroup::Kind kind = RankedGroup::Kind::kEquivalent;
  };
  std::string asked;
  std::vector<Word> words;  // those that cases have; never empty
};

/// How many cases of the result have a value of a facet.
struct FacetCount {
  std::string value;
  std::uint64_t cases = 0;
  std::uint64_t predicted = 0;  // of them, those that have it by a model's word alone
};

struct FacetCounts {
  std::string name;
  std::vector<FacetCount> values;  // count descending, then by the bytes of the value
};

struct HitList {
  std::vector<Hit> hits;  // score descending, then id ascending by its bytes
  std::uint64_t total = 0;
  bool total_is_estimate = false;
  /// The deadline passed, or a bound was reached, before everything asked for was done.
  bool partial = false;
  std::vector<FacetCounts> facets;  // ascending by name; only when asked for
  bool facets_are_estimate = false;
  std::vector<Expansion> expansions;       // only when SearchOptions::details
  QueryUnderstanding understanding;        // of the query's text
  std::vector<std::string> ignored_words;  // of the query: the index knows none of their terms
};

}  // namespace kizuki
