#include "engine/index/record_texts.hpp"

#include <cstddef>
#include <cstdint>

#include "engine/base/varint.hpp"

namespace kizuki {
namespace {

bool skip_varints(std::string_view& columns, std::uint64_t count) {
  for (; count > 0; --count) {
    if (!take_varint(columns)) return false;
  }
  return true;
}

bool read_texts(const RecordStreams& record, std::vector<std::string_view>& texts) {
  std::string_view columns = record.columns;
  std::string_view rest = record.text;
  const auto fields = take_varint(columns);
  // In front of the sizes: kinds and sections, a byte at least each.
  if (!fields || *fields > columns.size() / 2 || !skip_varints(columns, 2 * *fields)) return false;
  for (std::uint64_t i = 0; i < *fields; ++i) {
    const auto size = take_varint(columns);
    if (!size || *size > rest.size()) return false;
    texts.push_back(rest.substr(0, static_cast<std::size_t>(*size)));
    rest.remove_prefix(texts.back().size());
  }
  return rest.empty();
}

}  // namespace

Result<void> read_record_texts(const RecordStreams& record, std::vector<std::string_view>& texts) {
  texts.clear();
  if (read_texts(record, texts)) return {};
  return Error{ErrorCode::kCorrupt, "保存された解析結果が壊れています", "", 0, "", ""};
}

}  // namespace kizuki
