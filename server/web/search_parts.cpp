#include "server/web/search_parts.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "server/web/labels.hpp"

namespace kizuki {
namespace {

Html print_expansions(const SearchView& view) {
  Html out;
  if (view.hits.expansions.empty()) return out;
  out << R"(<span class="said small muted">)";
  for (const Expansion& expansion : view.hits.expansions) {
    out << "「" << expansion.asked << "」は ";
    for (std::size_t i = 0; i < expansion.words.size(); ++i) {
      if (i > 0) out << "・";
      out << expansion.words[i].text;
    }
    out << " でもさがしました。";
  }
  out << R"(</span><button class="btn btn--s btn--quiet" form="f" name="written" value="1">書いたことばだけ</button>)";
  return out;
}

}  // namespace

const FacetCounts* counts_of(const SearchView& view, std::string_view name) {
  for (const FacetCounts& counts : view.hits.facets) {
    if (counts.name == name) return &counts;
  }
  return nullptr;
}

std::uint64_t count_of(const FacetCounts* counts, std::string_view value) {
  if (counts == nullptr) return 0;
  for (const FacetCount& count : counts->values) {
    if (count.value == value) return count.cases;
  }
  return 0;
}

bool is_chosen(const SearchView& view, std::string_view name, std::string_view value) {
  return std::any_of(
      view.request.filters.begin(), view.request.filters.end(),
      [&](const ChosenFilter& filter) { return filter.name == name && filter.value == value; });
}

std::string choice_label(const SearchView& view, std::string_view name, std::string_view value,
                         const Taxonomy& taxonomy) {
  if (name != kCardFacet) return shown_value(name, value, taxonomy);
  return view.cards ? std::string(view.cards->find(value)) : std::string();
}

std::string chip_text(const SearchView& view, const ChosenFilter& filter,
                      const Taxonomy& taxonomy) {
  const std::string_view label = facet_label(filter.name);
  const std::string value = choice_label(view, filter.name, filter.value, taxonomy);
  return (label.empty() ? filter.name : std::string(label)) + "：" +
         (value.empty() ? "いまはないノウハウ" : value);
}

Html print_chips(const SearchView& view, const Taxonomy& taxonomy) {
  Html out;
  out << R"(<div class="chips">)";
  for (const ChosenFilter& filter : view.request.filters) {
    out << R"(<button class="chip" form="f" name="t" value=")" << filter.name << ":" << filter.value
        << R"("><span>)" << chip_text(view, filter, taxonomy)
        << R"(</span><span class="vh">を外す</span></button>)";
  }
  if (view.request.as_written) {
    out << R"(<span class="said small muted">ほかの言い方を使わずにさがしました。</span><button class="btn btn--s btn--quiet" form="f" name="written" value="0">ほかの言い方でもさがす</button>)";
  }
  if (view.hits.total > 0) {
    out << R"(<a class="btn btn--s only-narrow" href="#facets">しぼりこみ</a>)"
        << print_expansions(view) << print_ignored(view);
  }
  out << "</div>\n";
  return out;
}

Html print_ignored(const SearchView& view) {
  Html out;
  if (view.hits.ignored_words.empty()) return out;
  out << R"(<p class="small muted">どの事例にもないことば：)";
  bool first = true;
  for (const std::string& word : view.hits.ignored_words) {
    if (!first) out << "、";
    first = false;
    out << std::string(utf8_prefix(word, 120));
  }
  out << "</p>";
  return out;
}

Html print_suggestion(const SearchView& view) {
  Html out;
  const auto& suggestion = view.advice.suggestion;
  if (!suggestion) return out;
  out << R"(<p class="sec-s">もしかして <button class="btn btn--s" form="f" name="words" value=")"
      << suggestion->query << "\">" << suggestion->query << R"(</button> <span class="num small">)"
      << std::string(suggestion->total_is_estimate ? "約" : "") << with_commas(suggestion->total)
      << "件</span></p>\n";
  return out;
}

}  // namespace kizuki
