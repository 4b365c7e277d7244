// What the text of a query says about the company and the matter, beside its words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// An attribute that the text speaks of: 「社員19名」 → {"scale", "small"}, 「代替わり」 →
/// {"issue", "succession"}.
struct UnderstoodAttribute {
  std::string facet;    // name in the index: "issue", "step", "industry", "scale", "prefecture"
  std::string value;    // as filters resolve it: a code, a JSIC letter, "1" … "7"
  double weight = 0.0;  // in (0, 1]: how surely the text says so
  std::string because;  // the words of the text that say so, for people; never empty
  TextSpan span;        // place of `because` in the query text
};

/// A candidate of the issue profile.
struct IssueCandidate {
  std::string issue;    // code of the taxonomy
  double weight = 0.0;  // in (0, 1]; the weights of a profile need not add up to 1
};

/// Read from the text alone, by QueryReader: neither the index nor the library has a part in it.
///
/// It is soft evidence. It decides neither which cases match nor their number: a ranking may raise
/// cases of the pool that share an attribute, by its weight, and never lowers one for lacking it.
/// What the user has switched off is not here. Filters of the query are not here either: they are
/// conditions, not guesses.
struct QueryUnderstanding {
  /// Distinct by facet and value. By facet in the order issue, step, industry, scale, prefecture;
  /// within a facet weight descending, then value ascending.
  std::vector<UnderstoodAttribute> attributes;
  /// Number of people who work for the company, when the text says it; for comparing with a case's
  /// own. It is the ground of the attribute "scale" and goes with it when that is switched off.
  std::optional<std::int64_t> employees;
  /// Where the text says that number (「社員19名」): a fact of the company, no words that a case
  /// must have. Empty when the number is not known or its place is not.
  TextSpan staff;
  /// All issues that the text may be about, weight descending, then by code; at most eight. A
  /// superset of the issues among `attributes`, which are those sure enough to be shown.
  std::vector<IssueCandidate> issue_profile;

  bool empty() const { return attributes.empty() && issue_profile.empty() && !employees; }
};

}  // namespace kizuki
