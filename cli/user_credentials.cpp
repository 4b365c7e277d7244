#include "cli/user_credentials.hpp"

#include <array>
#include <cstdio>
#include <string>
#include <unistd.h>
#include <utility>

#include <termios.h>

#include "engine/base/json.hpp"
#include "engine/library/audit_log.hpp"
#include "engine/privacy/password.hpp"
#include "engine/privacy/secret.hpp"

namespace kizuki {
namespace {

/// Keeps a terminal from showing what is typed.
class QuietTerminal {
 public:
  QuietTerminal() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
  }
  ~QuietTerminal() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::string read_line() {
  std::array<char, kMaxPasswordBytes + 16> line{};
  if (std::fgets(line.data(), static_cast<int>(line.size()), stdin) == nullptr) return {};
  std::string text(line.data());
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<std::string> ask_password(Console& console) {
  if (::isatty(STDIN_FILENO) == 0) return read_line();
  const QuietTerminal quiet;
  console.say("新しいパスワード（表示しません）:");
  std::string first = read_line();
  console.say("もう一度:");
  if (read_line() == first) return first;
  return Error{ErrorCode::kInvalidArgument, "二度の入力が違います", "", 0, "password", ""};
}

ExitStatus set_password(const UserCommand& command, Library& library, Console& console) {
  if (const auto account = library.account(command.name); !account) {
    return console.fail(account.error());
  }
  const auto password = ask_password(console);
  if (!password) return console.fail(password.error());
  if (auto good = check_password_form(*password); !good) return console.fail(good.error());
  const auto verifier = make_verifier(*password);
  if (!verifier) return console.fail(verifier.error());
  if (auto kept = record_change(command, "password", command.name); !kept) {
    return console.fail(kept.error());
  }
  LibraryWriter writer(library);
  auto set = writer.set_password(command.name, *verifier);
  if (set) set = writer.commit();
  if (!set) return console.fail(set.error());
  console.say("アカウント " + command.name + " のパスワードを決めました");
  return ExitStatus::kOk;
}

ExitStatus make_token(const UserCommand& command, Library& library, Console& console) {
  const auto secret = make_secret();
  if (!secret) return console.fail(secret.error());
  const std::string token = "kizuki_" + *secret;
  if (auto kept = record_change(command, "token", command.name + " " + command.label); !kept) {
    return console.fail(kept.error());
  }
  LibraryWriter writer(library);
  const auto added = writer.add_secret(SecretKind::kToken, command.name, secret_hash(token),
                                       command.label, std::chrono::hours(24 * command.days));
  if (!added) return console.fail(added.error());
  if (auto committed = writer.commit(); !committed) return console.fail(committed.error());
  console.out(token + "\n");
  console.say("このトークンはもう表示できません。" + added->expires_at +
              " まで使えます（要求に Authorization: Bearer トークン と付けます）");
  return ExitStatus::kOk;
}

ExitStatus revoke_token(const UserCommand& command, Library& library, Console& console) {
  if (auto kept = record_change(command, "revoke", command.name + " " + command.label); !kept) {
    return console.fail(kept.error());
  }
  LibraryWriter writer(library);
  const auto revoked = writer.revoke_token(command.name, command.label);
  if (!revoked) return console.fail(revoked.error());
  if (auto committed = writer.commit(); !committed) return console.fail(committed.error());
  if (!*revoked) {
    return console.fail(
        {ErrorCode::kNotFound, "そのトークンはありません", "", 0, "", command.label});
  }
  console.say("トークン " + command.label + " を使えなくしました");
  return ExitStatus::kOk;
}

ExitStatus list_tokens(const UserCommand& command, const Library& library, Console& console) {
  if (const auto account = library.account(command.name); !account) {
    return console.fail(account.error());
  }
  const auto tokens = library.secrets(SecretKind::kToken, command.name);
  if (!tokens) return console.fail(tokens.error());
  Json list(JsonArray{});
  std::string text;
  for (const IssuedSecret& token : *tokens) {
    Json json;
    json.set("label", token.label);
    json.set("created_at", token.created_at);
    json.set("expires_at", token.expires_at);
    list.push_back(std::move(json));
    text.append(token.label).append("\t").append(token.created_at);
    text.append("\t").append(token.expires_at).append("\n");
  }
  console.out(command.format == OutputFormat::kJson ? list.dump() + "\n" : text);
  return ExitStatus::kOk;
}

}  // namespace

Result<void> record_change(const UserCommand& command, std::string action, std::string detail) {
  auto log = AuditLog::open(command.index);
  if (!log) return log.error();
  return log->append({{command.actor, std::move(action), "", "", std::move(detail)}});
}

ExitStatus change_credentials(const UserCommand& command, Library& library, Console& console) {
  switch (command.action) {
    case UserCommand::Action::kPassword:
      return set_password(command, library, console);
    case UserCommand::Action::kToken:
      return make_token(command, library, console);
    case UserCommand::Action::kRevoke:
      return revoke_token(command, library, console);
    default:
      return list_tokens(command, library, console);
  }
}

}  // namespace kizuki
