// Reads an XLSX file back, as far as tests look into it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// The files of a ZIP archive by their names; empty when it is none.
std::map<std::string, std::string> unzip(std::string_view bytes);

struct ReadCell {
  std::string type;  // "inlineStr" of a text, empty of a number
  std::string value;
};

struct ReadSheet {
  std::string name;
  std::string xml;
  std::map<std::string, ReadCell> cells;  // by place: "A1"
};

/// The sheets of a workbook in order; the texts with their entities resolved.
std::vector<ReadSheet> read_workbook(std::string_view bytes);

}  // namespace kizuki
