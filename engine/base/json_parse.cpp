// parse_json over RapidJSON's SAX reader. RapidJSON 1.1 by default recurses (a depth bomb ends the
// process), takes invalid UTF-8 and keeps duplicate keys, hence the flags and the handler's checks.
// With all flags it still decodes a lone low surrogate to invalid UTF-8, and its own conversion of
// numbers gives infinity for 1.8e308, -5.6e-308 for 179769313486231580793e289, and for a zero of
// many decimals any number or a crash. So it only checks the grammar of numbers here, and
// std::from_chars, which is exact, converts them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <system_error>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "engine/base/json.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                            rapidjson::kParseNumbersAsStringsFlag;

constexpr std::string_view kNumberBeyondDouble = "数の絶対値が大きすぎるか小さすぎます";

/// The value of a number in JSON's grammar; nothing when only infinity, or zero for what is not
/// zero, could stand for it.
std::optional<Json> number_of(std::string_view digits) {
  const char* const end = digits.data() + digits.size();
  if (digits.find_first_of(".eE") == std::string_view::npos) {
    std::int64_t integer = 0;
    if (std::from_chars(digits.data(), end, integer).ec == std::errc()) return Json(integer);
  }
  double value = 0;
  if (std::from_chars(digits.data(), end, value).ec != std::errc() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return Json(value);
}

std::string_view reason_of(rapidjson::ParseErrorCode code) {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return "空です";
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "値の後に余分な文字があります";
    case rapidjson::kParseErrorObjectMissName:
      return "キーの \" がありません";
    case rapidjson::kParseErrorObjectMissColon:
      return "キーの後に : がありません";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return ", か } がありません";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return ", か ] がありません";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "\\u の後が16進数4桁ではありません";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "\\u のサロゲートが対になっていません";
    case rapidjson::kParseErrorStringEscapeInvalid:
      return "\\ の後の文字が正しくありません";
    case rapidjson::kParseErrorStringMissQuotationMark:
      return "文字列の終わりの \" がありません";
    case rapidjson::kParseErrorStringInvalidEncoding:
      return "文字列が UTF-8 として正しくありません";
    case rapidjson::kParseErrorNumberTooBig:
      return kNumberBeyondDouble;
    case rapidjson::kParseErrorNumberMissFraction:
      return "小数点の後に数字がありません";
    case rapidjson::kParseErrorNumberMissExponent:
      return "指数に数字がありません";
    default:
      return "値の書き方が正しくありません";
  }
}

