// Cue words and stems of steps, walls and issues.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/phrase_table.hpp"

namespace kizuki {

inline constexpr std::size_t kSteps = 7;

enum class CueKind : std::uint8_t { kStep, kWall, kIssueCue, kIssueStem };

/// What a phrase of the lexicon speaks for.
struct Cue {
  CueKind kind = CueKind::kStep;
  std::uint16_t label = 0;    // step - 1, wall - 1, or the issue's place in issues()
  std::uint8_t strength = 1;  // 1 weak, 2 strong
};

/// The phrases with what they speak for. Immutable and shared by all threads.
class TagLexicon {
 public:
  /// Reads the texts of cues.tsv (kind, code, cue, strength) and issue_stems.tsv (code, stem).
  /// `issues` are the codes in the order of their numbers; phrases of other codes are refused.
  /// Errors: kCorrupt with file name and line.
  static Result<TagLexicon> parse(std::string_view cues, std::string_view stems,
                                  std::vector<std::string> issues);
  /// Reads data/cues and the issues of data/taxonomy under `data_folder`. Errors: kNotFound,
  /// kCorrupt.
  static Result<TagLexicon> load(const std::filesystem::path& data_folder);

  /// The phrases as text, "kind TAB label TAB strength TAB phrase" a line; from_text() reads it.
  std::string to_text() const;
  static Result<TagLexicon> from_text(std::string_view text, std::vector<std::string> issues);

  const std::vector<std::string>& issues() const { return issues_; }
  const PhraseTable& phrases() const { return phrases_; }
  const Cue& cue(std::uint32_t phrase) const { return cues_[phrase]; }

 private:
  Result<void> add(Cue cue, std::string_view phrase);

  std::vector<std::string> issues_;
  PhraseTable phrases_;
  std::vector<Cue> cues_;  // by phrase
};

}  // namespace kizuki
