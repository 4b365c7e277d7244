#include "indexer/source/json_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kizuki {
namespace {

constexpr std::array<std::string_view, 6> kEnvelopeKeys = {"items",    "records", "cases",
                                                           "supports", "results", "data"};

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }
bool is_line_end(char byte) { return byte == '\n' || byte == '\r'; }

/// Finds the next line that begins with "{" behind `indent` bytes of white space, in text handed
/// over in pieces; the text before the first line end is not looked at.
class RecordLineFinder {
 public:
  explicit RecordLineFinder(std::size_t indent) : indent_(indent) {}

  /// Offset of that "{" in `text`, npos when it must be looked for in the next piece.
  std::size_t find(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (is_line_end(text[i])) {
        blank_ = 0;
      } else if (blank_ && is_blank(text[i])) {
        ++*blank_;
      } else {
        if (blank_ == indent_ && text[i] == '{') return i;
        blank_.reset();
      }
    }
    return std::string_view::npos;
  }

 private:
  std::size_t indent_;
  std::optional<std::size_t> blank_;
};

JsonScanner element_scanner() { return JsonScanner(JsonLimits{}.depth); }
JsonScanner top_scanner() { return JsonScanner(JsonLimits{}.depth, true); }

}  // namespace

Result<JsonSource::Item> JsonSource::next_item() {
  while (place_ != Place::kEnd) {
    const auto byte = skip_space();
    if (!byte) return byte.error();
    auto item = place_ == Place::kTop     ? at_top(*byte)
                : place_ == Place::kArray ? in_array(*byte)
                                          : read_value(*envelope_);
    if (!item || *item) return item;
  }
  return Item();
}

Result<JsonSource::Item> JsonSource::at_top(std::optional<char> byte) {
  if (!byte) {
    place_ = Place::kEnd;
    return any_ ? Item() : Item(empty_file());
  }
  any_ = true;
  if (*byte == '{') return read_value(top_scanner());
  if (*byte == '[') {
    take_byte();
    open_array();
    return Item();
  }
  start_value();
  take_byte();
  return give_up("JSON ではない文字があります");
}

Result<JsonSource::Item> JsonSource::in_array(std::optional<char> byte) {
  const std::uint64_t line = window_.line();
  const auto fault = [&](std::string message) {
    return Item(refused(line, ErrorCode::kInvalidRecord, std::move(message)));
  };
  if (!byte) {
    place_ = Place::kEnd;
    return fault("配列の終わりの ] がありません（ファイルが途中で切れているかもしれません）");
  }
  if (*byte == ',') {
    take_byte();
    behind_comma_ = std::exchange(behind_element_, false);
    return behind_comma_ ? Item() : fault("余分な , があります");
  }
  if (*byte == ']') {
    take_byte();
    const bool trailing_comma = behind_comma_;
    close_array();
    return trailing_comma ? fault("最後の事例の後に余分な , があります") : Item();
  }
  if (std::exchange(behind_element_, false)) return fault("前の事例との間に , がありません");
  return read_value(element_scanner());
}

void JsonSource::start_value() {
  if (place_ == Place::kEnvelope) {
    value_line_ = envelope_line_;
    value_indent_ = envelope_indent_;
  } else {
    value_line_ = window_.line();
    if (indent_) value_indent_ = indent_;
  }
  value_too_long_ = false;
  window_.mark();
}

Result<JsonSource::Item> JsonSource::read_value(JsonScanner scanner) {
  start_value();
  return scan_value(std::move(scanner));
}

/// Moves behind the value and makes its item. What is scanned at once ends a byte behind the limit,
/// so that what is done about a long value does not depend on how much text is at hand.
Result<JsonSource::Item> JsonSource::scan_value(JsonScanner scanner) {
  indent_.reset();
  for (;;) {
    std::string_view text = window_.unread();
    if (!value_too_long_) text = text.substr(0, record_bytes_ + 1 - window_.marked().size());
    std::size_t used = 0;
    const auto status = scanner.scan(text, used);
    window_.advance(used);
    switch (status) {
      case JsonScanner::Status::kDone:
        return finish_value();
      case JsonScanner::Status::kOpenString:
        return give_up("文字列の終わりの \" がありません");
      case JsonScanner::Status::kMismatch:
        return give_up("{ } か [ ] の対応が正しくありません");
      case JsonScanner::Status::kMemberArray: {
        const auto enters = enters_envelope(scanner);
        if (!enters) return enters.error();
        if (*enters) {
          envelope_ = std::move(scanner);
          return Item();
        }
        indent_.reset();
        break;
      }
      // A depth bomb, or a bracket missing long before: then a record begins on a line between.
      case JsonScanner::Status::kDeep:
        if (resumes_inside(window_.marked())) return give_up("閉じる } か ] がありません");
        break;
      case JsonScanner::Status::kMore:
        break;
    }
    if (!value_too_long_ && window_.marked().size() > record_bytes_) {
      if (resumes_inside(window_.marked())) return give_up("閉じる } か ] がありません");
      value_too_long_ = true;
      window_.release();
    }
    if (!window_.unread().empty()) continue;
    const auto more = window_.fill();
    if (!more) return more.error();
    if (*more) continue;
    if (scanner.in_token()) return finish_value();
    return give_up("閉じる } か ] がありません（ファイルが途中で切れているかもしれません）");
  }
}

