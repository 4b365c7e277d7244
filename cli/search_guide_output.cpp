#include "cli/search_guide_output.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/corpus/case_record.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownValues = 6;
constexpr std::array<FilterField, 7> kShownFacets{
    FilterField::kStep,       FilterField::kScale,     FilterField::kIssue, FilterField::kIndustry,
    FilterField::kPrefecture, FilterField::kSupporter, FilterField::kYear};

std::string count_text(std::uint64_t count, bool is_estimate) {
  return (is_estimate ? "約 " : "") + std::to_string(count) + " 件";
}

const FacetCounts* find_counts(const HitList& hits, std::string_view name) {
  const auto at = std::find_if(hits.facets.begin(), hits.facets.end(),
                               [&](const FacetCounts& counts) { return counts.name == name; });
  return at == hits.facets.end() ? nullptr : &*at;
}

/// Industries are counted by division and by the exact code; people narrow by division.
bool is_shown(std::string_view name, std::string_view value) {
  return name != filter_field_name(FilterField::kIndustry) || value.size() == 1;
}

std::string print_facet(const FacetCounts& counts, const Taxonomy& taxonomy) {
  std::string line;
  std::size_t shown = 0;
  for (const FacetCount& count : counts.values) {
    if (!is_shown(counts.name, count.value)) continue;
    if (++shown > kShownValues) return line + "、…";
    line += (line.empty() ? "" : "、") + facet_value_label(counts.name, count.value, taxonomy) +
            " " + std::to_string(count.cases);
  }
  return line;
}

std::string field_label(std::string_view facet) {
  const auto field = find_filter_field(facet);
  return std::string(field ? filter_field_label(*field) : facet);
}

}  // namespace

std::string facet_value_label(std::string_view name, std::string_view value,
                              const Taxonomy& taxonomy) {
  const auto is = [&](FilterField field) { return name == filter_field_name(field); };
  if (is(FilterField::kIssue) || is(FilterField::kStatedIssue) ||
      is(FilterField::kEssentialIssue)) {
    const IssueType* issue = taxonomy.issue(value);
    if (issue != nullptr) return issue->label;
  }
  if (is(FilterField::kStep) && value.size() == 1) {
    const std::string_view label = taxonomy.step_label(value.front() - '0');
    if (!label.empty()) return std::string(label);
  }
  if (is(FilterField::kIndustry) && value.size() == 1) {
    const std::string_view label = taxonomy.industry_label(value.front());
    if (!label.empty()) return std::string(label);
  }
  if (is(FilterField::kScale)) {
    for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge}) {
      if (value == scale_code(scale)) return std::string(scale_label(scale));
    }
  }
  return std::string(value);
}

std::string print_advice_as_text(const SearchAdvice& advice) {
  std::string out;
  if (const auto& suggestion = advice.suggestion) {
    out += "\nもしかして: " + suggestion->query + "（" +
           count_text(suggestion->total, suggestion->total_is_estimate) + "）\n";
  }
  if (!advice.relaxations.empty()) out += "\nこうすると見つかります:\n";
  for (const Relaxation& relaxation : advice.relaxations) {
    out += "  " + describe_relaxation(relaxation.relaxed) + "と " +
           count_text(relaxation.total, relaxation.total_is_estimate) + "\n";
  }
  return out;
}

std::string print_reading_as_text(const HitList& hits, const Taxonomy& taxonomy) {
  std::string out;
  const QueryUnderstanding& understanding = hits.understanding;
  if (!understanding.attributes.empty()) {
    out += "\n読み取ったこと（違うときは --ignore 項目=値 で外せます）:\n";
  }
  for (const UnderstoodAttribute& attribute : understanding.attributes) {
    out += "  " + field_label(attribute.facet) + ": " +
           facet_value_label(attribute.facet, attribute.value, taxonomy) + "（" + attribute.facet +
           "=" + attribute.value + "、「" + attribute.because + "」）\n";
  }
  if (!hits.expansions.empty()) {
    out += "\nほかの言い方、書き方でも探しました（--no-synonyms、--no-variants で止められます）:\n";
  }
  for (const Expansion& expansion : hits.expansions) {
    std::string words;
    for (const auto& word : expansion.words) words += (words.empty() ? "" : "、") + word.text;
    out += "  " + expansion.asked + " → " + words + "\n";
  }
  if (!hits.ignored_words.empty()) {
    out += "\n探すのに使わなかった言葉:";
    for (const std::string& word : hits.ignored_words) out += " " + word;
    out += "\n";
  }
  return out;
}

std::string print_facets_as_text(const HitList& hits, const Taxonomy& taxonomy) {
  std::string out;
  for (const FilterField field : kShownFacets) {
    const FacetCounts* counts = find_counts(hits, filter_field_name(field));
    if (counts == nullptr) continue;
    out += "  " + std::string(filter_field_label(field)) + ": " + print_facet(*counts, taxonomy) +
           "\n";
  }
  if (out.empty()) return out;
  return std::string("\n内訳（") + (hits.facets_are_estimate ? "概数。" : "") +
         "--filter 項目=値 で絞れます）:\n" + out;
}

}  // namespace kizuki
