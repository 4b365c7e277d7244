// The target of a request and forms: percent encoding read strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kizuki {

/// A target as it stands in the request line, cut and decoded.
struct RequestTarget {
  std::string path;   // as HttpRequest::path
  std::string query;  // as sent
};

/// Nothing unless `target` is "/…" with an optional query, of visible ASCII, whose path decodes to
/// valid UTF-8 without control characters, backslashes, "." and ".." segments, and without an
/// encoded slash: two ways to write one path, or a way out of it, are refused rather than mended.
std::optional<RequestTarget> parse_request_target(std::string_view target);

/// Decodes %XX, and "+" as a space when `plus_is_space`; nothing for a broken escape.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Encodes everything but letters, digits and -._~ .
std::string percent_encode(std::string_view text);

/// The fields of a form or query in their order. One a request.
class FormFields {
 public:
  /// Reads application/x-www-form-urlencoded. Nothing for a broken escape, invalid UTF-8, a NUL, or
  /// more than kMaxFields fields.
  static std::optional<FormFields> parse(std::string_view text);

  /// Reads multipart/form-data, whose boundary the header `content_type` tells. A file is a field
  /// whose value is its bytes, whatever they are; its name is not kept. Nothing for what browsers
  /// do not send, and for other fields as parse.
  static std::optional<FormFields> parse_multipart(std::string_view content_type,
                                                   std::string_view body);

  /// The first value of `name`, empty when there is none.
  std::string_view value(std::string_view name) const;
  std::vector<std::string_view> values(std::string_view name) const;
  bool has(std::string_view name) const;

  static constexpr std::size_t kMaxFields = 500;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace kizuki
