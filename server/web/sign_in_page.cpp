#include "server/web/sign_in_page.hpp"

#include "server/http/request_target.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxWayBack = 200;

}  // namespace

Html print_sign_in(const SignInView& view) {
  Html out;
  out << R"(<div class="signin stack">
<h1>サインイン</h1>
)";
  if (!view.problem.empty()) {
    out << R"(<div class="note note--warn" role="alert" id="problem"><strong>サインインできませんでした</strong>)"
        << view.problem << "</div>\n";
  }
  out << R"(<form class="panel stack" method="post" action="/signin">
<input type="hidden" name="csrf" value=")"
      << view.csrf << "\">\n";
  if (!view.to.empty()) {
    out << R"(<input type="hidden" name="to" value=")" << view.to << "\">\n";
  }
  out << R"(<div class="field"><label class="label" for="name">アカウント名</label>
<input class="input" id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" value=")"
      << view.name << R"(" autofocus></div>
<div class="field"><label class="label" for="password">パスワード</label>
<input class="input" id="password" name="password" type="password" autocomplete="current-password" required></div>
<div><button class="btn btn--main">サインイン</button></div>
</form>
<p class="small muted">12時間で自動的にサインアウトします。パスワードを忘れたときは、運用担当に伝えてください。</p>
)";
  if (view.offer_way_back && !view.to.empty()) {
    out << R"(<p class="small">サインインしたままのはずなら、<a href=")" << view.to
        << R"(">もう一度ページを開いて</a>ください（ほかのサイトから来た直後は、一度だけこの画面になります）。</p>
)";
  }
  out << "</div>\n";
  return out;
}

bool is_way_back(std::string_view path) {
  if (path.size() > kMaxWayBack || path.empty() || path.front() != '/') return false;
  // "//host" and "/\host" lead elsewhere.
  if (path.size() > 1 && (path[1] == '/' || path[1] == '\\')) return false;
  if (path.find('#') != std::string_view::npos) return false;
  const auto target = parse_request_target(path);
  return target && target->query.empty() && target->path == path && path != "/signin" &&
         path != "/signout";
}

}  // namespace kizuki
