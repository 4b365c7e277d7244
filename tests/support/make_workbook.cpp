#include "tests/support/make_workbook.hpp"

#include <stdexcept>

#include <zip.h>

namespace kizuki {
namespace {

constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* kRelation =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kRelation + "/" + type + "\" Target=\"" +
         target + "\"/>";
}

}  // namespace

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& entries) {
  zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(out);
  zip_t* archive = zip_open_from_source(out, ZIP_TRUNCATE, nullptr);
  if (archive == nullptr) throw std::runtime_error("zip_open_from_source");
  for (const auto& [name, content] : entries) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
      throw std::runtime_error("zip_file_add");
    }
  }
  if (zip_close(archive) != 0 || zip_source_open(out) != 0) throw std::runtime_error("zip_close");
  zip_source_seek(out, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(out)), '\0');
  zip_source_seek(out, 0, SEEK_SET);
  zip_source_read(out, bytes.data(), bytes.size());
  zip_source_close(out);
  zip_source_free(out);
  return bytes;
}

std::string make_workbook(const MadeWorkbook& book) {
  std::string sheets;
  std::string relations = relation("rs", "sharedStrings", "sharedStrings.xml") +
                          relation("rt", "styles", "/xl/styles.xml");
  std::vector<std::pair<std::string, std::string>> entries;
  int number = 0;
  for (const MadeSheet& sheet : book.sheets) {
    const std::string digits = std::to_string(++number);
    sheets.append("<sheet name=\"").append(escaped(sheet.name)).append("\" sheetId=\"");
    sheets.append(digits).append("\" state=\"").append(sheet.state);
    sheets.append("\" r:id=\"r").append(digits).append("\"/>");
    relations += relation("r" + digits, "worksheet", "worksheets/sheet" + digits + ".xml");
    const std::string merged =
        sheet.merged.empty() ? "" : "<mergeCells>" + sheet.merged + "</mergeCells>";
    entries.emplace_back("xl/worksheets/sheet" + digits + ".xml",
                         std::string("<worksheet xmlns=\"") + kMain + "\"><sheetData>" +
                             sheet.rows + "</sheetData>" + merged + "</worksheet>");
  }
  entries.emplace_back("xl/workbook.xml", std::string("<workbook xmlns=\"") + kMain +
                                              "\" xmlns:r=\"" + kRelation + "\"><workbookPr " +
                                              book.properties + "/><sheets>" + sheets +
                                              "</sheets></workbook>");
  entries.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                       "relationships\">" +
                           relations + "</Relationships>");
  entries.emplace_back("xl/sharedStrings.xml",
                       std::string("<sst xmlns=\"") + kMain + "\">" + book.strings + "</sst>");
  entries.emplace_back("xl/styles.xml", std::string("<styleSheet xmlns=\"") + kMain + "\">" +
                                            book.styles + "</styleSheet>");
  return make_zip(entries);
}

std::string text_row(int number, const std::vector<std::string>& cells) {
  std::string out = "<row r=\"" + std::to_string(number) + "\">";
  char column = 'A';
  for (const std::string& cell : cells) {
    const std::string place = std::string(1, column++) + std::to_string(number);
    if (cell.empty()) continue;
    out += "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>";
  }
  return out + "</row>";
}

}  // namespace kizuki
