#include "server/web/page.hpp"

#include <array>
#include <utility>

namespace kizuki {
namespace {

struct NavItem {
  std::string_view path;
  std::string_view label;
  bool PageFrame::*only;  // shown when this holds; null: to everybody
};
constexpr std::array<NavItem, 6> kNavigation{{{"/", "検索", nullptr},
                                              {"/similar", "似た事例", nullptr},
                                              {"/knowhow", "ノウハウ", nullptr},
                                              {"/analysis", "分析", nullptr},
                                              {"/register", "事例登録", &PageFrame::registers},
                                              {"/operate", "運用", &PageFrame::operates}}};

void print_bar(const PageFrame& frame, Html& out) {
  out << R"(<header class="bar"><div class="bar__in">
<a class="brand" href="/"><svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><path d="M11 4H4v13M17 24h7V11" fill="none" stroke="currentColor" stroke-width="3"/><circle cx="14" cy="14" r="4" fill="#b78f00"/></svg>気づき</a>
<nav class="nav" aria-label="おもなページ"><ul>)";
  for (const NavItem& item : kNavigation) {
    if (item.only != nullptr && !(frame.*item.only)) continue;
    out << "<li><a href=\"" << item.path << "\"";
    if (item.path == frame.current) out << R"( aria-current="page")";
    out << ">" << item.label << "</a></li>";
  }
  out << "</ul></nav>\n<div class=\"bar__me\">";
  if (!frame.visitor.empty()) {
    out << R"(<a href="/mylist")";
    if (frame.current == "/mylist") out << R"( aria-current="page")";
    out << R"(>マイリスト</a>)";
    out << R"(<span class="bar__user">)" << frame.visitor
        << R"(</span><form method="post" action="/signout">)" << csrf_field(frame.csrf)
        << R"(<button class="btn btn--s btn--quiet">サインアウト</button></form>)";
  } else if (frame.may_sign_in) {
    out << R"(<a href="/signin">サインイン</a>)";
  }
  out << "</div>\n</div></header>\n";
}

}  // namespace

Html csrf_field(std::string_view csrf) {
  Html out;
  if (!csrf.empty()) out << R"(<input type="hidden" name="csrf" value=")" << csrf << "\">\n";
  return out;
}

std::string print_page(const PageFrame& frame, const Html& main) {
  Html out;
  out << R"(<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
)";
  if (frame.refresh_after > 0) {
    out << R"(<meta http-equiv="refresh" content=")" << frame.refresh_after << "\">\n";
  }
  out << "<title>" << frame.title << R"(｜気づき</title>
<link rel="icon" href="/static/kizuki.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/kizuki.css">
<script type="module" src="/static/search.js"></script>
</head>
<body>
<a class="skip" href="#main">本文へ移る</a>)";
  if (!frame.skip_target.empty()) {
    out << R"(<a class="skip" href="#)" << frame.skip_target << R"(">結果へ移る</a>)";
  }
  out << "\n";
  print_bar(frame, out);
  out << "<main class=\"page\" id=\"main\">\n" << main << "</main>\n</body>\n</html>\n";
  return std::move(out).take();
}

void add_security_headers(HttpResponse& response) {
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src "
      "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
}

HttpResponse page_response(unsigned status, std::string_view route, std::string html) {
  HttpResponse response;
  response.status = status;
  response.route = route;
  response.type = "text/html; charset=utf-8";
  response.body = std::move(html);
  response.headers.emplace_back("Cache-Control", "no-store");
  add_security_headers(response);
  return response;
}

HttpResponse message_page(unsigned status, std::string_view route, const PageFrame& frame,
                          const Message& message) {
  Html main;
  main << "<h1>" << message.heading << R"(</h1>
<div class="stack sec"><div class="note note--warn" role="status"><strong>)"
       << message.strong << "</strong>" << message.text << R"(</div>
<p><a class="btn" href=")"
       << message.to << "\">" << message.to_label << "</a></p></div>\n";
  return page_response(status, route, print_page(frame, main));
}

HttpResponse not_found_page(const PageFrame& frame) {
  PageFrame same = frame;
  same.title = "表示できません";
  same.current = {};
  return message_page(
      404, "-", same,
      {"このページは表示できません", "見つからないか、読む権限がありません",
       "アドレスや番号が違う、取り下げられた、または別の機関だけに公開されている、のどれかです。"
       "どれにあたるかは、守秘のためお知らせしません。"});
}

HttpResponse redirect(std::string_view route, std::string target) {
  HttpResponse response;
  response.status = 303;
  response.route = route;
  response.headers.emplace_back("Location", std::move(target));
  response.headers.emplace_back("Cache-Control", "no-store");
  add_security_headers(response);
  return response;
}

}  // namespace kizuki
