#include "tests/engine/index/random_analysis.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace kizuki::test {
namespace {

struct Word {
  std::string_view surface;
  std::string_view base;
};

constexpr std::array<Word, 18> kWords{{{"事業承継", "事業承継"},
                                       {"行っ", "行う"},
                                       {"取り組ん", "取り組む"},
                                       {"し", "する"},
                                       {"新しく", "新しい"},
                                       {"ＩＴ", "it"},
                                       {"Web", "web"},
                                       {"補助金", "補助金"},
                                       {"売上", "売上"},
                                       {"㍿", "株式会社"},
                                       {"カフェラテ", "カフェラテ"},
                                       {"来", "来る"},
                                       {"a", "a"},
                                       {"𠮷野家", "𠮷野家"},
                                       {"食べ", "食べる"},
                                       {"資金繰り", "資金繰り"},
                                       {"NPO", "npo"},
                                       {"人", "人"}}};
constexpr std::array<std::string_view, 6> kBetween{"", "を", "に、", "。", " \n", "ということでは"};

std::size_t below(std::mt19937_64& random, std::size_t limit) {
  return static_cast<std::size_t>(random() % limit);
}

/// Numbers terms with a plain map.
class Terms {
 public:
  std::uint32_t number_of(std::string_view term, CaseAnalysis& analysis) {
    const auto inserted = numbers_.emplace(term, static_cast<std::uint32_t>(analysis.terms.size()));
    if (inserted.second) analysis.terms.emplace_back(term);
    return inserted.first->second;
  }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

std::vector<std::uint32_t> borders_of(std::string_view text) {
  std::vector<std::uint32_t> borders;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      borders.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return borders;
}

AnalyzedField random_field(std::mt19937_64& random, std::size_t words, Terms& terms,
                           CaseAnalysis& analysis) {
  AnalyzedField field;
  std::uint32_t sentence_begin = 0;
  for (std::size_t i = 0; i < words; ++i) {
    const Word& word = kWords[below(random, kWords.size())];
    const auto begin = static_cast<std::uint32_t>(field.text.size());
    field.text += word.surface;
    const auto end = static_cast<std::uint32_t>(field.text.size());
    const auto add = [&](std::string_view term, TextSpan span, TermKind kind) {
      field.occurrences.push_back({terms.number_of(term, analysis), span, kind});
    };
    if (below(random, 5) != 0) add(word.base, {begin, end}, TermKind::kWord);
    if (word.base == "事業承継") {
      add("事業", {begin, end}, TermKind::kPart);
      add("承継", {begin, end}, TermKind::kPart);
    }
    if (word.base == "カフェラテ" || word.base == "𠮷野家") {
      const auto borders = borders_of(word.surface);
      for (std::size_t b = 0; b + 2 < borders.size(); ++b) {
        add(word.surface.substr(borders[b], borders[b + 2] - borders[b]),
            {begin + borders[b], begin + borders[b + 2]}, TermKind::kBigram);
      }
    }
    if (below(random, 40) == 0) add("長い" + std::string(190, 'x'), {end, end}, TermKind::kWord);
    field.text += kBetween[below(random, kBetween.size())];
    if (below(random, 50) == 0) field.text += std::string(200, ' ');
    if (below(random, 6) == 0) {
      const auto sentence_end = static_cast<std::uint32_t>(field.text.size());
      field.sentences.push_back({sentence_begin, sentence_end});
      sentence_begin = sentence_end;
    }
  }
  return field;
}

}  // namespace

std::string numbered_id(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return "case-" + std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits;
}

CaseAnalysis random_analysis(std::mt19937_64& random, std::string id, unsigned scale) {
  CaseAnalysis analysis;
  analysis.id = std::move(id);
  for (auto& byte : analysis.key) byte = static_cast<std::uint8_t>(random());
  Terms terms;
  const std::size_t fields = below(random, 6);
  for (std::size_t i = 0; i < fields; ++i) {
    AnalyzedField field =
        random_field(random, below(random, 1 + 60 * std::size_t{scale}), terms, analysis);
    field.kind = static_cast<FieldKind>(below(random, 5));
    field.section = static_cast<std::uint16_t>(below(random, 3) == 0 ? random() : i);
    analysis.fields.push_back(std::move(field));
  }
  for (std::size_t i = below(random, 6); i > 0; --i) {
    analysis.facets.push_back({"step", std::to_string(below(random, 8))});
    analysis.facets.push_back({"prefecture", below(random, 2) == 0 ? "北海道" : "沖縄県"});
  }
  std::sort(analysis.facets.begin(), analysis.facets.end());
  analysis.facets.erase(std::unique(analysis.facets.begin(), analysis.facets.end()),
                        analysis.facets.end());
  return analysis;
}

}  // namespace kizuki::test
