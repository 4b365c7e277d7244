#include "engine/tagging/tag_lexicon.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/tagging/case_text.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTableBytes = std::size_t{16} << 20;
constexpr std::size_t kMostPhrases = 100'000;
constexpr std::size_t kWalls = 5;
constexpr std::size_t kMostNames = 1'000;
constexpr std::string_view kNameRow = "name";

Error corrupt(std::string_view file, std::uint64_t line, std::string message) {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = std::move(message);
  error.file = std::string(file);
  error.line = line;
  return error;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

/// Hands each row of `columns` cells behind the first `skip` lines to `take`.
template <typename Take>
Result<void> for_each_row(std::string_view text, std::string_view file, std::size_t columns,
                          std::size_t skip, Take&& take) {
  std::uint64_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (++number <= skip || line.empty()) continue;
    const auto cells = cells_of(line);
    if (cells.size() != columns) return corrupt(file, number, "列の数が違います");
    if (auto taken = take(cells); !taken) {
      Error error = std::move(taken).error();
      return std::move(error).with_file(std::string(file)).with_line(number);
    }
  }
  return {};
}

std::optional<std::uint16_t> number_behind(char letter, std::string_view code, std::size_t most) {
  if (code.size() != 2 || code[0] != letter || code[1] < '1') return std::nullopt;
  const auto number = static_cast<std::size_t>(code[1] - '1');
  if (number >= most) return std::nullopt;
  return static_cast<std::uint16_t>(number);
}

std::optional<std::uint16_t> issue_number(const std::vector<std::string>& issues,
                                          std::string_view code) {
  const auto found = std::find(issues.begin(), issues.end(), code);
  if (found == issues.end()) return std::nullopt;
  return static_cast<std::uint16_t>(found - issues.begin());
}

Error unknown_code(std::string_view code) {
  return corrupt({}, 0, "知らない符号です: " + std::string(code));
}

}  // namespace

std::size_t TagLexicon::labels_of(CueKind kind) const {
  switch (kind) {
    case CueKind::kStep:
      return kSteps;
    case CueKind::kWall:
      return kWalls;
    case CueKind::kIssueCue:
    case CueKind::kIssueStem:
      return issues_.size();
    case CueKind::kTool:
    case CueKind::kPartner:
      return names_.size();
    case CueKind::kBridge:
      break;
  }
  return 1;
}

Result<void> TagLexicon::add(Cue cue, std::string_view phrase) {
  if (cues_.size() >= kMostPhrases) return corrupt({}, 0, "手がかり語が多すぎます");
  auto characters = normalized_characters(phrase);
  if (!characters) return std::move(characters).error();
  if (characters->empty()) return corrupt({}, 0, "手がかり語が空です");
  phrases_.add(std::move(*characters));
  cues_.push_back(cue);
  return {};
}

Result<void> TagLexicon::add_named(std::string_view kind, std::string_view name,
                                   std::string_view written) {
  if (kind == "bridge") return add({CueKind::kBridge, 0, 1}, written);
  if (kind != "tool" && kind != "partner") return unknown_code(kind);
  if (name.empty()) return corrupt({}, 0, "名前が空です");
  if (names_.empty() || names_.back() != name) names_.emplace_back(name);
  if (names_.size() > kMostNames) return corrupt({}, 0, "名前が多すぎます");
  const auto label = static_cast<std::uint16_t>(names_.size() - 1);
  return add({kind == "tool" ? CueKind::kTool : CueKind::kPartner, label, 1}, written);
}

