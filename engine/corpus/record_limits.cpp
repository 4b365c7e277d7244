#include "engine/corpus/record_limits.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

Error make_error(ErrorCode code, std::string message) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  return error;
}

class LimitWalk {
 public:
  std::optional<Error> run(const Json& record) {
    if (visit(record, 0)) return std::nullopt;
    error_.field = std::move(path_);
    return std::move(error_);
  }

 private:
  bool fail(ErrorCode code, std::string message) {
    error_ = make_error(code, std::move(message));
    return false;
  }

  // The path is put together on the way back from a failure, so that success costs nothing.
  bool fail_inside(std::string step) {
    if (!path_.empty() && path_.front() != '[') step += '.';
    path_.insert(0, step);
    return false;
  }

  bool count(std::size_t bytes) {
    bytes_ += bytes;
    return bytes_ <= kMaxRecordBytes ||
           fail(ErrorCode::kLimitExceeded, "記録が大きすぎます（上限 1 MiB）");
  }

  bool visit_text(std::string_view text) {
    if (text.size() > kMaxTextBytes) {
      return fail(ErrorCode::kLimitExceeded,
                  "文章が長すぎます（上限 256 KiB）。節を分けてください");
    }
    if (!utf8_is_valid(text)) {
      return fail(ErrorCode::kInvalidEncoding, "UTF-8 として正しくないバイトがあります");
    }
    std::size_t escapes = 0;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte == 0) {
        return fail(ErrorCode::kInvalidRecord, "NUL 文字（\\u0000）があります。取り除いてください");
      }
      const bool two = c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t';
      if (two) {
        ++escapes;
      } else if (byte < 0x20 || byte == 0x7f) {
        escapes += 5;
      }
    }
    return count(text.size() + 2 + escapes);
  }

  bool visit(const Json& value, std::size_t depth) {
    if (value.is_string()) return visit_text(value.as_string());
    if (!value.is_array() && !value.is_object()) return count(value.dump().size());
    if (depth >= kMaxRecordDepth) {
      return fail(ErrorCode::kLimitExceeded, "入れ子が深すぎます（上限 32 段）");
    }
    return value.is_array() ? visit_array(value.as_array(), depth)
                            : visit_object(value.as_object(), depth);
  }

  bool visit_array(const JsonArray& items, std::size_t depth) {
    if (!count(items.empty() ? 2 : items.size() + 1)) return false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (visit(items[i], depth + 1)) continue;
      std::string step("[");
      step.append(std::to_string(i)).append("]");
      return fail_inside(std::move(step));
    }
    return true;
  }

  bool visit_object(const JsonObject& members, std::size_t depth) {
    if (!count(members.empty() ? 2 : 2 * members.size() + 1)) return false;
    for (const auto& member : members) {
      if (!visit_text(member.first)) return false;
      if (!visit(member.second, depth + 1)) return fail_inside(member.first);
    }
    return true;
  }

  std::size_t bytes_ = 0;
  Error error_;
  std::string path_;
};

bool is_space(char32_t c) {
  return c == U' ' || c == U'\u00a0' || c == U'\u3000' || (c >= 0x2000 && c <= 0x200b);
}

}  // namespace

std::optional<Error> find_limit_breach(const Json& record) { return LimitWalk().run(record); }

bool is_case_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text == "." || text == "..") return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

bool is_organization_name(std::string_view text) {
  std::size_t characters = 0;
  char32_t last = U' ';
  for (std::size_t at = 0; at < text.size(); ++characters) {
    last = utf8_next(text, at);
    if (last < 0x20 || (last >= 0x7f && last < 0xa0)) return false;
    if (characters == 0 && is_space(last)) return false;
  }
  return characters > 0 && characters <= kMaxNameCharacters && !is_space(last);
}

}  // namespace kizuki
