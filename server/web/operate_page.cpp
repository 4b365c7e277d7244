#include "server/web/operate_page.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "server/http/request_target.hpp"

namespace kizuki {
namespace {

struct Tab {
  std::string_view path;
  std::string_view label;
};
constexpr std::array<Tab, 3> kTabs{
    {{"/operate", "世代"}, {"/operate/users", "利用者"}, {"/operate/audit", "閲覧の記録"}}};

struct ActionLabel {
  std::string_view action;
  std::string_view label;
};
constexpr std::array<ActionLabel, 11> kActions{{{"search", "検索の結果に出た"},
                                                {"similar", "似た事例に出た"},
                                                {"case", "読んだ"},
                                                {"compare", "比較した"},
                                                {"sign-in", "サインイン"},
                                                {"sign-in-failed", "サインイン失敗"},
                                                {"sign-in-locked", "サインイン受付停止中"},
                                                {"sign-out", "サインアウト"},
                                                {"password", "パスワードを変更"},
                                                {"token", "トークンを発行"},
                                                {"revoke", "トークンを取消"}}};

std::string_view action_label(std::string_view action) {
  for (const ActionLabel& one : kActions) {
    if (one.action == action) return one.label;
  }
  return action;
}

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

/// "2026-01-31T09:08:07Z" → "2026-01-31 09:08:07".
std::string shown_time(std::string_view time) {
  std::string out(time.substr(0, 19));
  if (out.size() == 19) out[10] = ' ';
  return out;
}

void print_head(std::string_view path, std::string_view summary, Html& out) {
  out << R"(<div class="page__head"><h1>運用</h1><p>)" << summary << R"(</p></div>
<nav class="tabs" aria-label="運用の種類">)";
  for (const Tab& tab : kTabs) {
    out << "<a href=\"" << tab.path << "\"";
    if (tab.path == path) out << R"( aria-current="page")";
    out << ">" << tab.label << "</a>";
  }
  out << "</nav>\n";
}

/// In front of the heading of a column of numbers.
constexpr char kNumber = '#';

void begin_table(std::string_view caption, const std::vector<std::string_view>& columns,
                 Html& out) {
  out << R"(<div class="cardtab" tabindex="0" role="region" aria-label=")" << caption
      << R"(の表"><table><caption class="vh">)" << caption << "</caption><thead><tr>";
  for (const std::string_view column : columns) {
    const bool number = column.starts_with(kNumber);
    out << R"(<th scope="col")";
    if (number) out << R"( class="n")";
    out << ">" << column.substr(number ? 1 : 0) << "</th>";
  }
  out << "</tr></thead><tbody>\n";
}

void end_table(Html& out) { out << "</tbody></table></div>\n"; }

std::string megabytes(std::uint64_t bytes) {
  return with_commas((bytes + (std::uint64_t{1} << 20) - 1) >> 20) + " MB";
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

}  // namespace

Html print_generations(const OperateView& view) {
  Html out;
  const auto current = std::find_if(view.generations.begin(), view.generations.end(),
                                    [](const GenerationInfo& info) { return info.current; });
  const bool built = current != view.generations.end();
  print_head("/operate",
             built ? "いまの世代 " + std::to_string(current->number) : "世代はまだありません", out);
  out << R"(<dl class="big"><div><dt>事例</dt><dd>)" << with_commas(view.cases)
      << "</dd></div><div><dt>区画</dt><dd>" << view.compartments
      << "</dd></div><div><dt>索引</dt><dd>"
      << (built ? megabytes(current->bytes) : std::string("-")) << "</dd></div></dl>\n";
  if (view.degraded) {
    out << R"(<div class="note note--warn" role="status"><strong>索引を作り直してください</strong>いまの索引は、別の版の解析プログラムで作られています。検索はできますが、ことばの切り方が違うことがあります（kizuki index）。</div>
)";
  }
  out << R"(<section class="sec"><h2>世代</h2>)";
  begin_table("世代", {"世代", "作った日時（UTC）", "#事例", "#大きさ", "#更新", "状態"}, out);
  for (auto info = view.generations.rbegin(); info != view.generations.rend(); ++info) {
    out << R"(<tr><th scope="row">)" << info->number << "</th><td>" << shown_time(info->built_at)
        << R"(</td><td class="n">)" << with_commas(info->cases) << R"(</td><td class="n">)"
        << megabytes(info->bytes) << R"(</td><td class="n">)" << info->update << "</td><td>";
    if (info->current) {
      out << R"(<span class="tag tag--now">使用中</span>)";
    } else if (!info->readable) {
      out << R"(<span class="tag tag--bad">この版では読めません</span>)";
    } else {
      out << "前の世代";
    }
    out << "</td></tr>\n";
  }
  end_table(out);
  out << R"(</section>
<section class="sec"><h2>コマンドでできること</h2><dl class="stack-s"><div><dt class="code">kizuki index</dt><dd>事例を取り込み、次の世代を作る。開いているページは止まりません。</dd></div><div><dt class="code">kizuki generations rollback</dt><dd>一つ前の世代に戻す。</dd></div><div><dt class="code">kizuki verify</dt><dd>ライブラリと索引が壊れていないか、すべて読んで確かめる。</dd></div></dl></section>
)";
  return out;
}

Html print_users(const std::vector<AccountRow>& rows) {
  Html out;
  print_head("/operate/users", std::to_string(rows.size()) + "のアカウント", out);
  begin_table("利用者",
              {"アカウント", "役割", "読めるもの", "パスワード", "#開いている端末", "#トークン",
               "変更（UTC）", "状態"},
              out);
  for (const AccountRow& row : rows) {
    out << R"(<tr><th scope="row">)" << row.account.name << "</th><td>"
        << role_label(row.account.role) << "</td><td>" << readable(row.account) << "</td><td>"
        << std::string(row.has_password ? "あり" : "なし") << R"(</td><td class="n">)"
        << row.sessions << R"(</td><td class="n">)" << row.tokens << "</td><td>"
        << shown_time(row.account.changed_at) << "</td><td>";
    if (row.account.disabled) {
      out << R"(<span class="tag tag--bad">停止</span>)";
    } else {
      out << R"(<span class="tag tag--ok">有効</span>)";
    }
    out << "</td></tr>\n";
  }
  end_table(out);
  out << R"(<p class="sec-s small muted">作る・変える・停止するには kizuki user を使います。変えた権限は、次の要求から効きます。</p>
)";
  return out;
}

Html print_audit(const std::vector<AuditRecord>& records) {
  Html out;
  print_head("/operate/audit",
             records.empty() ? "記録はまだありません"
                             : "新しいほうから" + std::to_string(records.size()) + "件",
             out);
  begin_table("閲覧の記録",
              {"番号", "時刻（UTC）", "アカウント", "したこと", "事例", "区画", "対象"}, out);
  for (const AuditRecord& record : records) {
    const AuditEntry& entry = record.entry;
    out << R"(<tr><th scope="row">)" << record.sequence << "</th><td>" << shown_time(record.time)
        << "</td><td>" << entry.account << "</td><td>" << action_label(entry.action) << "</td><td>";
    if (!entry.case_id.empty()) {
      out << R"(<a href="/cases/)" << percent_encode(entry.case_id) << "\">" << entry.case_id
          << "</a>";
    }
    out << "</td><td>" << entry.compartment << "</td><td>" << entry.detail << "</td></tr>\n";
  }
  end_table(out);
  out << R"(<p class="sec-s small muted">公開の事例は記録しません。すべてを調べ、書き換えられていないかを確かめるには kizuki audit を使います。</p>
)";
  return out;
}

}  // namespace kizuki
