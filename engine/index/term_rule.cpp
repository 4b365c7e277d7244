#include "engine/index/term_rule.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/varint.hpp"

namespace kizuki {
namespace {

/// The rules that are not stored. Behind the three kinds the endings by which Japanese inflection
/// tells a form from the dictionary form: one kana dropped or none, and the ending of the verb's
/// row, する, くる or い put in its place (school grammar: 五段, 一段, サ変, カ変, 形容詞).
constexpr std::array<TermRule, kPresetRules> kPresets{{
    {TermKind::kWord, 0, 0, ""},     {TermKind::kPart, 0, 0, ""},   {TermKind::kBigram, 0, 0, ""},
    {TermKind::kWord, 0, 3, "する"}, {TermKind::kWord, 0, 0, "る"}, {TermKind::kWord, 0, 3, "る"},
    {TermKind::kWord, 0, 3, "う"},   {TermKind::kWord, 0, 3, "く"}, {TermKind::kWord, 0, 3, "ぐ"},
    {TermKind::kWord, 0, 3, "す"},   {TermKind::kWord, 0, 3, "つ"}, {TermKind::kWord, 0, 3, "ぬ"},
    {TermKind::kWord, 0, 3, "ぶ"},   {TermKind::kWord, 0, 3, "む"}, {TermKind::kWord, 0, 3, "い"},
    {TermKind::kWord, 0, 6, "い"},   {TermKind::kWord, 0, 0, "い"}, {TermKind::kWord, 0, 6, "する"},
    {TermKind::kWord, 0, 3, "くる"},
}};

constexpr std::uint64_t kKinds = 3;

TermRule rule_for(TermKind kind, std::string_view text, std::string_view term) {
  const auto mismatch = std::mismatch(text.begin(), text.end(), term.begin(), term.end());
  auto common = static_cast<std::size_t>(mismatch.first - text.begin());
  // Whole characters only, so that equal endings give equal rules.
  while (common > 0 && common < term.size() &&
         (static_cast<unsigned char>(term[common]) & 0xC0) == 0x80) {
    --common;
  }
  if (common == 0) {
    if (const std::size_t at = text.find(term); at != std::string_view::npos) {
      return {kind, static_cast<std::uint32_t>(at),
              static_cast<std::uint32_t>(text.size() - at - term.size()), ""};
    }
  }
  return {kind, 0, static_cast<std::uint32_t>(text.size() - common), term.substr(common)};
}

}  // namespace

std::uint32_t TermRuleWriter::number_of(TermKind kind, std::string_view text,
                                        std::string_view term) {
  if (text == term) return static_cast<std::uint32_t>(kind);
  const TermRule rule = rule_for(kind, text, term);
  if (const auto* preset = std::find(kPresets.begin(), kPresets.end(), rule);
      preset != kPresets.end()) {
    return static_cast<std::uint32_t>(preset - kPresets.begin());
  }
  encoded_.clear();
  append_varint(encoded_, static_cast<std::uint64_t>(rule.kind));
  append_varint(encoded_, rule.skip);
  append_varint(encoded_, rule.drop);
  append_sized(encoded_, rule.suffix);
  return kPresetRules + rules_.number_of(encoded_);
}

void TermRuleWriter::append_to(std::string& out) && {
  const auto rules = std::move(rules_).take();
  append_varint(out, rules.size());
  for (const auto& rule : rules) out += rule;
}

std::optional<std::vector<TermRule>> take_term_rules(std::string_view& bytes) {
  const auto count = take_varint(bytes);
  if (!count || *count > bytes.size()) return std::nullopt;
  std::vector<TermRule> rules(kPresets.begin(), kPresets.end());
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto kind = take_varint(bytes);
    const auto skip = take_varint(bytes);
    const auto drop = take_varint(bytes);
    const auto suffix = take_sized(bytes);
    if (!kind || *kind >= kKinds || !skip || *skip > UINT32_MAX || !drop || *drop > UINT32_MAX ||
        !suffix || suffix->size() > kMaxTermBytes) {
      return std::nullopt;
    }
    rules.push_back({static_cast<TermKind>(*kind), static_cast<std::uint32_t>(*skip),
                     static_cast<std::uint32_t>(*drop), *suffix});
  }
  return rules;
}

}  // namespace kizuki
