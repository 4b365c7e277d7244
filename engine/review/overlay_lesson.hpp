// What can be learned from the confirmations of one compartment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/library/library.hpp"
#include "engine/tagging/overlay_trainer.hpp"
#include "engine/tagging/tag_model.hpp"

namespace kizuki {

/// An overlay and what speaks for it.
struct OverlayLesson {
  TagOverlay overlay;
  OverlayAgreement agreement;
};

/// A tag as the library names it: ("issue", code), ("step", "1".."7").
struct TagName {
  std::string name;
  std::string value;
  friend bool operator==(const TagName&, const TagName&) = default;
  friend bool operator<(const TagName& left, const TagName& right) {
    return std::tie(left.name, left.value) < std::tie(right.name, right.value);
  }
};

/// Of one case: the tags that it would gain and lose as predicted ones.
struct TagChange {
  std::string case_id;
  std::vector<TagName> gained;  // ascending
  std::vector<TagName> lost;
};

/// What an overlay would change among the cases that do not give their issues or their steps.
struct LessonEffect {
  std::uint64_t cases = 0;          // looked at
  std::uint64_t changed = 0;        // of them
  std::vector<TagChange> examples;  // the first of them by id
};

/// Told of rows done and in all; false stops.
using GoOn = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Trains overlays from what was said about issues and steps. (Of a scale there is nothing to
/// learn: it is a fact of the company, and is computed or read.) Refers to what it is made from;
/// one a thread.
class OverlayTeacher {
 public:
  OverlayTeacher(const Library& library, const CaseCodec& codec,
                 std::shared_ptr<const TagModel> model);

  /// Compartments with at least one case about whose issues or steps something was said, ascending.
  Result<std::vector<std::string>> compartments() const;

  /// Learns from all that counts now in the compartment; an overlay without corrections when
  /// nothing was said. Errors: those of library, codec and tagger.
  Result<OverlayLesson> learn(const std::string& compartment);

  /// Compares the tags of the compartment's cases by `now` (may be null) and by `then`. A cancelled
  /// run (`go_on` returns false) returns what was looked at so far.
  Result<LessonEffect> effect(const std::string& compartment, std::shared_ptr<const TagOverlay> now,
                              std::shared_ptr<const TagOverlay> then, std::size_t examples,
                              const GoOn& go_on);

 private:
  struct Said;
  Result<std::vector<Said>> all_said() const;

  const Library& library_;
  const CaseCodec& codec_;
  std::shared_ptr<const TagModel> model_;
};

}  // namespace kizuki
