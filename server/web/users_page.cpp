#include "server/web/users_page.hpp"

#include <string_view>

#include "server/web/operate_parts.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

std::string_view role_label(Role role) {
  switch (role) {
    case Role::kReader:
      return "読む";
    case Role::kContributor:
      return "登録";
    case Role::kCurator:
      return "確認";
    case Role::kOperator:
      return "運用";
  }
  return "";
}

std::string readable(const Account& account) {
  if (account.disabled) return "なし";
  if (account.role == Role::kOperator) return "すべて";
  std::string text = "公開、会員";
  if (account.all_organizations) {
    text += "、すべての組織";
  } else {
    if (!account.organization.empty()) text += "、" + account.organization;
    for (const std::string& other : account.other_organizations) text += "、" + other;
  }
  if (account.local) text += "、組織の書かれていないもの";
  return text;
}

void print_button(std::string_view action, std::string_view label, std::string_view name,
                  Html& out) {
  out << R"(<button class="btn btn--s" name="do" value=")" << action << R"(">)" << label
      << R"(<span class="vh">：)" << name << "</span></button>";
}

void print_actions(const AccountRow& row, const UsersView& view, Html& out) {
  const Account& account = row.account;
  if (account.name == view.visitor) {
    out << R"(<span class="muted">自分</span>)";
    return;
  }
  out << R"(<form class="chips" method="post" action="/operate/users">)" << csrf_field(view.csrf)
      << R"(<input type="hidden" name="name" value=")" << account.name << R"(">)";
  if (account.disabled) {
    print_button("unlock", "再開する", account.name, out);
  } else {
    print_button("lock", "停止する", account.name, out);
    print_button("reset", "パスワードを作り直す", account.name, out);
  }
  out << "</form>";
}

void print_row(const AccountRow& row, const UsersView& view, Html& out) {
  out << R"(<tr><th scope="row">)" << row.account.name << "</th><td>"
      << role_label(row.account.role) << "</td><td>" << readable(row.account) << "</td><td>"
      << std::string(row.has_password ? "あり" : "なし") << R"(</td><td class="n">)" << row.sessions
      << R"(</td><td class="n">)" << row.tokens << "</td><td>" << shown_time(row.account.changed_at)
      << "</td><td>";
  if (row.account.disabled) {
    out << R"(<span class="tag tag--bad">停止</span>)";
  } else {
    out << R"(<span class="tag tag--ok">有効</span>)";
  }
  out << "</td><td>";
  print_actions(row, view, out);
  out << "</td></tr>\n";
}

}  // namespace

Html print_users(const UsersView& view) {
  Html out;
  print_operate_head("/operate/users", "アカウント " + std::to_string(view.rows.size()) + "件",
                     out);
  print_problem(view.problem, out);
  if (!view.notice.empty()) {
    out << R"(<div class="note note--ok" role="status"><strong>)" << view.notice << "</strong>";
    if (!view.new_password.empty()) {
      out << R"(新しいパスワード：<span class="code">)" << view.new_password
          << "</span>（もう表示できません。本人に直接伝えてください）";
    }
    out << "</div>\n";
  }
  begin_operate_table("利用者",
                      {"アカウント", "役割", "読めるもの", "パスワード", "#開いている端末",
                       "#トークン", "変更（UTC）", "状態", "操作"},
                      out);
  for (const AccountRow& row : view.rows) print_row(row, view, out);
  end_operate_table(out);
  out << R"(<p class="sec-s small muted">停止すると、開いている画面もすぐに使えなくなります。作る・権限を変えるには kizuki user を使います。変えた権限は、次の要求から効きます。</p>
)";
  return out;
}

}  // namespace kizuki
