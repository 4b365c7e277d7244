#include "engine/essence/turning_point.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/corpus/tsv_table.hpp"
#include "engine/essence/people_words.hpp"
#include "engine/tagging/polarity.hpp"
#include "engine/text/sentence_splitter.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kNotFound = std::u32string_view::npos;
constexpr std::string_view kGap = "…";
constexpr int kMostPoints = 99;
constexpr int kMostOfQuotes = 25;
constexpr int kNoHead = 15;
constexpr int kSupporterActs = 12;
constexpr int kTrustStep = 8;
constexpr int kOtherStep = 30;
constexpr int kNoSteps = 8;
constexpr std::array<char32_t, 3> kSubjectMarks{U'は', U'が', U'も'};

std::u32string characters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(utf8_next(text, at));
  return out;
}

/// A sentence in two: what is told, with 「」 in the place of each quote, and what is quoted.
struct Voices {
  std::u32string told;
  std::u32string said;
};

Voices voices_of(std::string_view sentence) {
  Voices out;
  int depth = 0;
  for (std::size_t at = 0; at < sentence.size();) {
    const char32_t here = utf8_next(sentence, at);
    if (here == U'「' || here == U'『') {
      if (depth++ == 0) out.told.push_back(U'「');
    } else if ((here == U'」' || here == U'』') && depth > 0) {
      if (--depth == 0) {
        out.told.push_back(U'」');
        out.said.push_back(U' ');
      }
    } else {
      (depth > 0 ? out.said : out.told).push_back(here);
    }
  }
  return out;
}

bool supporter_acts(std::u32string_view told) {
  return std::any_of(kSupporterWords.begin(), kSupporterWords.end(), [&](std::string_view name) {
    const std::u32string word = characters_of(name);
    for (std::size_t at = told.find(word); at != kNotFound; at = told.find(word, at + 1)) {
      const std::size_t behind = at + word.size();
      if (behind < told.size() && std::find(kSubjectMarks.begin(), kSubjectMarks.end(),
                                            told[behind]) != kSubjectMarks.end()) {
        return true;
      }
    }
    return false;
  });
}

bool names_a_manager(std::u32string_view told) {
  return std::any_of(kManagerWords.begin(), kManagerWords.end(), [&](std::string_view name) {
    return told.find(characters_of(name)) != kNotFound;
  });
}

/// What the place of a sentence takes off.
int off_for_place(StepBits steps, bool steps_known) {
  if (!steps_known) return kNoSteps;
  if ((steps & step_bits({4, 5})) != 0) return 0;
  return (steps & step_bits({3})) != 0 ? kTrustStep : kOtherStep;
}

/// A bullet in front is not part of a sentence.
TextSpan without_bullet(std::string_view text, TextSpan span) {
  constexpr std::string_view kBullet = "・";
  if (span.of(text).starts_with(kBullet)) span.begin += static_cast<std::uint32_t>(kBullet.size());
  return span;
}

int number_in(std::string_view cell) {
  int number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool whole = error == std::errc() && end == cell.data() + cell.size();
  return whole && number <= kMostPoints ? std::max(number, 0) : 0;
}

}  // namespace

Result<std::shared_ptr<const TurningPointReader>> TurningPointReader::load(
    const std::filesystem::path& file) {
  const auto rows = read_tsv(file, {"kind", "cue", "points"});
  if (!rows) return rows.error();
  auto reader = std::make_shared<TurningPointReader>();
  for (const TsvRow& row : *rows) {
    std::vector<Cue>* kind = row.cells[0] == "notice" ? &reader->notices_
                             : row.cells[0] == "self" ? &reader->selves_
                             : row.cells[0] == "head" ? &reader->heads_
                                                      : nullptr;
    const std::string_view cue = row.cells[1];
    const std::size_t gap = cue.find(kGap);
    Cue read;
    read.first = characters_of(cue.substr(0, gap));
    if (gap != std::string_view::npos) read.then = characters_of(cue.substr(gap + kGap.size()));
    read.points = number_in(row.cells[2]);
    if (kind == nullptr || read.first.empty() || read.points == 0) {
      return tsv_error(file, row.line,
                       "notice・self・head のどれか、ことば、点（1〜99）の順に書いて"
                       "ください");
    }
    kind->push_back(std::move(read));
  }
  return std::shared_ptr<const TurningPointReader>(std::move(reader));
}

int TurningPointReader::points_of(std::string_view sentence) const {
  const Voices voices = voices_of(sentence);
  const auto end_of = [](std::u32string_view text, const Cue& cue) {
    std::size_t end = text.find(cue.first);
    if (end == kNotFound) return kNotFound;
    end += cue.first.size();
    if (cue.then.empty()) return end;
    const std::size_t then = text.find(cue.then, end);
    return then == kNotFound ? kNotFound : then + cue.then.size();
  };
  int points = 0;
  for (const Cue& cue : notices_) {
    const std::size_t end = end_of(voices.told, cue);
    if (end != kNotFound && !is_denied(voices.told, end)) points += cue.points;
  }
  int of_quotes = 0;
  for (const Cue& cue : selves_) {
    if (end_of(voices.said, cue) != kNotFound) of_quotes += cue.points;
  }
  points += std::min(of_quotes, kMostOfQuotes);
  if (points < kLeastTurningPoints) return points;  // the rest only takes off
  const bool head = names_a_manager(voices.told) ||
                    std::any_of(heads_.begin(), heads_.end(), [&](const Cue& cue) {
                      return end_of(voices.told, cue) != kNotFound;
                    });
  if (!head) points -= kNoHead;
  if (supporter_acts(voices.told)) points -= kSupporterActs;
  return points;
}

std::optional<TurningPoint> TurningPointReader::find(
    std::span<const TurningSection> sections) const {
  const bool steps_known = std::any_of(sections.begin(), sections.end(),
                                       [](const auto& section) { return section.steps != 0; });
  SentenceSplitter splitter;
  std::vector<TextSpan> sentences;
  std::optional<TurningPoint> best;
  for (std::uint32_t i = 0; i < sections.size(); ++i) {
    const int off = off_for_place(sections[i].steps, steps_known);
    splitter.split(sections[i].text, sentences);
    for (const TextSpan sentence : sentences) {
      const TextSpan span = without_bullet(sections[i].text, sentence);
      const int points = points_of(span.of(sections[i].text)) - off;
      if (points >= kLeastTurningPoints && (!best || points > best->points)) {
        best = TurningPoint{i, span, points};
      }
    }
  }
  return best;
}

}  // namespace kizuki
