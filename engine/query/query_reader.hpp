// Reads what the text of a query says about the company and the matter.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/query_choices.hpp"
#include "engine/query/query_understanding.hpp"

namespace kizuki {

struct TagModel;

/// Fills QueryUnderstanding by the readers and models that tag cases (engine/tagging), so that a
/// query and a case that say the same get the same tags:
/// - issues and steps by the tag model, with the sentence that speaks most for each; in texts below
///   kLeastFreeText characters only issues that a cue word names, and no step: a few words tell the
///   model little;
/// - employees and scale by 「社員19名」; the industry by words of the first sentence, which is
/// where
///   notes say it; prefectures by their full names.
/// One a thread. The same text gives the same understanding, whatever the index holds.
class QueryReader {
 public:
  static constexpr std::size_t kLeastFreeText = 30;

  /// `tags` may be null: then nothing is understood.
  QueryReader(std::shared_ptr<const TagModel> tags, std::shared_ptr<const Taxonomy> taxonomy);
  ~QueryReader();
  QueryReader(QueryReader&&) noexcept;
  QueryReader& operator=(QueryReader&&) noexcept;

  /// Filters and excluded parts of the query are not read. Errors: those of the text reader.
  Result<QueryUnderstanding> read(const ParsedQuery& query, const QueryChoices& choices);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The text without what says nothing of the matter, blanked so that all places stay: polite
/// formulae of letters (「お世話になっております」「よろしくお願いいたします」), and what is only
/// named to be set aside (「補助金ではなく」「広告以外で」「値下げは不要」; not 「だけでなく」).
/// Applied to free text of QueryReader::kLeastFreeText characters or more; shorter text stays as it
/// is.
std::string without_formulae(std::string_view text);

}  // namespace kizuki