JsonSource::Item JsonSource::finish_value() {
  if (place_ == Place::kEnvelope) return finish_envelope();
  value_too_long_ = value_too_long_ || window_.marked().size() > record_bytes_;
  Item item =
      value_too_long_ ? too_long(value_line_) : record_of_json(value_line_, window_.marked());
  window_.release();
  behind_element_ = true;
  behind_comma_ = false;
  return item;
}

JsonSource::Item JsonSource::finish_envelope() {
  keep_envelope_text();
  envelope_.reset();
  place_ = Place::kTop;
  if (envelope_too_long_) return Item();
  SourceItem item = record_of_json(envelope_line_, envelope_text_);
  if (auto* error = std::get_if<Error>(&item.content)) {
    error->message = "事例の配列の外側: " + error->message;
    return item;
  }
  return Item();
}

/// Whether the member array whose "[" was just read holds the records; then moves into it.
Result<bool> JsonSource::enters_envelope(const JsonScanner& scanner) {
  const bool named =
      std::find(kEnvelopeKeys.begin(), kEnvelopeKeys.end(), scanner.key()) != kEnvelopeKeys.end();
  if (!named || scanner.has_id()) return false;
  const auto first = skip_space();
  if (!first) return first.error();
  if (*first != '{' && *first != ']') return false;
  if (place_ == Place::kTop) {
    envelope_line_ = value_line_;
    envelope_indent_ = value_indent_;
    envelope_text_.clear();
    envelope_too_long_ = false;
  }
  keep_envelope_text();
  open_array();
  return true;
}

void JsonSource::keep_envelope_text() {
  const std::string_view text = window_.marked();
  envelope_too_long_ =
      envelope_too_long_ || value_too_long_ || envelope_text_.size() + text.size() > record_bytes_;
  if (!envelope_too_long_) envelope_text_ += text;
  window_.release();
}

void JsonSource::open_array() {
  place_ = Place::kArray;
  behind_element_ = false;
  behind_comma_ = false;
}

void JsonSource::close_array() {
  behind_comma_ = false;
  place_ = envelope_ ? Place::kEnvelope : Place::kTop;
  if (!envelope_) return;
  envelope_->leave_array();
  envelope_text_ += ']';
}

/// Refuses the value that starts at the mark and moves to the next line that looks like a record.
Result<JsonSource::Item> JsonSource::give_up(std::string_view reason) {
  if (!value_too_long_) window_.rewind();
  window_.release();
  const auto found = resume();
  if (!found) return found.error();
  if (place_ == Place::kEnvelope) {
    envelope_.reset();
    place_ = Place::kTop;
  }
  behind_element_ = false;
  behind_comma_ = false;
  std::string message(reason);
  if (*found) {
    message += "（" + std::to_string(window_.line()) + " 行目から読み直します）";
  } else {
    place_ = Place::kEnd;
    message += "（ここから後は読めません）";
  }
  return Item(refused(value_line_, ErrorCode::kInvalidRecord, std::move(message)));
}

Result<bool> JsonSource::resume() {
  if (!value_indent_) return false;
  RecordLineFinder finder(*value_indent_);
  for (;;) {
    const std::string_view text = window_.unread();
    const std::size_t found = finder.find(text);
    window_.advance(std::min(found, text.size()));
    if (found != std::string_view::npos) {
      indent_ = value_indent_;
      return true;
    }
    const auto more = window_.fill();
    if (!more) return more.error();
    if (!*more) return false;
  }
}

bool JsonSource::resumes_inside(std::string_view text) const {
  return value_indent_ && RecordLineFinder(*value_indent_).find(text) != std::string_view::npos;
}

/// The first byte that is not white space, left unread; nothing at the end.
Result<std::optional<char>> JsonSource::skip_space() {
  for (;;) {
    const std::string_view text = window_.unread();
    std::size_t blank = 0;
    for (; blank < text.size() && (is_blank(text[blank]) || is_line_end(text[blank])); ++blank) {
      if (is_line_end(text[blank])) {
        indent_ = 0;
      } else if (indent_) {
        ++*indent_;
      }
    }
    const bool found = blank < text.size();
    const char byte = found ? text[blank] : ' ';
    window_.advance(blank);
    if (found) return std::optional(byte);
    if (window_.marked().size() > record_bytes_) {  // white space inside a value being looked at
      value_too_long_ = true;
      window_.release();
    }
    const auto more = window_.fill();
    if (!more) return more.error();
    if (!*more) return std::optional<char>();
  }
}

void JsonSource::take_byte() {
  window_.advance(1);
  indent_.reset();
}

}  // namespace kizuki
