#include "engine/eval/run.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/eval/lines.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFileLimitBytes = std::size_t{1} << 30;

Error bad_run(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

template <typename Number>
bool read_number(std::string_view text, Number& out) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  return problem == std::errc() && end == text.data() + text.size();
}

void append_number(std::string& out, double value) {
  std::array<char, 32> digits{};
  const auto printed = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), printed.ptr);
}

Result<RunEntry> parse_entry(const std::vector<std::string_view>& columns) {
  if (columns.size() < 5) {
    return bad_run(
        "実行結果は「検索要求 Q0 文書 順位 点数 名前」を空白で区切って一行に書いてください。");
  }
  RunEntry entry;
  entry.document = columns[2];
  if (!read_number(columns[3], entry.rank)) {
    return bad_run("順位は整数で書いてください: 「" + std::string(columns[3]) + "」");
  }
  if (!read_number(columns[4], entry.score) || !std::isfinite(entry.score)) {
    return bad_run("点数は数で書いてください: 「" + std::string(columns[4]) + "」");
  }
  return entry;
}

}  // namespace

Result<Run> Run::parse(std::string_view text, std::string_view name) {
  Run run;
  auto read = for_each_line(text, name,
                            [&](std::string_view line, std::uint64_t /*number*/) -> Result<void> {
                              const std::vector<std::string_view> columns = split_blanks(line);
                              auto entry = parse_entry(columns);
                              if (!entry) return std::move(entry).error();
                              run.add(columns[0], std::move(entry).value());
                              return {};
                            });
  if (!read) return std::move(read).error();
  if (auto sorted = run.sort_ranks(name); !sorted) return std::move(sorted).error();
  return run;
}

Result<Run> Run::load(const std::filesystem::path& path) {
  auto text = read_file(path, kFileLimitBytes);
  if (!text) return std::move(text).error();
  return parse(*text, path.string());
}

void Run::add(std::string_view query, RunEntry entry) {
  const auto [place, fresh] = entries_.try_emplace(std::string(query));
  if (fresh) queries_.emplace_back(query);
  place->second.push_back(std::move(entry));
}

Result<void> Run::sort_ranks(std::string_view name) {
  for (auto& [query, entries] : entries_) {
    std::sort(entries.begin(), entries.end(), [](const RunEntry& left, const RunEntry& right) {
      return std::tie(left.rank, left.document) < std::tie(right.rank, right.document);
    });
    std::set<std::string_view> seen;
    for (const RunEntry& entry : entries) {
      if (seen.insert(entry.document).second) continue;
      return bad_run("検索要求「" + query + "」の結果に文書「" + entry.document +
                     "」が二度出ています。")
          .with_file(std::string(name));
    }
  }
  return {};
}

const std::vector<RunEntry>& Run::entries(std::string_view query) const {
  static const std::vector<RunEntry> kNone;
  const auto found = entries_.find(query);
  return found == entries_.end() ? kNone : found->second;
}

std::string Run::print(std::string_view tag) const {
  std::string out;
  for (const std::string& query : queries_) {
    for (const RunEntry& entry : entries(query)) {
      out += query;
      out += " Q0 ";
      out += entry.document;
      out += ' ';
      out += std::to_string(entry.rank);
      out += ' ';
      append_number(out, entry.score);
      out += ' ';
      out += tag;
      out += '\n';
    }
  }
  return out;
}

}  // namespace kizuki