Result<TagLexicon> TagLexicon::parse(std::string_view cues, std::string_view stems,
                                     std::string_view named, std::vector<std::string> issues) {
  TagLexicon lexicon;
  lexicon.issues_ = std::move(issues);
  auto read = for_each_row(cues, "cues.tsv", 4, 1, [&](const auto& cells) -> Result<void> {
    const auto strength = static_cast<std::uint8_t>(cells[3] == "2" ? 2 : 1);
    std::optional<std::uint16_t> label;
    CueKind kind = CueKind::kStep;
    if (cells[0] == "step") label = number_behind('S', cells[1], kSteps);
    if (cells[0] == "wall") {
      kind = CueKind::kWall;
      label = number_behind('W', cells[1], kWalls);
    }
    if (cells[0] == "issue") {
      kind = CueKind::kIssueCue;
      label = issue_number(lexicon.issues_, cells[1]);
    }
    if (!label) return unknown_code(cells[1]);
    return lexicon.add({kind, *label, strength}, cells[2]);
  });
  if (!read) return std::move(read).error();
  read = for_each_row(stems, "issue_stems.tsv", 2, 1, [&](const auto& cells) -> Result<void> {
    const auto label = issue_number(lexicon.issues_, cells[0]);
    if (!label) return unknown_code(cells[0]);
    return lexicon.add({CueKind::kIssueStem, *label, 1}, cells[1]);
  });
  if (!read) return std::move(read).error();
  read = for_each_row(named, "named.tsv", 3, 1, [&](const auto& cells) -> Result<void> {
    return lexicon.add_named(cells[0], cells[1], cells[2]);
  });
  if (!read) return std::move(read).error();
  return lexicon;
}

Result<TagLexicon> TagLexicon::load(const fs::path& data_folder) {
  auto cues = read_file(data_folder / "cues" / "cues.tsv", kTableBytes);
  if (!cues) return std::move(cues).error();
  auto stems = read_file(data_folder / "cues" / "issue_stems.tsv", kTableBytes);
  if (!stems) return std::move(stems).error();
  auto named = read_file(data_folder / "cues" / "named.tsv", kTableBytes);
  if (!named) return std::move(named).error();
  auto taxonomy = read_file(data_folder / "taxonomy" / "issues.tsv", kTableBytes);
  if (!taxonomy) return std::move(taxonomy).error();
  std::vector<std::string> issues;
  std::string_view rest = *taxonomy;
  for (bool header = true; !rest.empty(); header = false) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!header && !line.empty()) issues.emplace_back(line.substr(0, line.find('\t')));
  }
  return parse(*cues, *stems, *named, std::move(issues));
}

std::string TagLexicon::to_text() const {
  std::string out;
  std::size_t named = 0;
  for (std::uint32_t i = 0; i < cues_.size(); ++i) {
    const Cue& cue = cues_[i];
    const bool has_name = cue.kind == CueKind::kTool || cue.kind == CueKind::kPartner;
    if (has_name && cue.label == named) {
      out.append(kNameRow).append("\t\t\t").append(names_[named++]).append("\n");
    }
    out += std::to_string(static_cast<int>(cue.kind)) + "\t" + std::to_string(cue.label) + "\t" +
           std::to_string(cue.strength) + "\t" + to_utf8(phrases_.phrase(i)) + "\n";
  }
  return out;
}

Result<TagLexicon> TagLexicon::from_text(std::string_view text, std::vector<std::string> issues) {
  TagLexicon lexicon;
  lexicon.issues_ = std::move(issues);
  const auto number = [](std::string_view cell) -> int {
    int value = 0;
    if (cell.empty() || cell.size() > 4) return -1;
    for (const char c : cell) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  auto read = for_each_row(text, "手がかり語", 4, 0, [&](const auto& cells) -> Result<void> {
    if (cells[0] == kNameRow) {
      if (lexicon.names_.size() >= kMostNames || cells[3].empty()) return unknown_code(cells[0]);
      lexicon.names_.emplace_back(cells[3]);
      return {};
    }
    const int kind = number(cells[0]);
    const int label = number(cells[1]);
    const int strength = number(cells[2]);
    if (kind < 0 || kind > static_cast<int>(CueKind::kBridge) || strength < 1 || strength > 2) {
      return unknown_code(cells[0]);
    }
    const auto cue_kind = static_cast<CueKind>(kind);
    const std::size_t most = lexicon.labels_of(cue_kind);
    if (label < 0 || static_cast<std::size_t>(label) >= most) return unknown_code(cells[1]);
    return lexicon.add(
        {cue_kind, static_cast<std::uint16_t>(label), static_cast<std::uint8_t>(strength)},
        cells[3]);
  });
  if (!read) return std::move(read).error();
  return lexicon;
}

}  // namespace kizuki
