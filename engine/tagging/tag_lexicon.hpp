// Cue words and stems of steps, walls and issues; names of tools and of bridging partners.
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

enum class CueKind : std::uint8_t {
  kStep,
  kWall,
  kIssueCue,
  kIssueStem,
  kTool,     // a written form of a tool's name
  kPartner,  // of a bridging partner's (橋渡し機関)
  kBridge,   // a stem that tells of handing over to a partner (紹介, つない …)
};

/// What a phrase of the lexicon speaks for.
struct Cue {
  CueKind kind = CueKind::kStep;
  std::uint16_t label = 0;    // step - 1, wall - 1, the issue's place in issues(), or that of the
                              // tool or partner in names(); of kBridge 0
  std::uint8_t strength = 1;  // 1 weak, 2 strong
};

/// The phrases with what they speak for. Immutable and shared by all threads.
class TagLexicon {
 public:
  /// Reads the texts of cues.tsv (kind, code, cue, strength), issue_stems.tsv (code, stem) and
  /// named.tsv (kind, name, written form).
  /// `issues` are the codes in the order of their numbers; phrases of other codes are refused.
  /// Errors: kCorrupt with file name and line.
  static Result<TagLexicon> parse(std::string_view cues, std::string_view stems,
                                  std::string_view named, std::vector<std::string> issues);
  /// Reads data/cues and the issues of data/taxonomy under `data_folder`. Errors: kNotFound,
  /// kCorrupt.
  static Result<TagLexicon> load(const std::filesystem::path& data_folder);

  /// The phrases as text, "kind TAB label TAB strength TAB phrase" a line, in front of the first
  /// phrase of each name "name TAB TAB TAB name"; from_text() reads it.
  std::string to_text() const;
  static Result<TagLexicon> from_text(std::string_view text, std::vector<std::string> issues);

  const std::vector<std::string>& issues() const { return issues_; }
  /// Tools and partners as they are shown, in the order of the file.
  const std::vector<std::string>& names() const { return names_; }
  const PhraseTable& phrases() const { return phrases_; }
  const Cue& cue(std::uint32_t phrase) const { return cues_[phrase]; }

 private:
  std::size_t labels_of(CueKind kind) const;
  Result<void> add(Cue cue, std::string_view phrase);
  Result<void> add_named(std::string_view kind, std::string_view name, std::string_view written);

  std::vector<std::string> issues_;
  std::vector<std::string> names_;
  PhraseTable phrases_;
  std::vector<Cue> cues_;  // by phrase
};

}  // namespace kizuki
