// The page 検索 when nothing was found: what to try next.
#include <algorithm>

#include "engine/query/query_parser.hpp"
#include "server/web/labels.hpp"
#include "server/web/search_parts.hpp"

namespace kizuki {
namespace {

/// A way out: what its button says and sends, and how many cases it leads to.
struct WayOut {
  std::string text;
  std::string name;
  std::string value;
  std::uint64_t cases = 0;
  bool estimate = false;
};

/// The text of a query without what was given beside it.
std::string typed_part(const ParsedQuery& query) {
  QueryNode root = query.root;
  root.children.erase(std::remove_if(root.children.begin(), root.children.end(),
                                     [](const QueryNode& node) {
                                       return node.kind == QueryNode::Kind::kFilter &&
                                              node.span.begin == node.span.end;
                                     }),
                      root.children.end());
  return print_query(root);
}

bool is_chosen_facet(const SearchView& view, std::string_view dropped) {
  return std::any_of(view.request.filters.begin(), view.request.filters.end(),
                     [&](const ChosenFilter& filter) {
                       return facet_label(filter.name) == dropped || filter.name == dropped;
                     });
}

std::vector<WayOut> ways_out(const SearchView& view, const Taxonomy& taxonomy) {
  std::vector<WayOut> ways;
  for (const FilterRelaxation& way : view.relaxations) {
    ways.push_back({"「" + chip_text(view, way.filter, taxonomy) + "」を外す", "t",
                    way.filter.name + ":" + way.filter.value, way.cases, false});
  }
  for (const Relaxation& way : view.advice.relaxations) {
    const RelaxedQuery& relaxed = way.relaxed;
    // Chosen filters have a button of their own above, one by one.
    if (relaxed.kind == RelaxedQuery::Kind::kFilter && is_chosen_facet(view, relaxed.dropped)) {
      continue;
    }
    if (relaxed.kind == RelaxedQuery::Kind::kAll && !view.request.filters.empty()) continue;
    ways.push_back({describe_relaxation(relaxed), "words", typed_part(relaxed.query), way.total,
                    way.total_is_estimate});
  }
  std::stable_sort(ways.begin(), ways.end(), [](const WayOut& left, const WayOut& right) {
    return left.cases > right.cases;
  });
  return ways;
}

}  // namespace

Html print_search_nothing(const SearchView& view, const Taxonomy& taxonomy) {
  Html out;
  out << R"(<section class="sec" id="hits" aria-labelledby="hh"><div class="hits__head"><h2 id="hh">あてはまる事例は 0件</h2></div>
)" << print_chips(view, taxonomy)
      << "</section>\n<div class=\"cols cols--2\">\n<section class=\"sec\">"
      << print_suggestion(view);
  const auto ways = ways_out(view, taxonomy);
  if (!ways.empty()) {
    out << "<h2>ひとつ外すと見つかります</h2>\n<ul>";
    const std::uint64_t largest = std::max<std::uint64_t>(ways.front().cases, 1);
    for (const WayOut& way : ways) {
      out << R"(<li class="list-row"><button class="btn btn--s" form="f" name=")" << way.name
          << R"(" value=")" << way.value << R"(">)" << way.text
          << R"(</button><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
          << way.cases * 100 / largest << R"(" height="10"/></svg><span class="num">)"
          << std::string(way.estimate ? "約" : "") << with_commas(way.cases) << "件</span></li>";
    }
    out << "</ul>";
  } else if (!view.advice.suggestion) {
    out << "<h2>ことばを減らすか、言いかえてください</h2><p>「-語」や \"語句\" "
           "を外すと見つかることがあります。</p>";
  }
  out << print_ignored(view) << R"(</section>
<section class="sec"><div class="panel panel--wash stack-s"><h2>ことばが合わないときは</h2><p>困りごとを文章で書くと、言いまわしが違う事例も拾えます。</p><p><a class="btn" href="/similar">メモから似た事例をさがす</a></p></div></section>
</div>
)";
  return out;
}

}  // namespace kizuki
