// What a card matcher has learned, kept beside the library for the next command.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/card_matcher.hpp"
#include "engine/library/library.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// Where a matcher of the shipped examples alone is kept, for every reader.
inline constexpr std::string_view kShippedScope = "shipped";

/// Where one of all that there is, beyond every wall, is kept. No compartment has this name.
inline constexpr std::string_view kEveryScope = "*";

/// A file of its own for each *scope*: whose examples a matcher has learned from besides the
/// shipped ones. The file bears scope and CardMatcher::learning_key, so that what was learned
/// within one compartment's walls is never taken for another's, and what does not fit is not read.
/// It lies among the derived files: an erasure removes it.
struct KeptMatcher {
  std::filesystem::path library_folder;
  std::string scope;
  std::shared_ptr<const EssenceModel> model;
  std::shared_ptr<const AnalyzerModel> analyzer;
  /// The counter-examples of these cards are kept as vectors (CardMatcher::learned).
  std::span<const KnowHowCard> shipped = {};
};

/// kShippedScope where the cards learn from the shipped examples alone, otherwise `scope`.
std::string scope_of_examples(std::span<const KnowHowCard> cards,
                              std::span<const KnowHowCard> shipped, std::string_view scope);

/// The matcher of these cards, as CardMatcher::train makes it to the bit; nothing where none was
/// kept, or another, or the file is damaged or cannot be read.
std::shared_ptr<const CardMatcher> open_kept_matcher(const KeptMatcher& kept,
                                                     const std::vector<KnowHowCard>& cards);

/// Keeps it for the next command. `cases`: those that examples come from; when one is gone by now,
/// nothing is kept. Errors: store_derived.
Result<void> keep_matcher(const Library& library, const KeptMatcher& kept,
                          const CardMatcher& matcher, const std::vector<std::string>& cases);

/// Removes the files of scopes that are none of `scopes`, nor of the two above. Errors: those of
/// the folder.
Result<void> forget_other_matchers(const std::filesystem::path& library_folder,
                                   const std::set<std::string>& scopes);

}  // namespace kizuki
