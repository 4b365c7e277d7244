// Makes the table of readings from the sources of MeCab dictionaries, and prints it.
//
// usage: make_reading_table USER_WORDS.csv [IPADIC_FOLDER]
//
// USER_WORDS.csv is UTF-8; the folder holds IPADIC's sources in EUC-JP (Debian: mecab-ipadic),
// of which nouns that are no names, verbs, adjectives and adverbs are taken.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/ucnv.h>

#include "engine/base/file.hpp"
#include "engine/text/normalizer.hpp"
#include "engine/text/reading_table.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr std::array<const char*, 9> kSources{
    "Noun.csv",          "Noun.verbal.csv", "Noun.adjv.csv", "Noun.others.csv", "Noun.nai.csv",
    "Noun.adverbal.csv", "Verb.csv",        "Adj.csv",       "Adverb.csv"};
// Columns of a dictionary source.
constexpr std::size_t kSurface = 0;
constexpr std::size_t kCost = 3;
constexpr std::size_t kSubclass = 5;
constexpr std::size_t kBase = 10;
constexpr std::size_t kReading = 11;

Result<std::string> from_euc_jp(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(bytes.size() * 3, '\0');
  const auto size = ucnv_convert("UTF-8", "EUC-JP", out.data(), static_cast<int32_t>(out.size()),
                                 bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) {
    return Error{ErrorCode::kInvalidEncoding, "EUC-JPとして読めません", "", 0, "", ""};
  }
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma == line.npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

Result<void> add_line(std::string_view line, ReadingTableBuilder& table) {
  const auto cells = split(line);
  if (cells.size() <= kReading || cells[kSubclass] == "非自立") return {};
  if (cells[kSurface].front() == '"') return {};
  const auto word = normalized_form(cells[kSurface]);
  const auto base = normalized_form(cells[kBase]);
  if (!word || !base) return word ? base.error() : word.error();
  if (*word != *base) return {};  // inflected
  std::int64_t cost = 0;
  std::from_chars(cells[kCost].data(), cells[kCost].data() + cells[kCost].size(), cost);
  table.add(cells[kReading], *word, cost);
  return {};
}

Result<void> add_file(const std::filesystem::path& file, bool euc_jp, ReadingTableBuilder& table) {
  auto text = read_file(file, kMostBytes);
  if (text && euc_jp) text = from_euc_jp(*text);
  if (!text) return std::move(text).error().with_file(file.string());
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    if (auto added = add_line(line, table); !added) return added;
  }
  return {};
}

int run(const std::vector<std::string>& arguments) {
  ReadingTableBuilder table;
  auto added = add_file(arguments[0], false, table);
  for (const char* const source : kSources) {
    if (!added || arguments.size() < 2) break;
    added = add_file(std::filesystem::path(arguments[1]) / source, true, table);
  }
  if (!added) {
    std::fprintf(stderr, "make_reading_table: %s\n", added.error().describe().c_str());
    return 1;
  }
  const std::string text = table.print();
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return written && std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: make_reading_table USER_WORDS.csv [IPADIC_FOLDER]\n");
    return 2;
  }
  return kizuki::run(std::vector<std::string>(argv + 1, argv + argc));
}
