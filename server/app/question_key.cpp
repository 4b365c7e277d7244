#include "server/app/question_key.hpp"

#include <cstdint>
#include <vector>

#include "engine/base/varint.hpp"

namespace kizuki {
namespace {

enum class Kind : std::uint8_t { kSearch, kSimilar, kAdvice };

void append_filters(std::string& key, const std::vector<ChosenFilter>& filters) {
  append_varint(key, filters.size());
  for (const ChosenFilter& filter : filters) {
    append_sized(key, filter.name);
    append_sized(key, filter.value);
  }
}

void append_options(std::string& key, const SearchOptions& options) {
  append_varint(key, options.limit);
  append_varint(key, options.offset);
  const QueryChoices& choices = options.choices;
  for (const bool flag :
       {options.details, options.explain, options.count_total, options.facet_counts,
        options.gate_counts, choices.synonyms, choices.variants, choices.understanding}) {
    key += flag ? '1' : '0';
  }
  append_varint(key, static_cast<std::uint64_t>(options.order));
  append_varint(key, choices.disbelieved.size());
  for (const std::string& one : choices.disbelieved) append_sized(key, one);
}

std::string begin_key(Kind kind, std::string_view reach, const std::string& text,
                      const std::vector<ChosenFilter>& filters, const SearchOptions& options) {
  std::string key;
  append_varint(key, static_cast<std::uint64_t>(kind));
  append_sized(key, reach);
  append_sized(key, text);
  append_filters(key, filters);
  append_options(key, options);
  return key;
}

}  // namespace

std::string question_key(std::string_view reach, const SearchRequest& request,
                         const SearchOptions& options) {
  return begin_key(Kind::kSearch, reach, request.text, request.filters, options);
}

std::string question_key(std::string_view reach, const SimilarRequest& request,
                         const SearchOptions& options) {
  std::string key = begin_key(Kind::kSimilar, reach, request.text, request.filters, options);
  append_sized(key, request.case_id);
  append_varint(key, static_cast<std::uint64_t>(request.purpose));
  return key;
}

std::string advice_key(std::string_view reach, const SearchRequest& request,
                       const SearchOptions& options, std::uint64_t found) {
  std::string key = begin_key(Kind::kAdvice, reach, request.text, request.filters, options);
  append_varint(key, found);
  return key;
}

}  // namespace kizuki
