#include "server/web/audit_page.hpp"

#include <array>
#include <string>
#include <string_view>

#include "server/http/request_target.hpp"
#include "server/web/operate_parts.hpp"

namespace kizuki {
namespace {

struct ActionLabel {
  std::string_view action;
  std::string_view label;
};
constexpr std::array<ActionLabel, 24> kActions{{{"case", "読んだ"},
                                                {"search", "検索の結果に出た"},
                                                {"similar", "似た事例に出た"},
                                                {"compare", "比較した"},
                                                {"knowhow", "ノウハウの根拠に出た"},
                                                {"mylist", "マイリストで見た"},
                                                {"mylist-export", "マイリストを受け取った"},
                                                {"draft", "下書きを見た"},
                                                {"draft-save", "下書きを保存"},
                                                {"draft-submit", "下書きを確認に出した"},
                                                {"draft-withdraw", "下書きを取り下げた"},
                                                {"draft-return", "下書きを差し戻した"},
                                                {"draft-publish", "事例を公開"},
                                                {"draft-discard", "下書きを消した"},
                                                {"sign-in", "サインイン"},
                                                {"sign-in-failed", "サインイン失敗"},
                                                {"sign-in-locked", "サインイン受付停止中"},
                                                {"sign-out", "サインアウト"},
                                                {"account", "アカウントを変更"},
                                                {"password", "パスワードを変更"},
                                                {"token", "トークンを発行"},
                                                {"revoke", "トークンを取消"},
                                                {"job-start", "作業を開始"},
                                                {"job-cancel", "作業を中止"}}};

std::string_view action_label(std::string_view action) {
  for (const ActionLabel& one : kActions) {
    if (one.action == action) return one.label;
  }
  return action;
}

void print_field(std::string_view name, std::string_view label, std::string_view value, Html& out) {
  out << R"(<div class="field"><label for=")" << name << R"(">)" << label
      << R"(</label><input class="input" id=")" << name << R"(" name=")" << name << R"(" value=")"
      << value << R"(" maxlength="64" autocomplete="off"></div>)";
}

void print_filter(const AuditFilter& filter, Html& out) {
  out << R"(<form class="inline" method="get" action="/operate/audit">)";
  print_field("account", "アカウント", filter.account, out);
  print_field("case", "事例の番号", filter.case_id, out);
  out << R"(<div class="field"><label for="action">したこと</label><select class="input" id="action" name="action"><option value="">すべて</option>)";
  for (const ActionLabel& one : kActions) {
    out << R"(<option value=")" << one.action << "\"";
    if (one.action == filter.action) out << " selected";
    out << ">" << one.label << "</option>";
  }
  out << R"(</select></div><button class="btn">しぼりこむ</button></form>
)";
}

std::string address(const AuditFilter& filter, std::uint64_t before) {
  std::string target = "/operate/audit?";
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) target.append(name).append("=").append(percent_encode(value)).append("&");
  };
  add("account", filter.account);
  add("case", filter.case_id);
  add("action", filter.action);
  return target + "before=" + std::to_string(before);
}

void print_row(const AuditRecord& record, Html& out) {
  const AuditEntry& entry = record.entry;
  out << R"(<tr><th scope="row">)" << record.sequence << "</th><td>" << shown_time(record.time)
      << "</td><td>" << entry.account << "</td><td>" << action_label(entry.action) << "</td><td>";
  if (!entry.case_id.empty()) {
    out << R"(<a href="/cases/)" << percent_encode(entry.case_id) << "\">" << entry.case_id
        << "</a>";
  }
  out << "</td><td>" << entry.compartment << "</td><td>" << entry.detail << "</td></tr>\n";
}

}  // namespace

Html print_audit(const AuditView& view) {
  Html out;
  const std::size_t count = view.page.records.size();
  print_operate_head("/operate/audit",
                     count == 0 ? std::string("あてはまる記録はありません")
                                : "新しいほうから" + std::to_string(count) + "件",
                     out);
  print_filter(view.filter, out);
  begin_operate_table(
      "閲覧の記録", {"番号", "時刻（UTC）", "アカウント", "したこと", "事例", "区画", "対象"}, out);
  for (const AuditRecord& record : view.page.records) print_row(record, out);
  end_operate_table(out);
  if (view.before != 0 || view.page.next != 0) {
    out << R"(<nav class="pager" aria-label="記録のページ">)";
    if (view.before != 0) {
      out << R"(<a class="btn btn--s" href=")" << address(view.filter, 0)
          << R"(">いちばん新しい記録</a>)";
    }
    if (view.page.next != 0) {
      out << R"(<a class="btn btn--s" href=")" << address(view.filter, view.page.next)
          << R"(">もっと前の記録</a>)";
    }
    out << "</nav>\n";
  }
  out << R"(<p class="sec-s small muted">公開の事例は記録しません。書き換えられていないかを確かめるには kizuki audit を使います。</p>
)";
  return out;
}

}  // namespace kizuki
