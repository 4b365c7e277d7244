#include "engine/base/error.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

struct ErrorKind {
  std::string_view name;
  std::string_view recovery;
};

constexpr std::size_t kMessageBytes = 1000;

ErrorKind kind_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return {"invalid_argument",
              "指定した値やファイルを見直してください（--help に例があります）。"};
    case ErrorCode::kInvalidQuery:
      return {"invalid_query", "検索の書き方を見直してください（docs/query-syntax.md）。"};
    case ErrorCode::kInvalidRecord:
      return {"invalid_record", "その事例の項目を直して、もう一度取り込んでください。"};
    case ErrorCode::kInvalidEncoding:
      return {"invalid_encoding", "文字コードを --encoding で指定するか、UTF-8 に直してください。"};
    case ErrorCode::kLimitExceeded:
      return {"limit_exceeded", "上限を超えています。分割するか短くしてください。"};
    case ErrorCode::kNotFound:
      return {"not_found", "場所や名前が正しいか確かめてください。"};
    case ErrorCode::kAlreadyExists:
      return {"already_exists", "別の名前にするか、既にあるものを使ってください。"};
    case ErrorCode::kPermissionDenied:
      return {"permission_denied", "読み書きの権限を確かめてください。"};
    case ErrorCode::kLocked:
      return {"locked", "ほかの処理が終わるのを待って、もう一度実行してください。"};
    case ErrorCode::kNoSpace:
      return {"no_space", "ディスクの空きを作って、もう一度実行してください。"};
    case ErrorCode::kIo:
      return {"io", "ディスクと接続を確かめて、もう一度実行してください。"};
    case ErrorCode::kCorrupt:
      return {"corrupt", "kizuki verify で確かめ、kizuki index --rebuild で作り直してください。"};
    case ErrorCode::kVersionMismatch:
      return {"version_mismatch", "kizuki index --rebuild で今の版の索引を作り直してください。"};
    case ErrorCode::kTimeout:
      return {"timeout", "条件を絞るか、時間の上限を延ばしてください。"};
    case ErrorCode::kCancelled:
      return {"cancelled", "必要なら、もう一度実行してください。"};
    case ErrorCode::kInternal:
      return {"internal", "プログラムの不具合です。再現する手順を添えて知らせてください。"};
  }
  return {"internal", ""};
}

/// Bytes of the control character or line break of Unicode that `text` starts with, 0 if none. C1
/// controls count: terminals obey U+009B as they do ESC [.
std::size_t control_size(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) return 3;
  return 0;
}

void append_one_line(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t control = control_size(text);
    out += control != 0 ? ' ' : text.front();
    text.remove_prefix(control != 0 ? control : 1);
  }
}

}  // namespace

std::string Error::describe() const {
  std::string out;
  if (!file.empty()) {
    append_one_line(out, file);
    if (line != 0) out.append(":").append(std::to_string(line));
    out += ": ";
  } else if (line != 0) {
    out += std::to_string(line) + "行目: ";
  }
  if (!id.empty()) {
    out += "[";
    append_one_line(out, utf8_prefix(id, 64));
    out += "] ";
  }
  if (!field.empty()) {
    append_one_line(out, utf8_prefix(field, 200));
    out += ": ";
  }
  append_one_line(out, utf8_prefix(message, kMessageBytes));
  return out;
}

Error&& Error::with_file(std::string value) && {
  file = std::move(value);
  return std::move(*this);
}
Error&& Error::with_line(std::uint64_t value) && {
  line = value;
  return std::move(*this);
}
Error&& Error::with_field(std::string value) && {
  field = std::move(value);
  return std::move(*this);
}
Error&& Error::with_id(std::string value) && {
  id = std::move(value);
  return std::move(*this);
}

std::string_view error_name(ErrorCode code) { return kind_of(code).name; }
std::string_view error_recovery(ErrorCode code) { return kind_of(code).recovery; }

Error system_error(int number, std::string_view what, std::string_view path) {
  Error error;
  std::string_view reason;
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      error.code = ErrorCode::kNotFound;
      reason = "見つかりません";
      break;
    case EACCES:
    case EPERM:
      error.code = ErrorCode::kPermissionDenied;
      reason = "権限がありません";
      break;
    case EROFS:
      error.code = ErrorCode::kPermissionDenied;
      reason = "読み取り専用のディスクです";
      break;
    case EISDIR:
      error.code = ErrorCode::kInvalidArgument;
      reason = "フォルダーです（ファイルを指定してください）";
      break;
    case EEXIST:
    case ENOTEMPTY:
      error.code = ErrorCode::kAlreadyExists;
      reason = "既にあります";
      break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      error.code = ErrorCode::kNoSpace;
      reason = "ディスクの空きがありません";
      break;
    default: {
      error.code = ErrorCode::kIo;
      char buffer[128];
      reason = strerror_r(number, buffer, sizeof buffer);
      error.message.assign(what).append(": ").append(reason);
      error.file = path;
      return error;
    }
  }
  error.message.assign(what).append(": ").append(reason);
  error.file = path;
  return error;
}

}  // namespace kizuki
