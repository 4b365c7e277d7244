#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/source/record_source.hpp"

namespace kizuki {
namespace {

constexpr std::array<std::pair<std::string_view, Encoding>, 11> kNames = {{
    {"utf-8", Encoding::kUtf8},
    {"utf8", Encoding::kUtf8},
    {"cp932", Encoding::kCp932},
    {"shift_jis", Encoding::kCp932},
    {"sjis", Encoding::kCp932},
    {"windows-31j", Encoding::kCp932},
    {"euc-jp", Encoding::kEucJp},
    {"eucjp", Encoding::kEucJp},
    {"iso-2022-jp", Encoding::kIso2022Jp},
    {"jis", Encoding::kIso2022Jp},
    {"shift-jis", Encoding::kCp932},
}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Result<Encoding> encoding_from_name(std::string_view name) {
  std::string wanted(name);
  for (char& c : wanted) c = lower(c);
  for (const auto& [known, encoding] : kNames) {
    if (known == wanted) return encoding;
  }
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message =
      "知らない文字コードです（utf-8、cp932、shift_jis、sjis、windows-31j、euc-jp、"
      "iso-2022-jp、jis のどれかを指定してください）";
  return error;
}

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "utf-8";
    case Encoding::kCp932:
      return "cp932";
    case Encoding::kEucJp:
      return "euc-jp";
    case Encoding::kIso2022Jp:
      return "iso-2022-jp";
  }
  return "";
}

}  // namespace kizuki
