#include "tests/support/workbook_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <regex>
#include <utility>

#include <zlib.h>

namespace kizuki {
namespace {

constexpr std::size_t kByteBits = 8;

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t out = 0;
  for (std::size_t i = size; i-- > 0;) {
    out = out << kByteBits | static_cast<unsigned char>(bytes.at(at + i));
  }
  return out;
}

std::string inflated(std::string_view packed, std::size_t size) {
  std::string in(packed);
  std::string out(size, '\0');
  z_stream stream{};
  // Without a header of zlib's own, as archives have it.
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return status == Z_STREAM_END ? out : std::string();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string plain(std::string text) {
  text = replaced(std::move(text), "&lt;", "<");
  text = replaced(std::move(text), "&gt;", ">");
  text = replaced(std::move(text), "&quot;", "\"");
  return replaced(std::move(text), "&amp;", "&");
}

std::map<std::string, ReadCell> cells_of(const std::string& xml) {
  static const std::regex kCell(
      R"re(<c r="([A-Z]+[0-9]+)"(?: s="\d+")?(?: t="(\w+)")?>(.*?)</c>)re");
  static const std::regex kTag("<[^>]*>");
  std::map<std::string, ReadCell> out;
  // The sheets of the tests have short texts; std::regex recurses by their length.
  for (std::sregex_iterator at(xml.begin(), xml.end(), kCell), end; at != end; ++at) {
    out[(*at)[1]] = {(*at)[2], plain(std::regex_replace((*at)[3].str(), kTag, ""))};
  }
  return out;
}

}  // namespace

std::map<std::string, std::string> unzip(std::string_view bytes) {
  constexpr std::string_view kDirectoryEnd = "PK\x05\x06";
  std::map<std::string, std::string> out;
  const std::size_t end = bytes.rfind(kDirectoryEnd);
  if (end == std::string_view::npos) return out;
  const std::size_t entries = little_endian(bytes, end + 10, 2);
  std::size_t at = little_endian(bytes, end + 16, 4);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t method = little_endian(bytes, at + 10, 2);
    const std::size_t packed = little_endian(bytes, at + 20, 4);
    const std::size_t size = little_endian(bytes, at + 24, 4);
    const std::size_t name = little_endian(bytes, at + 28, 2);
    const std::size_t extra = little_endian(bytes, at + 30, 2);
    const std::size_t comment = little_endian(bytes, at + 32, 2);
    const std::size_t local = little_endian(bytes, at + 42, 4);
    const std::size_t data =
        local + 30 + little_endian(bytes, local + 26, 2) + little_endian(bytes, local + 28, 2);
    const std::string_view content = bytes.substr(data, packed);
    out[std::string(bytes.substr(at + 46, name))] =
        method == 0 ? std::string(content) : inflated(content, size);
    at += 46 + name + extra + comment;
  }
  return out;
}

std::vector<ReadSheet> read_workbook(std::string_view bytes) {
  const auto files = unzip(bytes);
  std::vector<ReadSheet> out;
  const auto book = files.find("xl/workbook.xml");
  if (book == files.end()) return out;
  static const std::regex kSheet("<sheet name=\"([^\"]*)\"");
  for (std::sregex_iterator at(book->second.begin(), book->second.end(), kSheet), end; at != end;
       ++at) {
    ReadSheet sheet;
    sheet.name = plain((*at)[1].str());
    const auto file = files.find("xl/worksheets/sheet" + std::to_string(out.size() + 1) + ".xml");
    if (file != files.end()) {
      sheet.xml = file->second;
      sheet.cells = cells_of(sheet.xml);
    }
    out.push_back(std::move(sheet));
  }
  return out;
}

}  // namespace kizuki