/// Builds a Json from SAX events and stops (returns false) at the first breach of a limit.
class Builder {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  // NOLINTBEGIN(readability-identifier-naming): the names that RapidJSON calls
  bool Null() { return add(Json()); }
  bool Bool(bool value) { return add(Json(value)); }
  bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
    std::optional<Json> number = number_of({digits, size});
    if (!number) return fail(ErrorCode::kInvalidRecord, std::string(kNumberBeyondDouble));
    return add(*std::move(number));
  }
  // Numbers arrive as text.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  bool String(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view value(text, size);
    return check_text(value) && add(Json(value));
  }

  bool Key(const char* text, rapidjson::SizeType size, bool) {
    JsonObject& members = open_.back()->as_object();
    const std::string_view key(text, size);
    if (!check_text(key)) return false;
    // Objects are small; a large one is a hostile one and the value limit bounds its square.
    if (members.size() >= kMembersOfOneObject) {
      return fail(ErrorCode::kLimitExceeded, "一つの {…} の項目が多すぎます（上限 " +
                                                 std::to_string(kMembersOfOneObject) + "）");
    }
    const bool known = std::any_of(members.begin(), members.end(),
                                   [&](const auto& member) { return member.first == key; });
    if (known) {
      members.emplace_back(key, Json());  // the path ends at the newest member
      error_field_ = path();
      return fail(ErrorCode::kInvalidRecord, "同じキーが二度あります");
    }
    members.emplace_back(std::string(key), Json());
    return true;
  }

  bool StartObject() { return start(Json(JsonObject{})); }
  bool EndObject(rapidjson::SizeType) { return end(); }
  bool StartArray() { return start(Json(JsonArray{})); }
  bool EndArray(rapidjson::SizeType) { return end(); }
  // NOLINTEND(readability-identifier-naming)

  Json take() { return std::move(root_); }
  const std::string& message() const { return message_; }
  const std::string& error_field() const { return error_field_; }
  ErrorCode code() const { return code_; }

 private:
  static constexpr std::size_t kMembersOfOneObject = 1000;

  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.as_array().push_back(std::move(value));
      return &parent.as_array().back();
    }
    Json& slot = parent.as_object().back().second;
    slot = std::move(value);
    return &slot;
  }

  bool add(Json value) {
    if (++values_ > limits_.values) {
      return fail(ErrorCode::kLimitExceeded,
                  "値が多すぎます（上限 " + std::to_string(limits_.values) + "）");
    }
    place(std::move(value));
    return true;
  }

  // A pointer to an open container stays valid: its siblings before it are complete, and no
  // element is added to its parent while it is open.
  bool start(Json value) {
    if (++values_ > limits_.values) {
      return fail(ErrorCode::kLimitExceeded,
                  "値が多すぎます（上限 " + std::to_string(limits_.values) + "）");
    }
    if (open_.size() >= limits_.depth) {
      return fail(ErrorCode::kLimitExceeded,
                  "入れ子が深すぎます（上限 " + std::to_string(limits_.depth) + " 段）");
    }
    open_.push_back(place(std::move(value)));
    return true;
  }

  bool end() {
    open_.pop_back();
    return true;
  }

  bool check_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
      return fail(ErrorCode::kInvalidRecord, "NUL 文字（\\u0000）があります");
    }
    if (!utf8_is_valid(text)) {
      return fail(ErrorCode::kInvalidRecord,
                  std::string(reason_of(rapidjson::kParseErrorStringUnicodeSurrogateInvalid)));
    }
    return true;
  }

  /// Where reading stands, e.g. "sections[1].text": the newest member or element at every level.
  std::string path() const {
    std::string out;
    for (const Json* json : open_) {
      if (json->is_array()) {
        out.append("[").append(std::to_string(json->as_array().size() - 1)).append("]");
      } else {
        if (!out.empty()) out += '.';
        out += json->as_object().back().first;
      }
    }
    return out;
  }

  bool fail(ErrorCode code, std::string message) {
    code_ = code;
    message_ = std::move(message);
    return false;
  }

  JsonLimits limits_;
  Json root_;
  std::vector<Json*> open_;
  std::size_t values_ = 0;
  ErrorCode code_ = ErrorCode::kInvalidRecord;
  std::string message_;
  std::string error_field_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  const auto fail = [&](ErrorCode code, std::string message, std::size_t offset) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.line =
        1 + static_cast<std::uint64_t>(std::count(
                text.begin(),
                text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n'));
    return error;
  };
  if (text.size() > limits.text_bytes) {
    return fail(ErrorCode::kLimitExceeded,
                "JSON が大きすぎます（上限 " + std::to_string(limits.text_bytes) + " バイト）", 0);
  }
  // RapidJSON's memory stream ends at a NUL, which would hide what follows it.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return fail(ErrorCode::kInvalidRecord,
                "NUL バイトがあります（テキストではない可能性があります）", nul);
  }
  if (const std::size_t valid = utf8_valid_prefix(text); valid != text.size()) {
    return fail(ErrorCode::kInvalidEncoding, "UTF-8 として正しくないバイトがあります", valid);
  }
  Builder builder(limits);
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(text.data(), text.size());
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, builder);
  if (parsed.IsError()) {
    const std::size_t offset = parsed.Offset();
    if (!builder.message().empty()) {
      return fail(builder.code(), builder.message(), offset).with_field(builder.error_field());
    }
    return fail(ErrorCode::kInvalidRecord,
                "JSON として読めません: " + std::string(reason_of(parsed.Code())) + "（" +
                    std::to_string(offset) + " バイト目の近く）",
                offset);
  }
  return builder.take();
}

}  // namespace kizuki
