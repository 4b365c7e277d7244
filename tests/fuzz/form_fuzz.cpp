// Forms of browsers: any bytes give fields or nothing; what was read as text is valid UTF-8, and no
// value is longer than what was sent. The input's first line is the content type of the rest.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "server/http/request_target.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void check_form(const kizuki::FormFields& form, std::string_view body, bool text_only) {
  for (const std::string_view name : {"a", "file", "case", "csrf", ""}) {
    const auto values = form.values(name);
    check(values.size() <= kizuki::FormFields::kMaxFields);
    check(form.has(name) == !values.empty());
    check(form.value(name) == (values.empty() ? std::string_view() : values.front()));
    for (const std::string_view value : values) {
      check(value.size() <= body.size());
      check(!text_only || kizuki::utf8_is_valid(value));
    }
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size);
  const std::string_view type = input.substr(0, line);
  const std::string_view body = input.substr(std::min(line + 1, size));
  if (const auto form = kizuki::FormFields::parse_multipart(type, body)) {
    check_form(*form, body, false);
  }
  if (const auto form = kizuki::FormFields::parse(body)) check_form(*form, body, true);
  return 0;
}
