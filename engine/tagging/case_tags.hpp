// What the tagger says of a case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/corpus/case_record.hpp"

namespace kizuki {

/// Tags below this confidence are marked 「要確認」.
inline constexpr float kSureConfidence = 0.5F;

/// A sentence that speaks for a tag.
struct TagEvidence {
  std::string field;    // path in the record: "title", "sections[2].text", "outcome", …
  TextSpan span;        // bytes of that field, as stored
  std::string reason;   // Japanese: which cue words, know-how card or wording decided
  bool denied = false;  // the sentence denies what it names (「信頼関係が築けず」)
};

struct StepTag {
  int step = 0;          // 1..7
  float confidence = 0;  // calibrated probability that a person gives this tag
  bool failed = false;   // the strongest evidence denies it: the step was tried and failed
  std::vector<TagEvidence> evidence;  // strongest first, at most two
};

struct SectionTags {
  std::vector<StepTag> steps;  // ascending; empty when the section most likely shows none
  float none = 0;              // probability that the section shows no step
  /// The decision if every section must bear a step: the most probable one. Equals what stands in
  /// `steps` unless that is empty.
  StepTag likeliest;
};

/// Where an issue was met: what the company came with, or what was found behind it.
enum class IssueStage : std::uint8_t { kUnclear, kStated, kEssential };

struct IssueTag {
  std::string issue;  // code of the taxonomy
  float confidence = 0;
  IssueStage stage = IssueStage::kUnclear;
  std::vector<TagEvidence> evidence;
};

/// Where a scale comes from.
enum class ScaleSource : std::uint8_t { kUnknown, kGiven, kComputed, kText };

struct ScaleTag {
  Scale scale = Scale::kUnknown;
  ScaleSource source = ScaleSource::kUnknown;
  float confidence = 0;
  std::string reason;                     // Japanese, shown to users
  std::optional<std::int64_t> employees;  // that the scale follows from
  std::optional<TagEvidence> evidence;    // the sentence, when it was read
  std::vector<std::string> conflicts;     // Japanese: what contradicts it
};

/// A wall (W1..W5) met in the case, by its cue words.
struct WallTag {
  std::string wall;
  std::vector<TagEvidence> evidence;
};

/// A tool used, or a partner that the company was handed over to or worked with, by its name.
struct NamedTag {
  std::string name;
  std::vector<TagEvidence> evidence;  // at most two
};

struct CaseTags {
  ScaleTag scale;
  std::vector<IssueTag> issues;       // most probable first, at least one
  std::vector<SectionTags> sections;  // one a section of the record
  std::vector<WallTag> walls;         // ascending
  std::vector<NamedTag> tools;        // in the order of the lexicon, as the next
  std::vector<NamedTag> partners;     // without the supporter itself
};

/// The text of the record that TagEvidence::field names; empty when it has no such field.
std::string_view text_of_field(const CaseRecord& record, std::string_view field);

/// Stable codes: "unknown", "given", "computed", "text".
std::string_view scale_source_code(ScaleSource source);
/// Stable codes: "unclear", "stated", "essential".
std::string_view issue_stage_code(IssueStage stage);

}  // namespace kizuki
