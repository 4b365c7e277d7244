#include "engine/registration/report_guidance.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "engine/corpus/tsv_table.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSteps = 7;

/// 1 … `most`, or 0 when the cell says anything else.
std::size_t number_in(std::string_view cell, std::size_t most) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool whole = error == std::errc() && end == cell.data() + cell.size();
  return whole && number <= most ? number : 0;
}

}  // namespace

Result<std::shared_ptr<const ReportGuidance>> ReportGuidance::load(
    const std::filesystem::path& folder) {
  auto guidance = std::make_shared<ReportGuidance>();
  const auto points = folder / "points.tsv";
  auto rows = read_tsv(points, {"step", "kind", "text"});
  if (!rows) return std::move(rows).error();
  for (TsvRow& row : *rows) {
    const std::size_t step = number_in(row.cells[0], kSteps);
    const bool avoid = row.cells[1] == "avoid";
    if (step == 0 || (!avoid && row.cells[1] != "do") || row.cells[2].empty()) {
      return tsv_error(points, row.line, "段階（1〜7）、do か avoid、文の順に書いてください");
    }
    guidance->points_.at(step).push_back({avoid, std::move(row.cells[2])});
  }
  const auto checklist = folder / "checklist.tsv";
  rows = read_tsv(checklist, {"point", "text"});
  if (!rows) return std::move(rows).error();
  for (TsvRow& row : *rows) {
    const std::size_t point = number_in(row.cells[0], kChecklistPoints);
    if (point == 0 || row.cells[1].empty()) {
      return tsv_error(checklist, row.line, "番号（1〜5）と文を書いてください");
    }
    guidance->checklist_.at(point - 1) = std::move(row.cells[1]);
  }
  const auto& texts = guidance->checklist_;
  if (std::any_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); })) {
    return tsv_error(checklist, 0, "チェックリストは 5 項目です");
  }
  return std::shared_ptr<const ReportGuidance>(std::move(guidance));
}

const std::vector<StepPoint>& ReportGuidance::points(int step) const {
  const bool known = step >= 1 && step <= static_cast<int>(kSteps);
  return points_.at(known ? static_cast<std::size_t>(step) : 0);
}

}  // namespace kizuki
