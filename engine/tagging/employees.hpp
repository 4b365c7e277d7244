// Number of employees as a report tells it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/tagging/case_text.hpp"

namespace kizuki {

/// A statement of how many people work for the company.
struct EmployeeCount {
  std::int64_t employees = 0;
  std::size_t passage = 0;  // of the CaseText
  std::size_t field = 0;    // of the CaseText
  std::uint32_t begin = 0;  // characters of the passage
  std::uint32_t end = 0;
  int strength = 0;  // 30 「従業員25名」, 20 「社員19名」「3名体制」; title and opening + 5
};

/// The strongest statement of a case, the earliest of equals; title and first section weigh more.
/// 「従業員25名（うちパート10名）」 is 25, 「正社員8名、パート12名」 20, 「夫婦とパート2名」 4;
/// kanji numerals and full-width digits count. Numbers of those who left, came, were asked or
/// helped from outside (退職, 採用, 局職員, 専門家 …) are passed over.
std::optional<EmployeeCount> read_employees(const CaseText& text);

}  // namespace kizuki
