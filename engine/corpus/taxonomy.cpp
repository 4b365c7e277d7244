#include "engine/corpus/taxonomy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "engine/corpus/tsv_table.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSteps = 7;

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<std::vector<IssueType>> read_issues(const std::filesystem::path& path) {
  auto rows = read_tsv(path, {"code", "label", "parent", "definition"});
  if (!rows) return std::move(rows).error();
  std::vector<IssueType> issues;
  std::set<std::string> known;
  for (TsvRow& row : *rows) {
    if (!is_code(row.cells[0])) {
      return tsv_error(path, row.line, "code は半角の小文字・数字・_ にしてください");
    }
    if (row.cells[1].empty()) return tsv_error(path, row.line, "label が空です");
    if (!known.insert(row.cells[0]).second) {
      return tsv_error(path, row.line, "code が二度あります: " + row.cells[0]);
    }
    if (row.cells[2] == "-") row.cells[2].clear();
    issues.push_back({std::move(row.cells[0]), std::move(row.cells[1]), std::move(row.cells[2])});
  }
  for (std::size_t i = 0; i < issues.size(); ++i) {
    if (issues[i].parent.empty()) continue;
    const auto parent = std::find_if(issues.begin(), issues.end(), [&](const IssueType& issue) {
      return issue.code == issues[i].parent;
    });
    if (parent == issues.end() || !parent->parent.empty()) {
      return tsv_error(path, (*rows)[i].line,
                       "parent が最上位の code ではありません: " + issues[i].parent);
    }
  }
  return issues;
}

Result<std::vector<std::string>> read_steps(const std::filesystem::path& path) {
  auto rows = read_tsv(path, {"step", "label"});
  if (!rows) return std::move(rows).error();
  std::vector<std::string> labels;
  for (TsvRow& row : *rows) {
    if (parse_number(row.cells[0]) != static_cast<int>(labels.size()) + 1 || row.cells[1].empty()) {
      return tsv_error(path, row.line,
                       "step は 1 から順の番号、label は空でない名前にしてください");
    }
    labels.push_back(std::move(row.cells[1]));
  }
  if (labels.size() != kSteps) return tsv_error(path, 0, "段階は 7 つにしてください");
  return labels;
}

Result<std::vector<Prefecture>> read_prefectures(const std::filesystem::path& path) {
  auto rows = read_tsv(path, {"code", "name", "region"});
  if (!rows) return std::move(rows).error();
  std::vector<Prefecture> prefectures;
  for (TsvRow& row : *rows) {
    const bool known = std::any_of(prefectures.begin(), prefectures.end(), [&](const auto& other) {
      return other.code == row.cells[0] || other.name == row.cells[1];
    });
    if (known || row.cells[0].empty() || row.cells[1].empty()) {
      return tsv_error(path, row.line, "code と name は空でなく、一度だけにしてください");
    }
    prefectures.push_back(
        {std::move(row.cells[0]), std::move(row.cells[1]), std::move(row.cells[2])});
  }
  return prefectures;
}

}  // namespace

Result<std::vector<Taxonomy::Division>> Taxonomy::read_divisions(
    const std::filesystem::path& path) {
  auto rows = read_tsv(path, {"division", "label", "first", "last"});
  if (!rows) return std::move(rows).error();
  std::vector<Division> divisions;
  for (TsvRow& row : *rows) {
    const std::string& letter = row.cells[0];
    const auto first = parse_number(row.cells[2]);
    const auto last = parse_number(row.cells[3]);
    if (letter.size() != 1 || letter[0] < 'A' || letter[0] > 'Z' || row.cells[1].empty()) {
      return tsv_error(path, row.line,
                       "division は A〜Z の 1 文字、label は空でない名前にしてください");
    }
    const int after = divisions.empty() ? 0 : divisions.back().last_code;
    if (!first || !last || *first <= after || *last < *first || *last > 99) {
      return tsv_error(path, row.line,
                       "first と last は 01〜99 の、前の行より後の番号にしてください");
    }
    const bool ascending = divisions.empty() || divisions.back().letter < letter[0];
    if (!ascending) return tsv_error(path, row.line, "division は A から順に並べてください");
    divisions.push_back({letter[0], std::move(row.cells[1]), *first, *last});
  }
  return divisions;
}

Result<std::shared_ptr<const Taxonomy>> Taxonomy::load(const std::filesystem::path& folder) {
  auto taxonomy = std::make_shared<Taxonomy>();
  auto issues = read_issues(folder / "issues.tsv");
  if (!issues) return std::move(issues).error();
  auto steps = read_steps(folder / "steps.tsv");
  if (!steps) return std::move(steps).error();
  auto divisions = read_divisions(folder / "industries.tsv");
  if (!divisions) return std::move(divisions).error();
  auto prefectures = read_prefectures(folder / "prefectures.tsv");
  if (!prefectures) return std::move(prefectures).error();
  taxonomy->issues_ = *std::move(issues);
  taxonomy->step_labels_ = *std::move(steps);
  taxonomy->divisions_ = *std::move(divisions);
  taxonomy->prefectures_ = *std::move(prefectures);
  return std::shared_ptr<const Taxonomy>(std::move(taxonomy));
}

const IssueType* Taxonomy::issue(std::string_view code) const {
  const auto found = std::find_if(issues_.begin(), issues_.end(),
                                  [&](const IssueType& issue) { return issue.code == code; });
  return found == issues_.end() ? nullptr : &*found;
}

std::string_view Taxonomy::step_label(int step) const {
  if (step < 1 || step > static_cast<int>(step_labels_.size())) return {};
  return step_labels_[static_cast<std::size_t>(step) - 1];
}

char Taxonomy::industry_division(std::string_view industry) const {
  if (industry.empty() || industry.size() > 4) return '\0';
  if (industry.size() == 1) return industry_label(industry[0]).empty() ? '\0' : industry[0];
  const bool digits =
      std::all_of(industry.begin(), industry.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto group = digits ? parse_number(industry.substr(0, 2)) : std::nullopt;
  if (!group) return '\0';
  const auto found = std::find_if(divisions_.begin(), divisions_.end(), [&](const Division& one) {
    return one.first_code <= *group && *group <= one.last_code;
  });
  return found == divisions_.end() ? '\0' : found->letter;
}

std::string_view Taxonomy::industry_label(char division) const {
  const auto found = std::find_if(divisions_.begin(), divisions_.end(),
                                  [&](const Division& one) { return one.letter == division; });
  return found == divisions_.end() ? std::string_view() : std::string_view(found->label);
}

const Prefecture* Taxonomy::prefecture(std::string_view name) const {
  const auto found = std::find_if(prefectures_.begin(), prefectures_.end(),
                                  [&](const Prefecture& one) { return one.name == name; });
  return found == prefectures_.end() ? nullptr : &*found;
}

}  // namespace kizuki
