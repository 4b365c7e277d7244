// The turning point of a case: the sentence in which the head of the company notices.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/essence/know_how_card.hpp"

namespace kizuki {

/// A section as the reader takes it.
struct TurningSection {
  std::string_view text;  // valid UTF-8
  StepBits steps = 0;     // as the record gives them; 0 = none or unknown
};

/// A guess: records have no field for it.
struct TurningPoint {
  std::uint32_t section = 0;  // 0-based
  TextSpan span;              // bytes of the section's text: one sentence
  int points = 0;             // kLeastTurningPoints and more
};

/// Weaker evidence is none.
inline constexpr int kLeastTurningPoints = 15;

/// Adds up what speaks for a sentence: words of noticing outside quotes that are not denied
/// (「気づいた」, 「膝を打った」), words by which people speak of themselves or see a thing anew
/// inside quotes (「止めているのは私か」; 25 points at most), by the cues of the data; and takes
/// off points where the sentence names no head of the company (15), a supporter acts in it (12),
/// its section is of the step 信頼関係 (8) or of none but others than 気づき and 内発的動機づけ
/// (30), or the record gives no steps (8). Immutable.
class TurningPointReader {
 public:
  /// `file` is cues/turning.tsv: kind (notice, self, head), cue, points (1–99). A cue with 「…」
  /// stands for both parts, one after the other. Errors: those of read_tsv.
  static Result<std::shared_ptr<const TurningPointReader>> load(const std::filesystem::path& file);

  /// The strongest sentence, the first of equals; nothing when none reaches kLeastTurningPoints.
  /// Linear time.
  std::optional<TurningPoint> find(std::span<const TurningSection> sections) const;

 private:
  struct Cue {
    std::u32string first;
    std::u32string then;  // empty: the first alone
    int points = 0;
  };

  int points_of(std::string_view sentence) const;

  std::vector<Cue> notices_;
  std::vector<Cue> selves_;
  std::vector<Cue> heads_;
};

}  // namespace kizuki
