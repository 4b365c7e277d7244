#include "engine/query/synonym_table.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/utf8.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kTable = "synonyms/synonyms.tsv";
constexpr std::string_view kHeader = "canonical\tterm\trelation";
constexpr std::size_t kMaxTableBytes = std::size_t{16} << 20;

struct Row {
  std::string canonical;
  std::string term;
  bool weaker = false;
};

std::optional<Row> parse_row(std::string_view line) {
  if (utf8_valid_prefix(line) != line.size()) return std::nullopt;
  const std::size_t first = line.find('\t');
  const std::size_t second = first == line.npos ? line.npos : line.find('\t', first + 1);
  if (second == line.npos) return std::nullopt;
  const std::string_view relation = line.substr(second + 1);
  auto canonical = normalized_form(line.substr(0, first));
  auto term = normalized_form(line.substr(first + 1, second - first - 1));
  if (!canonical || !term || canonical->empty() || term->empty()) return std::nullopt;
  if (relation != "equivalent" && relation != "weaker") return std::nullopt;
  return Row{std::move(*canonical), std::move(*term), relation == "weaker"};
}

void add_member(SynonymTable::Group& group, std::string text, bool weaker) {
  const bool known = std::any_of(group.members.begin(), group.members.end(),
                                 [&](const auto& member) { return member.text == text; });
  if (!known) group.members.push_back({std::move(text), weaker});
}

}  // namespace

Result<std::shared_ptr<const SynonymTable>> SynonymTable::parse(std::string_view text,
                                                                std::string_view name) {
  auto table = std::make_shared<SynonymTable>();
  std::map<std::string, std::size_t> places;
  std::uint64_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    auto row = number == 1 ? std::nullopt : parse_row(line);
    if (number == 1 ? line != kHeader : !row.has_value()) {
      return Error{ErrorCode::kCorrupt,
                   "同義語の表の行が正しくありません",
                   std::string(name),
                   number,
                   "",
                   ""};
    }
    if (number == 1) continue;
    const auto [at, is_new] = places.emplace(row->canonical, table->groups_.size());
    if (is_new) add_member(table->groups_.emplace_back(), row->canonical, false);
    add_member(table->groups_[at->second], std::move(row->term), row->weaker);
  }
  for (std::uint32_t group = 0; group < table->groups_.size(); ++group) {
    const std::vector<Member>& members = table->groups_[group].members;
    for (std::uint32_t member = 0; member < members.size(); ++member) {
      if (members[member].weaker) continue;
      table->by_text_[members[member].text].push_back({group, member});
      table->longest_ = std::max(table->longest_, members[member].text.size());
    }
  }
  return std::shared_ptr<const SynonymTable>(std::move(table));
}

Result<std::shared_ptr<const SynonymTable>> SynonymTable::load(
    const std::filesystem::path& data_folder) {
  const std::filesystem::path file = data_folder / kTable;
  const auto text = read_file(file, kMaxTableBytes);
  if (!text) return text.error();
  return parse(*text, file.string());
}

std::vector<SynonymTable::Match> SynonymTable::find(const AnalyzedText& text) const {
  const std::vector<Token>& tokens = text.tokens();
  std::vector<Match> matches;
  std::string key;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t behind = begin + 1;  // of the longest match, or the next token
    const std::vector<Place>* found = nullptr;
    key.clear();
    for (std::size_t end = begin; end < tokens.size(); ++end) {
      if (end > begin && tokens[end].span.begin != tokens[end - 1].span.end) break;
      const std::size_t before = key.size();
      const auto look_up = [&](std::string_view last) {
        key.resize(before);
        key += last;
        const auto at = by_text_.find(std::string_view(key));
        if (at == by_text_.end()) return;
        found = &at->second;
        behind = end + 1;
      };
      look_up(tokens[end].base);
      look_up(tokens[end].surface);  // stays in the key
      if (key.size() > longest_) break;
    }
    if (found != nullptr) {
      const TextSpan span{tokens[begin].span.begin, tokens[behind - 1].span.end};
      for (const Place& place : *found) matches.push_back({place.group, place.member, span});
    }
    begin = behind;
  }
  return matches;
}

}  // namespace kizuki
