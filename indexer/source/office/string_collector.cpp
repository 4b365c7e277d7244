#include "indexer/source/office/string_collector.hpp"

#include <optional>
#include <utility>

#include "indexer/source/office/part_reader.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostTextBytes = std::size_t{128} << 20U;
constexpr std::string_view kEscape = "_x";
constexpr std::size_t kEscapeBytes = 7;  // "_x000D_"

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

/// The character below U+0080 that `text` begins with as an escape. Others stand for themselves in
/// files and are escaped by nobody.
std::optional<char> escaped_character(std::string_view text) {
  if (text.size() < kEscapeBytes || text.substr(0, 2) != kEscape || text[6] != '_') {
    return std::nullopt;
  }
  unsigned value = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const auto digit = hex_digit(text[i]);
    if (!digit) return std::nullopt;
    value = value * 16 + *digit;
  }
  if (value == 0 || value >= 0x80) return std::nullopt;
  return static_cast<char>(value);
}

std::string without_escapes(std::string text) {
  if (text.find(kEscape) == std::string::npos && text.find('\r') == std::string::npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto escaped = escaped_character(std::string_view(text).substr(i));
    out += escaped.value_or(text[i]);
    i += escaped ? kEscapeBytes : 1;
  }
  std::string lines;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool return_before_end = out[i] == '\r' && i + 1 < out.size() && out[i + 1] == '\n';
    if (!return_before_end) lines += out[i] == '\r' ? '\n' : out[i];
  }
  return lines;
}

}  // namespace

void StringCollector::begin(std::string_view element) {
  if (element == "rPh") ++readings_;
  if (element == "t" && readings_ == 0) in_text_ = true;
}

void StringCollector::end(std::string_view element) {
  if (element == "rPh" && readings_ > 0) --readings_;
  if (element == "t") in_text_ = false;
}

void StringCollector::text(std::string_view piece) {
  if (in_text_) text_ += piece;
}

std::string StringCollector::take() {
  in_text_ = false;
  readings_ = 0;
  return without_escapes(std::exchange(text_, {}));
}

namespace {

class StringsHandler final : public XmlHandler {
 public:
  StringsHandler(std::string& texts, std::vector<std::uint32_t>& ends)
      : texts_(texts), ends_(ends) {}

  void begin(std::string_view name, const XmlAttributes&) override { collector_.begin(name); }
  void end(std::string_view name) override {
    collector_.end(name);
    if (name != "si" || texts_.size() > kMostTextBytes) return;
    texts_ += collector_.take();
    ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
  }
  void text(std::string_view piece) override {
    if (collector_.size() <= kMostTextBytes) collector_.text(piece);
  }

 private:
  StringCollector collector_;
  std::string& texts_;
  std::vector<std::uint32_t>& ends_;
};

}  // namespace

Result<SharedStrings> SharedStrings::read(const ZipArchive& archive, std::string_view name) {
  SharedStrings strings;
  StringsHandler handler(strings.texts_, strings.ends_);
  const auto check = [&]() -> Result<void> {
    if (strings.texts_.size() <= kMostTextBytes) return {};
    return Error{ErrorCode::kLimitExceeded,
                 "文章が多すぎます（上限 128 MB。ファイルを分けるか、CSV で保存し直してください）",
                 "",
                 0,
                 "",
                 ""};
  };
  // Marks, forms and readings take more than the texts.
  auto read = read_xml_part(archive, name, std::uint64_t{8} * kMostTextBytes, handler, check);
  if (!read) return std::move(read).error();
  return strings;
}

std::string_view SharedStrings::at(std::uint64_t number) const {
  if (number >= ends_.size()) return {};
  const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(texts_).substr(begin, ends_[number] - begin);
}

}  // namespace kizuki
