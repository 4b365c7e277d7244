// What the guideline says to mind while a report is written: points of each step, and the checklist
// of whether accompaniment fits a company.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/registration/report_form.hpp"

namespace kizuki {

struct StepPoint {
  bool avoid = false;  // what to keep from; else what to do
  std::string text;    // Japanese, a sentence or two
};

/// Immutable and shared by all threads.
class ReportGuidance {
 public:
  /// Reads points.tsv (step, kind, text) and checklist.tsv (point, text) of `folder`. Errors:
  /// kNotFound, kCorrupt with file and line.
  static Result<std::shared_ptr<const ReportGuidance>> load(const std::filesystem::path& folder);

  /// Of step 1 … 7, in the order of the file; none for other numbers.
  const std::vector<StepPoint>& points(int step) const;
  /// By number, from 0.
  const std::array<std::string, kChecklistPoints>& checklist() const { return checklist_; }

 private:
  std::array<std::vector<StepPoint>, 8> points_;  // by step; [0] stays empty
  std::array<std::string, kChecklistPoints> checklist_;
};

}  // namespace kizuki
