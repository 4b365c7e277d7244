#include "engine/text/stop_words.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "engine/text/normalizer.hpp"
#include "engine/text/text_table.hpp"

namespace kizuki {

Result<StopWords> StopWords::load(const std::filesystem::path& path) {
  auto content = read_table(path);
  if (!content) return std::move(content).error();
  auto words = parse(*content);
  if (!words) return std::move(words).error().with_file(path.string());
  return words;
}

Result<StopWords> StopWords::parse(std::string_view content) {
  StopWords stop_words;
  auto read =
      for_each_table_line(content, [&](std::string_view line, std::uint64_t) -> Result<void> {
        auto word = normalized_form(line);
        if (!word) return std::move(word).error();
        stop_words.words_.emplace(std::move(*word), true);
        return {};
      });
  if (!read) return std::move(read).error();
  return stop_words;
}

}  // namespace kizuki
