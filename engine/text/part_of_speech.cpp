#include "engine/text/part_of_speech.hpp"

#include <array>
#include <cstddef>

namespace kizuki {
namespace {

constexpr std::size_t kBaseColumn = 6;
constexpr std::size_t kReadingColumn = 7;

struct PosRow {
  std::string_view main_class;
  std::string_view sub_class;  // empty: all the others
  PartOfSpeech pos;
};

constexpr std::array<PosRow, 22> kRows = {{
    {"名詞", "固有名詞", PartOfSpeech::kProperNoun},
    {"名詞", "数", PartOfSpeech::kNumber},
    {"名詞", "代名詞", PartOfSpeech::kPronoun},
    {"名詞", "非自立", PartOfSpeech::kDependentNoun},
    {"名詞", "特殊", PartOfSpeech::kDependentNoun},
    {"名詞", "接尾", PartOfSpeech::kNounSuffix},
    {"名詞", "", PartOfSpeech::kNoun},
    {"動詞", "非自立", PartOfSpeech::kDependentVerb},
    {"動詞", "接尾", PartOfSpeech::kDependentVerb},
    {"動詞", "", PartOfSpeech::kVerb},
    {"形容詞", "非自立", PartOfSpeech::kDependentAdjective},
    {"形容詞", "接尾", PartOfSpeech::kDependentAdjective},
    {"形容詞", "", PartOfSpeech::kAdjective},
    {"副詞", "", PartOfSpeech::kAdverb},
    {"連体詞", "", PartOfSpeech::kPrenominal},
    {"接頭詞", "", PartOfSpeech::kPrefix},
    {"接続詞", "", PartOfSpeech::kConjunction},
    {"助詞", "", PartOfSpeech::kParticle},
    {"助動詞", "", PartOfSpeech::kAuxiliary},
    {"感動詞", "", PartOfSpeech::kInterjection},
    {"フィラー", "", PartOfSpeech::kFiller},
    {"記号", "", PartOfSpeech::kSymbol},
}};

std::string_view take_column(std::string_view& rest) {
  const std::size_t comma = rest.find(',');
  const std::string_view column = rest.substr(0, comma);
  rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
  return column;
}

std::string_view known(std::string_view column) {
  return column == "*" ? std::string_view{} : column;
}

}  // namespace

PartOfSpeech part_of_speech(std::string_view main_class, std::string_view sub_class) {
  for (const PosRow& row : kRows) {
    if (row.main_class == main_class && (row.sub_class.empty() || row.sub_class == sub_class)) {
      return row.pos;
    }
  }
  return PartOfSpeech::kOther;
}

Feature parse_feature(std::string_view feature) {
  std::array<std::string_view, kReadingColumn + 1> columns{};
  for (std::string_view& column : columns) column = take_column(feature);
  return {part_of_speech(columns[0], columns[1]), known(columns[kBaseColumn]),
          known(columns[kReadingColumn])};
}

bool is_content(PartOfSpeech pos) {
  switch (pos) {
    case PartOfSpeech::kDependentNoun:
    case PartOfSpeech::kDependentVerb:
    case PartOfSpeech::kDependentAdjective:
    case PartOfSpeech::kConjunction:
    case PartOfSpeech::kParticle:
    case PartOfSpeech::kAuxiliary:
    case PartOfSpeech::kFiller:
    case PartOfSpeech::kSymbol:
      return false;
    default:
      return true;
  }
}

}  // namespace kizuki
