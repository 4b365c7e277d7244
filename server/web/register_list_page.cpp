#include "server/web/register_list_page.hpp"

#include <string_view>

#include "server/http/request_target.hpp"
#include "server/web/operate_parts.hpp"
#include "server/web/register_page.hpp"

namespace kizuki {
namespace {

void print_rows(std::string_view heading, const std::vector<DraftRow>& rows, Html& out) {
  if (rows.empty()) return;
  out << R"(<section class="sec"><h2>)" << heading << " " << rows.size() << "件</h2>\n";
  begin_operate_table(heading, {"題名", "状態", "書いた人", "最後に変えた時刻"}, out);
  for (const DraftRow& row : rows) {
    out << R"(<tr><th scope="row"><a href="/register/)" << percent_encode(row.draft.id) << "\">"
        << (row.title.empty() ? std::string("（題名なし）") : row.title) << "</a></th><td>"
        << draft_state_label(row.draft.state) << "</td><td>" << row.draft.account << "</td><td>"
        << shown_time(row.draft.changed_at) << "</td></tr>\n";
  }
  end_operate_table(out);
  out << "</section>\n";
}

}  // namespace

Html print_register_list(const RegisterListView& view) {
  Html out;
  out << R"(<div class="page__head"><h1>事例登録</h1><p>下書きは、自分と所属機関の確認者だけに見えます。公開するまで検索には出ません</p></div>
)";
  if (!view.notice.empty()) {
    out << R"(<p class="note note--ok" role="status">)" << view.notice << "</p>\n";
  }
  out << R"(<p><a class="btn btn--main" href="/register/new">新しく書く</a></p>
)";
  print_rows("確認を待っている事例", view.waiting, out);
  print_rows("自分の下書き", view.own, out);
  print_rows("機関のほかの下書き", view.of_others, out);
  print_rows("公開した事例", view.published, out);
  if (view.waiting.empty() && view.own.empty() && view.of_others.empty() &&
      view.published.empty()) {
    out << R"(<p class="note sec"><strong>まだ何も書いていません</strong>支援のあと、忘れないうちに題名とひとことだけでも下書きにしておけます。</p>
)";
  }
  return out;
}

}  // namespace kizuki
