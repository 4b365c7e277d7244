// Lists for analysts: words in context, cross tables.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/cross_table.hpp"
#include "engine/essence_run/essence_corpus.hpp"

namespace kizuki {

/// A place of a word in a case.
struct WordPlace {
  std::string case_id;
  std::uint32_t section = 0;  // 0-based
  TextSpan span;              // bytes of the section's text
  std::string left;
  std::string hit;
  std::string right;
};

/// All places of `word` in the sections of what `scope` may read, by what follows the word, then by
/// case and place. kLimitExceeded beyond 100,000 places.
Result<std::vector<WordPlace>> find_word(const Library& library, const ReaderScope& scope,
                                         const CaseCodec& codec, const std::string& word);

std::string print_words_as_text(const std::vector<WordPlace>& places);
std::string print_words_as_json(const std::vector<WordPlace>& places);

/// The two facets of --table, e.g. "step,issue" or "段階,課題"; "knowhow" stands for the items.
/// Errors: kInvalidArgument.
Result<std::pair<std::string, std::string>> parse_table_facets(const std::string& typed);

/// Tab-separated, values by their names.
std::string print_table_as_text(const CrossTable& table, const std::string& rows,
                                const std::string& columns, const KnowHowResult& result,
                                const Taxonomy& taxonomy);
std::string print_table_as_json(const CrossTable& table, const std::string& rows,
                                const std::string& columns);

}  // namespace kizuki
