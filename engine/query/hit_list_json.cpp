#include "engine/query/hit_list_json.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/query/hit_explanation_json.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {
namespace {

std::string_view value_of(const Hit& hit, std::string_view name) {
  for (const HitFacet& facet : hit.facets) {
    if (facet.name == name) return facet.value;
  }
  return {};
}

Json marks_as_json(const std::vector<TextSpan>& marks) {
  JsonArray list;
  for (const TextSpan mark : marks) {
    list.push_back(JsonArray{Json(std::int64_t{mark.begin}), Json(std::int64_t{mark.end})});
  }
  return list;
}

Json snippet_as_json(const Snippet& snippet) {
  Json json;
  json.set("text", snippet.text);
  json.set("marks", marks_as_json(snippet.marks));
  json.set("field", field_code(snippet.field));
  if (snippet.field == FieldKind::kBody || snippet.field == FieldKind::kHeading) {
    json.set("section", std::int64_t{snippet.section});
  }
  json.set("begin", std::int64_t{snippet.source.begin});
  json.set("end", std::int64_t{snippet.source.end});
  return json;
}

void add_to_list(Json& lists, const std::string& name, Json value) {
  if (lists.find(name) == nullptr) lists.set(name, JsonArray{});
  lists.find(name)->push_back(std::move(value));
}

Json list_of(const std::vector<std::string>& values) {
  JsonArray list;
  for (const std::string& value : values) list.emplace_back(value);
  return list;
}

Json reason_as_json(const AttributeReason& reason) {
  Json json;
  json.set("attribute", reason.name);
  json.set("asked", list_of(reason.asked));
  json.set("found", list_of(reason.found));
  json.set("shared", list_of(reason.shared));
  json.set("similarity", std::round(reason.similarity * 100) / 100);
  return json;
}

/// Facets with one value by nature are strings as well, so that programs need not guess.
Json hit_as_json(const Hit& hit) {
  Json json;
  json.set("id", hit.id);
  json.set("title", hit.title);
  json.set("title_marks", marks_as_json(hit.title_marks));
  json.set("score", hit.score);
  std::string joined;
  for (const Snippet& snippet : hit.snippets) joined += (joined.empty() ? "" : " ") + snippet.text;
  json.set("snippet", joined);
  JsonArray snippets;
  for (const Snippet& snippet : hit.snippets) snippets.push_back(snippet_as_json(snippet));
  json.set("snippets", std::move(snippets));
  JsonArray matched;
  for (const MatchedWord& match : hit.matched) {
    Json word;
    word.set("word", match.word);
    word.set("asked", match.asked);
    word.set("kind", group_kind_code(match.kind));
    matched.push_back(std::move(word));
  }
  json.set("matched", std::move(matched));
  JsonArray reasons;
  for (const AttributeReason& reason : hit.reasons) reasons.push_back(reason_as_json(reason));
  json.set("reasons", std::move(reasons));
  JsonArray near_duplicates;
  for (const CaseAddress& copy : hit.near_duplicates) near_duplicates.emplace_back(copy.id);
  json.set("near_duplicates", std::move(near_duplicates));
  json.set("compartment", hit.compartment);
  for (const std::string_view name : {"scale", "prefecture", "supporter", "year"}) {
    if (const std::string_view value = value_of(hit, name); !value.empty()) json.set(name, value);
  }
  set_facets(hit.facets, json);
  if (hit.explanation) {
    json.set("explanation", explanation_as_json(*hit.explanation, hit.reasons));
  }
  return json;
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

/// Sets "facets", "facets_are_estimate", "understood", "expansions" and "ignored_words".
void set_reading(const HitList& hits, Json& json) {
  json.set("facets", to_json(hits.facets));
  json.set("facets_are_estimate", hits.facets_are_estimate);
  json.set("understood", understanding_as_json(hits.understanding));
  json.set("expansions", expansions_as_json(hits.expansions));
  JsonArray ignored;
  for (const std::string& word : hits.ignored_words) ignored.emplace_back(word);
  json.set("ignored_words", std::move(ignored));
}

}  // namespace

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

void set_facets(const std::vector<HitFacet>& list, Json& json) {
  Json facets(JsonObject{});
  Json predicted(JsonObject{});
  Json confirmed(JsonObject{});
  for (const HitFacet& facet : list) {
    add_to_list(facets, facet.name, facet.value);
    if (facet.origin == AttributeOrigin::kConfirmed) {
      add_to_list(confirmed, facet.name, facet.value);
    } else if (facet.origin == AttributeOrigin::kPredicted) {
      Json tag;
      tag.set("value", facet.value);
      tag.set("confidence", std::round(double{facet.probability} * 100) / 100);
      add_to_list(predicted, facet.name, std::move(tag));
    }
  }
  json.set("facets", std::move(facets));
  json.set("predicted", std::move(predicted));
  json.set("confirmed", std::move(confirmed));
}

Json to_json(const std::vector<FacetCounts>& list) {
  Json facets(JsonObject{});
  for (const FacetCounts& counts : list) {
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
  return facets;
}

Json to_json(const HitList& hits, const SearchAdvice& advice, std::string_view query) {
  Json json;
  json.set("query", query);
  json.set("total", hits.total);
  json.set("total_is_estimate", hits.total_is_estimate);
  json.set("partial", hits.partial);
  JsonArray list;
  for (const Hit& hit : hits.hits) list.push_back(hit_as_json(hit));
  json.set("hits", std::move(list));
  set_reading(hits, json);
  set_advice(advice, json);
  return json;
}

}  // namespace kizuki
