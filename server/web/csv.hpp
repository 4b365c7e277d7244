// Tables for spreadsheets.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/http_message.hpp"

namespace kizuki {

/// A table as CSV (RFC 4180) in UTF-8 with the byte order mark that Excel asks for, lines ended by
/// CRLF. Text that a spreadsheet would take for a formula (it begins with = + - @, or with white
/// space before one) gets an apostrophe in front: what somebody wrote into a case must not
/// calculate on somebody else's machine. Full-width signs count too, because Excel takes them for
/// the others.
class CsvText {
 public:
  explicit CsvText(const std::vector<std::string>& columns);

  void add_row(const std::vector<std::string>& cells);

  std::string take() && { return std::move(out_); }

 private:
  void add_cell(std::string_view cell);

  std::string out_;
};

/// An answer that is saved as a file. `file_name`: A-Za-z0-9._-.
HttpResponse csv_response(std::string_view route, const std::string& file_name, std::string csv);

}  // namespace kizuki
