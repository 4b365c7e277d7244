#include "engine/text/compound_parts.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/text/part_of_speech.hpp"
#include "engine/text/text_table.hpp"

namespace kizuki {
namespace {

struct RawPart {
  std::string form;  // as it stands in the compound
  std::string base;  // dictionary form
  bool stands_alone = false;
};

struct RawCompound {
  std::string surface;
  std::vector<RawPart> parts;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> columns;
  while (true) {
    const std::size_t end = text.find(separator);
    columns.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return columns;
    text.remove_prefix(end + 1);
  }
}

Error broken_line(std::string_view reason) {
  return Error{ErrorCode::kCorrupt,
               "複合語の表の行が正しくありません: " + std::string(reason),
               "",
               0,
               "",
               ""};
}

bool stands_alone(const RawPart& part, std::string_view word_class, const StopWords& stop_words) {
  const auto classes = split(word_class, '-');
  const PartOfSpeech pos =
      part_of_speech(classes[0], classes.size() > 1 ? classes[1] : std::string_view{});
  const bool bound = pos == PartOfSpeech::kPrefix || pos == PartOfSpeech::kNounSuffix ||
                     pos == PartOfSpeech::kNumber;
  return is_content(pos) && !bound && part.base.size() > 1 && !stop_words.contains(part.base);
}

Result<RawPart> read_part(std::string_view text, std::string_view word_class,
                          const StopWords& stop_words) {
  const std::size_t colon = text.find(':');
  RawPart part;
  part.form = text.substr(0, colon);
  part.base = colon == std::string_view::npos ? part.form : std::string(text.substr(colon + 1));
  if (part.form.empty() || part.base.empty()) return broken_line("空の要素があります。");
  part.stands_alone = stands_alone(part, word_class, stop_words);
  return part;
}

Result<RawCompound> read_compound(std::string_view line, const StopWords& stop_words) {
  const auto columns = split(line, '\t');
  if (columns.size() != 4) return broken_line("列の数が4ではありません。");
  const auto parts = split(columns[2], '/');
  const auto classes = split(columns[3], '/');
  if (parts.size() != classes.size()) return broken_line("要素と品詞の数が違います。");
  RawCompound compound{std::string(columns[0]), {}};
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto part = read_part(parts[i], classes[i], stop_words);
    if (!part) return std::move(part).error();
    joined += part->form;
    compound.parts.push_back(std::move(*part));
  }
  if (joined != compound.surface) return broken_line("要素をつなぐと複合語になりません。");
  return compound;
}

/// All that the compound is found under besides itself.
std::vector<std::string> searchable_parts(const RawCompound& compound,
                                          const WordTable<std::uint16_t>& entries) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& word) {
    if (word == compound.surface) return;
    if (std::find(found.begin(), found.end(), word) == found.end()) found.push_back(word);
  };
  const std::size_t count = compound.parts.size();
  for (std::size_t begin = 0; begin < count; ++begin) {
    std::vector<std::string> runs;  // from `begin`, shortest first
    std::string run;
    for (std::size_t end = begin; end < count; ++end) {
      run += compound.parts[end].form;
      if (end > begin && entries.contains(run)) runs.push_back(run);
    }
    std::for_each(runs.rbegin(), runs.rend(), add);
    if (compound.parts[begin].stands_alone) add(compound.parts[begin].base);
  }
  return found;
}

}  // namespace

Result<CompoundParts> CompoundParts::load(const std::filesystem::path& path,
                                          const StopWords& stop_words) {
  auto content = read_table(path);
  if (!content) return std::move(content).error();
  auto table = parse(*content, stop_words);
  if (!table) return std::move(table).error().with_file(path.string());
  return table;
}

Result<CompoundParts> CompoundParts::parse(std::string_view content, const StopWords& stop_words) {
  CompoundParts table;
  std::vector<RawCompound> compounds;
  auto read =
      for_each_table_line(content, [&](std::string_view line, std::uint64_t) -> Result<void> {
        if (compounds.size() == std::numeric_limits<std::uint16_t>::max()) {
          return broken_line("65,535語を超えています。");
        }
        auto compound = read_compound(line, stop_words);
        if (!compound) return std::move(compound).error();
        compounds.push_back(std::move(*compound));
        const auto entry = static_cast<std::uint16_t>(compounds.size());
        if (!table.entries_.emplace(compounds.back().surface, entry).second) {
          return broken_line("同じ複合語が二度あります。");
        }
        return {};
      });
  if (!read) return std::move(read).error();
  for (const RawCompound& compound : compounds) {
    table.parts_.push_back(searchable_parts(compound, table.entries_));
  }
  return table;
}

std::uint16_t CompoundParts::find(std::string_view base) const {
  const auto found = entries_.find(base);
  return found == entries_.end() ? std::uint16_t{0} : found->second;
}

}  // namespace kizuki
