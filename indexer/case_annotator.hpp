// Case → what the index keeps of it beside its record: predicted tags and people's confirmations.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/index/annotation.hpp"
#include "engine/library/library.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {

/// Reads the tags that a record does not give from its text. One a thread.
class TagPredictor {
 public:
  /// `overlay` may be null.
  explicit TagPredictor(std::shared_ptr<const TagModel> model,
                        std::shared_ptr<const TagOverlay> overlay = nullptr);

  /// Besides tools ("tool") when it names none and bridging partners ("bridge_to"), whose names
  /// stand in the text. "issue" when the record names none, "step" when none of its sections does,
  /// "scale" when it is not known: what was given is never second-guessed. Issues that were not
  /// chosen, or are less likely than one in four, come as possible ones; the latter only where the
  /// record tells of a company (industry, scale or supporter). Nothing of a record without a text.
  /// Errors: those of the tagger.
  Result<std::vector<Annotation>> predict(const CaseRecord& record);

  /// The steps of each section of the record that was read last, given or read from its text.
  const std::vector<StepBits>& section_steps() const { return steps_; }

 private:
  Tagger tagger_;
  std::vector<StepBits> steps_;
};

/// Which cases people have said something about: 8 bytes a case, so that a build need not ask the
/// library about each. Value type.
class ConfirmedCases {
 public:
  /// Errors: those of the library.
  static Result<ConfirmedCases> load(const Library& library);

  /// May be true for a few others too.
  bool may_hold(std::string_view id) const;

 private:
  std::vector<std::uint64_t> hashes_;  // ascending
};

/// What people said of the tags of a case, as the index keeps it; what they said of single
/// sentences counts where cards are matched (index_cards.hpp). Errors: those of the library.
Result<std::vector<Annotation>> confirmed_annotations(const Library& library, std::string_view id);

}  // namespace kizuki
