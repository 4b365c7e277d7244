#include "tests/support/make_pdf.hpp"

#include <cstddef>
#include <cstdio>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

/// UTF-16, big endian, in hex; characters of the basic plane only.
std::string hex_of(const std::string& line) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04X",
                  static_cast<unsigned>(utf8_next(line, at) & 0xFFFF));
    out += digits;
  }
  return out;
}

std::string content_of(const std::vector<std::string>& lines) {
  std::string out = "BT /F1 10 Tf 14 TL 50 780 Td\n";
  for (const std::string& line : lines) out += "<" + hex_of(line) + "> Tj T*\n";
  return out + "ET\n";
}

}  // namespace

std::string make_pdf(const std::vector<std::vector<std::string>>& pages) {
  constexpr int kFirstPage = 6;
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "",
      R"(<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UTF16-H
            /DescendantFonts [4 0 R] >>)",
      R"(<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /FontDescriptor 5 0 R
            /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> >>)",
      R"(<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 0 1000 1000]
            /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>)"};
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::string page = std::to_string(kFirstPage + 2 * i) + " 0 R";
    const std::string content = std::to_string(kFirstPage + 2 * i + 1) + " 0 R";
    kids += page + " ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " + content +
                      " /Resources << /Font << /F1 3 0 R >> >> >>");
    const std::string text = content_of(pages[i]);
    objects.push_back("<< /Length " + std::to_string(text.size()) + " >>\nstream\n" + text +
                      "endstream");
  }
  objects[1] =
      "<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>";
  std::string out = "%PDF-1.5\n";
  std::string places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char place[24];
    std::snprintf(place, sizeof place, "%010zu 00000 n \n", out.size());
    places += place;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::size_t table = out.size();
  out += "xref\n0 " + count + "\n0000000000 65535 f \n" + places + "trailer\n<< /Size " + count +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  return out;
}

}  // namespace kizuki
