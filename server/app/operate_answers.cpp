#include "server/app/operate_answers.hpp"

#include <algorithm>
#include <utility>

#include "server/web/operate_page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownRecords = 200;

HttpResponse page_of(Call& call, const Html& main) {
  PageFrame page = call.frame("運用");
  page.current = "/operate";
  return page_response(200, call.route.name, print_page(page, main));
}

HttpResponse generations(Call& call) {
  auto list = GenerationStore(call.engine.models().index).list();
  if (!list) return call.failed(list.error());
  OperateView view;
  view.generations = std::move(*list);
  for (const GenerationInfo& info : view.generations) {
    if (info.current) view.cases = info.cases;
  }
  view.compartments = call.reading->generation->compartments().size();
  view.degraded = call.reading->searcher->degraded();
  return page_of(call, print_generations(view));
}

HttpResponse users(Call& call) {
  const Library& library = *call.reading->library;
  auto accounts = library.accounts();
  if (!accounts) return call.failed(accounts.error());
  const std::string now = utc_now();
  std::vector<AccountRow> rows;
  for (Account& account : *accounts) {
    AccountRow row;
    const auto count = [&](SecretKind kind) -> Result<std::size_t> {
      const auto secrets = library.secrets(kind, account.name);
      if (!secrets) return secrets.error();
      return static_cast<std::size_t>(
          std::count_if(secrets->begin(), secrets->end(),
                        [&](const IssuedSecret& secret) { return secret.expires_at > now; }));
    };
    const auto verifier = library.password_verifier(account.name);
    if (!verifier) return call.failed(verifier.error());
    const auto sessions = count(SecretKind::kSession);
    if (!sessions) return call.failed(sessions.error());
    const auto tokens = count(SecretKind::kToken);
    if (!tokens) return call.failed(tokens.error());
    row.has_password = verifier->has_value();
    row.sessions = *sessions;
    row.tokens = *tokens;
    row.account = std::move(account);
    rows.push_back(std::move(row));
  }
  return page_of(call, print_users(rows));
}

HttpResponse audit(Call& call) {
  const auto records = newest_audit_records(call.engine.models().index, kShownRecords);
  if (!records) return call.failed(records.error());
  return page_of(call, print_audit(*records));
}

}  // namespace

HttpResponse answer_operate(Call& call) {
  if (!call.visitor.signed_in() || call.visitor.account()->role != Role::kOperator) {
    return not_found_page(call.frame());
  }
  switch (call.route.work) {
    case Work::kOperatePage:
      return generations(call);
    case Work::kUsersPage:
      return users(call);
    case Work::kAuditPage:
      return audit(call);
    default:
      return not_found_page(call.frame());
  }
}

}  // namespace kizuki
