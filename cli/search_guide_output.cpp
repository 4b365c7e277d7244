#include "cli/search_guide_output.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

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

std::string_view relaxation_code(RelaxedQuery::Kind kind) {
  switch (kind) {
    case RelaxedQuery::Kind::kFilter:
      return "filter";
    case RelaxedQuery::Kind::kQuotes:
      return "quotes";
    case RelaxedQuery::Kind::kExclusion:
      return "exclusion";
    case RelaxedQuery::Kind::kGroup:
      return "group";
    case RelaxedQuery::Kind::kWords:
      return "words";
    case RelaxedQuery::Kind::kAll:
      break;
  }
  return "conditions";
}

std::string field_label(std::string_view facet) {
  const auto field = find_filter_field(facet);
  return std::string(field ? filter_field_label(*field) : facet);
}

Json understanding_as_json(const QueryUnderstanding& understanding) {
  JsonArray attributes;
  for (const UnderstoodAttribute& attribute : understanding.attributes) {
    Json entry;
    entry.set("facet", attribute.facet);
    entry.set("value", attribute.value);
    entry.set("weight", std::round(attribute.weight * 100) / 100);
    entry.set("because", attribute.because);
    entry.set("begin", std::int64_t{attribute.span.begin});
    entry.set("end", std::int64_t{attribute.span.end});
    attributes.push_back(std::move(entry));
  }
  JsonArray profile;
  for (const IssueCandidate& candidate : understanding.issue_profile) {
    Json entry;
    entry.set("issue", candidate.issue);
    entry.set("weight", std::round(candidate.weight * 100) / 100);
    profile.push_back(std::move(entry));
  }
  Json json;
  json.set("attributes", std::move(attributes));
  if (understanding.employees) json.set("employees", *understanding.employees);
  json.set("issue_profile", std::move(profile));
  return json;
}

Json expansions_as_json(const std::vector<Expansion>& expansions) {
  JsonArray list;
  for (const Expansion& expansion : expansions) {
    JsonArray words;
    for (const auto& word : expansion.words) {
      Json entry;
      entry.set("word", word.text);
      entry.set("kind", group_kind_code(word.kind));
      words.push_back(std::move(entry));
    }
    Json json;
    json.set("asked", expansion.asked);
    json.set("words", std::move(words));
    list.push_back(std::move(json));
  }
  return list;
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

void set_advice(const SearchAdvice& advice, Json& json) {
  Json suggested;
  if (const auto& suggestion = advice.suggestion) {
    suggested.set("query", suggestion->query);
    suggested.set("from", suggestion->from);
    suggested.set("to", suggestion->to);
    suggested.set("total", suggestion->total);
    suggested.set("total_is_estimate", suggestion->total_is_estimate);
  }
  json.set("suggestion", std::move(suggested));
  JsonArray list;
  for (const Relaxation& relaxation : advice.relaxations) {
    Json entry;
    entry.set("kind", relaxation_code(relaxation.relaxed.kind));
    entry.set("dropped", relaxation.relaxed.dropped);
    entry.set("text", describe_relaxation(relaxation.relaxed));
    entry.set("query", print_query(relaxation.relaxed.query.root));
    entry.set("total", relaxation.total);
    entry.set("total_is_estimate", relaxation.total_is_estimate);
    list.push_back(std::move(entry));
  }
  json.set("relaxations", std::move(list));
}

void set_reading(const HitList& hits, Json& json) {
  Json facets(JsonObject{});
  for (const FacetCounts& counts : hits.facets) {
    JsonArray values;
    for (const FacetCount& count : counts.values) {
      Json value;
      value.set("value", count.value);
      value.set("cases", count.cases);
      value.set("predicted", count.predicted);
      values.push_back(std::move(value));
    }
    facets.set(counts.name, std::move(values));
  }
  json.set("facets", std::move(facets));
  json.set("facets_are_estimate", hits.facets_are_estimate);
  json.set("understood", understanding_as_json(hits.understanding));
  json.set("expansions", expansions_as_json(hits.expansions));
  JsonArray ignored;
  for (const std::string& word : hits.ignored_words) ignored.emplace_back(word);
  json.set("ignored_words", std::move(ignored));
}

}  // namespace kizuki
