#include "server/web/mylist_page.hpp"

#include <algorithm>
#include <utility>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/operate_parts.hpp"
#include "server/web/page.hpp"
#include "server/web/reading_parts.hpp"

namespace kizuki {
namespace {

class MyListPage {
 public:
  MyListPage(const MyListView& view, const Taxonomy& taxonomy) : view_(view), taxonomy_(taxonomy) {}

  Html print() {
    out_ << R"(<div class="page__head"><h1>マイリスト</h1><p>)" << view_.total
         << R"(件。自分だけに見えます</p></div>
)";
    print_problem(view_.problem, out_);
    if (view_.total == 0) {
      out_
          << R"(<p class="note"><strong>まだ何も集めていません</strong>検索の結果や事例のページにある「マイリストに加える」で、ここに集まります。</p>
<p><a class="btn" href="/">検索にもどる</a></p>
)";
      return std::move(out_);
    }
    out_ << R"(<section class="picks" aria-label="集めた事例"><ol start=")" << view_.offset + 1
         << R"(">
)";
    for (std::size_t i = 0; i < view_.cases.size(); ++i) print_entry(i);
    out_ << "</ol>\n" << print_tray("");
    print_pager();
    out_ << R"(</section>
<p class="chips sec-s"><a class="btn btn--s" href="/mylist?as=xlsx">Excelで受け取る</a><a class="btn btn--s" href="/mylist?as=csv">CSVで受け取る</a></p>
)";
    return std::move(out_);
  }

 private:
  void print_entry(std::size_t index) {
    const ListedCase& listed = view_.cases[index];
    const std::size_t number = view_.offset + index + 1;
    out_ << R"(<li class="hit" id="e)" << number << R"(">)";
    if (listed.brief) {
      out_ << R"(<h2 class="hit__t"><a href="/cases/)" << percent_encode(listed.brief->id)
           << R"(">)" << listed.brief->title << "</a></h2>\n"
           << print_pick(listed.brief->id, listed.brief->title)
           << who_line(listed.facets, *listed.brief, taxonomy_);
    } else {
      out_ << R"(<h2 class="hit__t muted">)" << kNoLongerReadable << "</h2>\n";
    }
    print_form(listed, number);
    out_ << "</li>\n";
  }

  void print_form(const ListedCase& listed, std::size_t number) {
    const std::string& id = listed.entry.case_id;
    out_ << R"(<form class="stack-s" method="post" action="/mylist">)" << csrf_field(view_.csrf)
         << R"(<input type="hidden" name="c" value=")" << id << R"(">)";
    if (listed.brief) {
      const bool refused = !view_.refused_id.empty() && view_.refused_id == id;
      out_ << R"(<div class="field"><label class="small" for="n)" << number
           << R"(">覚え書き</label><textarea class="input" rows="2" name="note" id="n)" << number
           << "\"";
      if (refused) out_ << R"( aria-invalid="true")";
      out_ << ">\n" << (refused ? view_.typed_note : listed.entry.note) << "</textarea></div>";
    }
    out_ << R"(<p class="chips">)";
    if (listed.brief) print_button("note", "覚え書きを保存する", number);
    if (number > 1) print_button("up", "上へ", number);
    if (number < view_.total) print_button("down", "下へ", number);
    out_
        << R"(<button class="btn btn--s btn--bad" name="do" value="remove">外す<span class="vh">：)"
        << number << "件め</span></button></p></form>";
  }

  void print_button(std::string_view action, std::string_view label, std::size_t number) {
    out_ << R"(<button class="btn btn--s" name="do" value=")" << action << R"(">)" << label
         << R"(<span class="vh">：)" << number << "件め</span></button>";
  }

  void print_pager() {
    if (view_.total <= kListPage) return;
    out_ << R"(<nav class="pager" aria-label="マイリストのページ">)";
    if (view_.offset > 0) {
      out_ << R"(<a class="btn btn--s" href="/mylist?offset=)"
           << view_.offset - std::min(view_.offset, kListPage) << R"(">前の)" << kListPage
           << "件</a>";
    }
    if (view_.offset + view_.cases.size() < view_.total) {
      out_ << R"(<a class="btn btn--s" href="/mylist?offset=)" << view_.offset + kListPage
           << R"(">次の)" << kListPage << "件</a>";
    }
    out_ << "</nav>\n";
  }

  const MyListView& view_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_my_list(const MyListView& view, const Taxonomy& taxonomy) {
  return MyListPage(view, taxonomy).print();
}

std::vector<std::string> list_columns() {
  return {"順",       "番号",     "題名",     "覚え書き", "事業",
          "従業員数", "都道府県", "支援機関", "期間",     "成果"};
}

std::vector<std::string> list_row(std::size_t number, const ListedCase& listed) {
  std::vector<std::string> row(list_columns().size());
  row[0] = std::to_string(number);
  if (!listed.brief) {
    row[2] = kNoLongerReadable;
    return row;
  }
  const CaseBrief& brief = *listed.brief;
  row[1] = brief.id;
  row[2] = brief.title;
  row[3] = listed.entry.note;
  row[4] = brief.business;
  if (brief.employees) row[5] = std::to_string(*brief.employees);
  row[6] = brief.prefecture;
  row[7] = brief.supporter;
  if (!brief.period_from.empty() || !brief.period_to.empty()) {
    row[8] = brief.period_from + "〜" + brief.period_to;
  }
  row[9] = brief.outcome;
  return row;
}

}  // namespace kizuki
