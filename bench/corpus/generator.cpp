#include "bench/corpus/generator.hpp"

#include <utility>

#include "engine/base/file.hpp"
#include "engine/eval/lines.hpp"

namespace kizuki {

Result<std::vector<Json>> read_records(const std::filesystem::path& path) {
  auto text = read_file(path, std::size_t{1} << 30);
  if (!text) return std::move(text).error();
  std::vector<Json> records;
  auto read = for_each_line(*text, path.string(),
                            [&](std::string_view line, std::uint64_t /*number*/) -> Result<void> {
                              auto record = parse_json(line);
                              if (!record) return std::move(record).error();
                              if (!record->is_object()) {
                                Error error;
                                error.code = ErrorCode::kInvalidRecord;
                                error.message = "各行はJSONのオブジェクトで書いてください。";
                                return error;
                              }
                              records.push_back(std::move(record).value());
                              return {};
                            });
  if (!read) return std::move(read).error();
  return records;
}

std::string numbered_id(std::string_view prefix, std::uint64_t number, std::size_t digits) {
  const std::string plain = std::to_string(number);
  std::string id(prefix);
  if (plain.size() < digits) id.append(digits - plain.size(), '0');
  return id.append(plain);
}

}  // namespace kizuki
