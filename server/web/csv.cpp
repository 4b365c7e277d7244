#include "server/web/csv.hpp"

#include <array>
#include <utility>

#include "server/web/page.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 8> kFormulaSigns{"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool looks_like_a_formula(std::string_view cell) {
  // A tab or a line break may be dropped in front of it when it is read.
  const std::size_t begin = cell.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  cell.remove_prefix(begin);
  for (const std::string_view sign : kFormulaSigns) {
    if (cell.starts_with(sign)) return true;
  }
  return false;
}

}  // namespace

CsvText::CsvText(const std::vector<std::string>& columns) : out_(kByteOrderMark) {
  add_row(columns);
}

void CsvText::add_row(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out_.push_back(',');
    add_cell(cells[i]);
  }
  out_ += "\r\n";
}

void CsvText::add_cell(std::string_view cell) {
  out_.push_back('"');
  if (looks_like_a_formula(cell)) out_.push_back('\'');
  for (const char c : cell) {
    if (c == '"') out_.push_back('"');
    if (c != '\0') out_.push_back(c);
  }
  out_.push_back('"');
}

HttpResponse csv_response(std::string_view route, const std::string& file_name, std::string csv) {
  HttpResponse response;
  response.status = 200;
  response.route = route;
  response.type = "text/csv; charset=utf-8";
  response.body = std::move(csv);
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + file_name + "\"");
  response.headers.emplace_back("Cache-Control", "no-store");
  add_security_headers(response);
  return response;
}

}  // namespace kizuki
