#include "engine/text/reading_table.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr char32_t kFirstHiragana = 0x3041;
constexpr char32_t kLastHiragana = 0x3096;
constexpr char32_t kToKatakana = 0x60;

bool may_stand(std::string_view cell) {
  return !cell.empty() && cell.find_first_of("\t\n\r") == std::string_view::npos;
}

/// The line that `at` lies in.
std::string_view line_around(std::string_view bytes, std::size_t at) {
  const std::size_t before = at == 0 ? bytes.npos : bytes.rfind('\n', at - 1);
  const std::size_t begin = before == bytes.npos ? 0 : before + 1;
  return bytes.substr(begin, std::min(bytes.find('\n', at), bytes.size()) - begin);
}

}  // namespace

Result<ReadingTable> ReadingTable::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return std::move(mapped).error();
  ReadingTable table;
  table.file_ = std::move(*mapped);
  table.bytes_ = table.file_.bytes();
  return table;
}

ReadingTable ReadingTable::over(std::string_view bytes) {
  ReadingTable table;
  table.bytes_ = bytes;
  return table;
}

std::vector<std::string_view> ReadingTable::words(std::string_view reading) const {
  std::vector<std::string_view> words;
  if (!may_stand(reading)) return words;
  std::size_t begin = 0;  // the line wanted lies in [begin, end)
  std::size_t end = bytes_.size();
  while (begin < end) {
    const std::string_view line = line_around(bytes_, begin + (end - begin) / 2);
    const std::string_view key = line.substr(0, line.find('\t'));
    const auto line_begin = static_cast<std::size_t>(line.data() - bytes_.data());
    if (key < reading) {
      begin = line_begin + line.size() + 1;
    } else if (key > reading) {
      end = line_begin;
    } else {
      std::string_view rest = line.substr(key.size());
      while (rest.size() > 1) {
        const std::size_t next = std::min(rest.find('\t', 1), rest.size());
        if (next > 1) words.push_back(rest.substr(1, next - 1));
        rest.remove_prefix(next);
      }
      break;
    }
  }
  return words;
}

void ReadingTableBuilder::add(std::string_view reading, std::string_view word, std::int64_t cost) {
  if (!may_stand(reading) || !may_stand(word)) return;
  const auto [at, is_new] = readings_[std::string(reading)].emplace(std::string(word), cost);
  if (!is_new) at->second = std::min(at->second, cost);
}

std::string ReadingTableBuilder::print() const {
  std::string out;
  for (const auto& [reading, words] : readings_) {
    std::vector<std::pair<std::int64_t, std::string_view>> order;
    for (const auto& [word, cost] : words) order.emplace_back(cost, word);
    std::sort(order.begin(), order.end());
    out += reading;
    for (const auto& [cost, word] : order) out.append("\t").append(word);
    out += '\n';
  }
  return out;
}

std::string to_katakana(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    utf8_append(out, c >= kFirstHiragana && c <= kLastHiragana ? c + kToKatakana : c);
  }
  return out;
}

}  // namespace kizuki
