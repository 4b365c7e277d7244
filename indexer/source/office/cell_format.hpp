// How a number in a cell of a workbook is shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {

/// What a number stands for by its number format.
struct CellFormat {
  enum class Kind : std::uint8_t { kNumber, kPercent, kDate, kTime, kDateTime, kElapsed };
  Kind kind = Kind::kNumber;
  std::size_t digits = 0;  // of a kNumber whose format is zeros only: at least so many

  bool operator==(const CellFormat& other) const = default;
};

/// By a format's code ("yyyy/m/d", "[$-411]ggge年m月d日", "0000", "0.0%"): a date where it has
/// years, eras or days, or months without hours; a time where it has hours or seconds; elapsed time
/// where these stand in brackets. Only the part before the first ";" counts.
CellFormat cell_format(std::string_view code);

/// Of the numbers below 164, which stand for codes that no file repeats; East Asian ones (27 to 36,
/// 50 to 58) are dates as in Japanese Excel.
CellFormat built_in_cell_format(std::uint32_t number);

/// The formats of a workbook's cells by the number in their attribute "s", from the entry `part`,
/// its styles. Errors: those of read_xml_part.
Result<std::vector<CellFormat>> read_cell_formats(const ZipArchive& archive, std::string_view part);

/// A number of a cell, as it stands in the file ("45413", "0.1", "1.5E-3"), as text: with 15 digits
/// as spreadsheet programs show, without needless zeros; dates as 2024-05-01, times as 13:30 or
/// 13:30:05, both with a space between; 26:30 when elapsed; 12.5% of a share. Numbers that are no
/// dates of the years 1900 to 9999 stay numbers; what is no number at all is given back as it is.
/// `from_1904`: days count from 1904-01-01.
std::string number_text(std::string_view number, const CellFormat& format, bool from_1904);

}  // namespace kizuki
