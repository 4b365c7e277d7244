#include "engine/eval/qrels.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/eval/lines.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFileLimitBytes = std::size_t{256} << 20;

Error bad_line(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

Result<int> parse_grade(std::string_view text) {
  int grade = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), grade);
  if (problem != std::errc() || end != text.data() + text.size() || grade < 0 ||
      grade > Qrels::kMaxGrade) {
    return bad_line("評価値は0から" + std::to_string(Qrels::kMaxGrade) +
                    "までの整数で書いてください: 「" + std::string(text) + "」");
  }
  return grade;
}

}  // namespace

Result<Qrels> Qrels::parse(std::string_view text, std::string_view name) {
  Qrels qrels;
  auto read = for_each_line(
      text, name, [&](std::string_view line, std::uint64_t /*number*/) -> Result<void> {
        const std::vector<std::string_view> columns = split_tabs(line);
        if (columns.size() < 3 || columns[0].empty() || columns[1].empty()) {
          return bad_line(
              "判定は「検索要求の番号、文書の番号、評価値」をタブで区切って一行に書いてください。");
        }
        auto grade = parse_grade(columns[2]);
        if (!grade) return std::move(grade).error();
        const auto [place, fresh] = qrels.grades_.try_emplace(std::string(columns[0]));
        if (fresh) qrels.queries_.emplace_back(columns[0]);
        place->second[std::string(columns[1])] = *grade;
        return {};
      });
  if (!read) return std::move(read).error();
  return qrels;
}

Result<Qrels> Qrels::load(const std::filesystem::path& path) {
  auto text = read_file(path, kFileLimitBytes);
  if (!text) return std::move(text).error();
  return parse(*text, path.string());
}

const Grades& Qrels::grades(std::string_view query) const {
  static const Grades kNone;
  const auto found = grades_.find(query);
  return found == grades_.end() ? kNone : found->second;
}

std::size_t relevant_count(const Grades& grades) {
  return static_cast<std::size_t>(std::count_if(
      grades.begin(), grades.end(), [](const auto& judged) { return judged.second > 0; }));
}

}  // namespace kizuki
