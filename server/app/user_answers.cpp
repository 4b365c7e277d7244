// The page 利用者: what it shows, and what an operator changes there.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/library/library.hpp"
#include "engine/privacy/password.hpp"
#include "engine/privacy/secret.hpp"
#include "server/api/api.hpp"
#include "server/app/operate_answers.hpp"
#include "server/web/users_page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kNewPasswordCharacters = 20;  // of 64 kinds: 120 bits
constexpr const char* kReason = "運用のページから";

Result<AccountRow> row_of(const Library& library, Account account, std::string_view now) {
  AccountRow row;
  const auto count = [&](SecretKind kind) -> Result<std::size_t> {
    const auto secrets = library.secrets(kind, account.name);
    if (!secrets) return secrets.error();
    return static_cast<std::size_t>(
        std::count_if(secrets->begin(), secrets->end(),
                      [&](const IssuedSecret& secret) { return secret.expires_at > now; }));
  };
  const auto verifier = library.password_verifier(account.name);
  if (!verifier) return verifier.error();
  const auto sessions = count(SecretKind::kSession);
  if (!sessions) return sessions.error();
  const auto tokens = count(SecretKind::kToken);
  if (!tokens) return tokens.error();
  row.has_password = verifier->has_value();
  row.sessions = *sessions;
  row.tokens = *tokens;
  row.account = std::move(account);
  return row;
}

HttpResponse show_users(Call& call, unsigned status, UsersView view) {
  const auto library = call.desks.worker->library();
  if (!library) return call.failed(library.error());
  auto accounts = (*library)->accounts();
  if (!accounts) return call.failed(accounts.error());
  const std::string now = utc_now();
  for (Account& account : *accounts) {
    auto row = row_of(**library, std::move(account), now);
    if (!row) return call.failed(row.error());
    view.rows.push_back(std::move(*row));
  }
  view.visitor = call.visitor.name();
  view.csrf = call.visitor.csrf;
  return operate_page_of(call, status, print_users(view));
}

/// Locks or unlocks. Errors: those of the library, and of writing it down.
Result<void> set_disabled(Call& call, Library& library, Account account, bool disabled) {
  if (account.disabled == disabled) return {};
  const std::string detail = account.name + (disabled ? " disable" : " enable");
  if (auto kept = call.record("account", detail); !kept) return kept;
  account.disabled = disabled;
  LibraryWriter writer(library);
  const auto changed = writer.change_account(account, call.visitor.name(), kReason);
  if (!changed) return changed.error();
  return writer.commit();
}

/// Gives an account a password that nobody has known before; returns it.
Result<std::string> reset_password(Call& call, Library& library, const Account& account) {
  auto secret = make_secret();
  if (!secret) return secret;
  secret->resize(kNewPasswordCharacters);
  const auto verifier = make_verifier(*secret);
  if (!verifier) return verifier.error();
  if (auto kept = call.record("password", account.name); !kept) return kept.error();
  LibraryWriter writer(library);
  if (auto set = writer.set_password(account.name, *verifier); !set) return set.error();
  if (auto committed = writer.commit(); !committed) return committed.error();
  return secret;
}

HttpResponse refused(Call& call, std::string problem) {
  UsersView view;
  view.problem = std::move(problem);
  return show_users(call, 400, std::move(view));
}

HttpResponse change_user(Call& call, const FormFields& form) {
  const std::string_view action = form.value("do");
  if (action != "lock" && action != "unlock" && action != "reset") return bad_form(call.frame());
  auto library = Library::open(call.engine.models().index, Library::Mode::kReadWrite);
  if (!library) return call.failed(library.error());
  auto account = library->account(form.value("name"));
  if (!account && account.error().code == ErrorCode::kNotFound) {
    return refused(call, "そのアカウントはありません。");
  }
  if (!account) return call.failed(account.error());
  if (account->name == call.visitor.name()) {
    return refused(call, "自分のアカウントは、ここでは変えられません。");
  }
  UsersView view;
  if (action == "reset") {
    if (account->disabled) return refused(call, "停止中のアカウントです。先に再開してください。");
    auto password = reset_password(call, *library, *account);
    if (!password) return call.failed(password.error());
    view.notice = account->name + " のパスワードを作り直しました。";
    view.new_password = std::move(*password);
  } else {
    const std::string name = account->name;
    const auto changed = set_disabled(call, *library, std::move(*account), action == "lock");
    if (!changed) return call.failed(changed.error());
    view.notice = name + (action == "lock" ? " を停止しました。" : " を再開しました。");
  }
  return show_users(call, 200, std::move(view));
}

}  // namespace

HttpResponse answer_users(Call& call, const FormFields& form) {
  return call.posted() ? change_user(call, form) : show_users(call, 200, {});
}

}  // namespace kizuki
