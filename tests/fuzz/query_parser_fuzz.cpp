// Query parser: any bytes give a query or an error; a query printed and read again is the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "engine/query/query_parser.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void check_spans(const kizuki::QueryNode& node, std::string_view text) {
  check(node.span.begin <= node.span.end && node.span.end <= text.size());
  check(kizuki::utf8_is_border(text, node.span.begin));
  check(kizuki::utf8_is_border(text, node.span.end));
  for (const auto& child : node.children) check_spans(child, text);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto filter = kizuki::parse_filter(text);
  if (!filter) check(kizuki::utf8_is_valid(filter.error().describe()));
  const auto query = kizuki::parse_query(text);
  if (!query) {
    check(kizuki::utf8_is_valid(query.error().describe()));
    return 0;
  }
  check_spans(query->root, text);
  const std::string printed = kizuki::print_query(query->root);
  if (query->notes || printed.size() > kizuki::kSyntaxLimitBytes) return 0;
  const auto again = kizuki::parse_query(printed);
  check(again.has_value());
  check(kizuki::same_structure(query->root, again->root));
  check(kizuki::print_query(again->root) == printed);
  return 0;
}
