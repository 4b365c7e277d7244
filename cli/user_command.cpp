// kizuki user: add, change, disable, list, show accounts.
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/user_credentials.hpp"
#include "cli/user_output.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

/// The account with all that the command line says about it.
Account with_changes(Account account, const UserCommand& command) {
  if (command.role) account.role = *command.role;
  if (command.organization) account.organization = *command.organization;
  if (command.other_organizations) account.other_organizations = *command.other_organizations;
  if (command.all_organizations) account.all_organizations = *command.all_organizations;
  if (command.local) account.local = *command.local;
  if (command.disabled) account.disabled = *command.disabled;
  return account;
}

/// A name that fits no case is allowed (the cases may come later) and often a slip.
void warn_of_strange_names(const UserCommand& command, Console& console) {
  std::vector<std::string> names = command.other_organizations.value_or(std::vector<std::string>());
  if (command.organization && !command.organization->empty()) {
    names.push_back(*command.organization);
  }
  if (names.empty()) return;
  const auto generation = GenerationStore(command.index).open_current();
  if (!generation) return;
  for (const std::string& name : names) {
    bool found = false;
    for (const std::string& compartment : (*generation)->compartments()) {
      found = found || compartment == "org:" + name;
    }
    if (!found) {
      console.say("注意: 「" + name +
                  "」の事例はまだありません（名前が事例の organization と同じか確かめてください）");
    }
  }
}

Result<void> check_actor(const Library& library, const UserCommand& command) {
  if (command.actor == kOperatorName) return {};
  const auto actor = library.account(command.actor);
  if (!actor) return actor.error();
  if (!actor->disabled && actor->role == Role::kOperator) return {};
  return Error{ErrorCode::kPermissionDenied,
               "アカウントを変えられるのは、停止していない operator だけです",
               "",
               0,
               command.actor,
               ""};
}

ExitStatus add(const UserCommand& command, Library& library, Console& console) {
  if (auto able = check_actor(library, command); !able) return console.fail(able.error());
  Account account;
  account.name = command.name;
  const auto checked = checked_account(with_changes(std::move(account), command));
  if (!checked) return console.fail(checked.error());
  if (auto kept = record_change(command, "account", command.name + " add"); !kept) {
    return console.fail(kept.error());
  }
  LibraryWriter writer(library);
  auto added = writer.add_account(*checked, command.actor, command.reason);
  if (added) added = writer.commit();
  if (!added) return console.fail(added.error());
  console.say("アカウント " + command.name + " を作りました");
  warn_of_strange_names(command, console);
  return ExitStatus::kOk;
}

ExitStatus change(const UserCommand& command, Library& library, Console& console) {
  if (auto checked = check_actor(library, command); !checked) return console.fail(checked.error());
  auto account = library.account(command.name);
  if (!account) return console.fail(account.error());
  const Account after = with_changes(*account, command);
  if (!same_rights(*account, after)) {
    const std::string what = after.disabled == account->disabled ? " change"
                             : after.disabled                    ? " disable"
                                                                 : " enable";
    if (auto kept = record_change(command, "account", command.name + what); !kept) {
      return console.fail(kept.error());
    }
  }
  LibraryWriter writer(library);
  const auto changed = writer.change_account(after, command.actor, command.reason);
  if (!changed) return console.fail(changed.error());
  if (auto committed = writer.commit(); !committed) return console.fail(committed.error());
  console.say(!*changed ? "変わりはありません（何も書きませんでした）"
              : command.action == UserCommand::Action::kDisable
                  ? "アカウント " + command.name + " を停止しました"
                  : "アカウント " + command.name + " を変えました");
  warn_of_strange_names(command, console);
  return ExitStatus::kOk;
}

ExitStatus list(const UserCommand& command, const Library& library, Console& console) {
  const auto accounts = library.accounts();
  if (!accounts) return console.fail(accounts.error());
  if (accounts->empty()) console.say("アカウントはまだありません（kizuki user add で作ります）");
  console.out(command.format == OutputFormat::kJson ? print_accounts_as_json(*accounts)
                                                    : print_accounts_as_text(*accounts));
  return ExitStatus::kOk;
}

ExitStatus show(const UserCommand& command, const Library& library, Console& console) {
  // Checks that the table and the log agree, which the history alone does not.
  const auto account = library.account(command.name);
  if (!account) return console.fail(account.error());
  const auto history = library.account_history(command.name);
  if (!history) return console.fail(history.error());
  console.out(command.format == OutputFormat::kJson ? print_account_as_json(*history)
                                                    : print_account_as_text(*history));
  return ExitStatus::kOk;
}

}  // namespace

ExitStatus run(const UserCommand& command, Console& console) {
  const bool reads = command.action == UserCommand::Action::kList ||
                     command.action == UserCommand::Action::kShow ||
                     command.action == UserCommand::Action::kTokens;
  // An account may be made before the first case is taken in: writing creates the library.
  auto library =
      Library::open(command.index, reads ? Library::Mode::kReadOnly : Library::Mode::kReadWrite);
  if (!library) return console.fail(library.error());
  switch (command.action) {
    case UserCommand::Action::kAdd:
      return add(command, *library, console);
    case UserCommand::Action::kChange:
      return change(command, *library, console);
    case UserCommand::Action::kDisable: {
      UserCommand disabling = command;
      disabling.disabled = true;
      return change(disabling, *library, console);
    }
    case UserCommand::Action::kList:
      return list(command, *library, console);
    case UserCommand::Action::kShow:
      return show(command, *library, console);
    case UserCommand::Action::kPassword:
    case UserCommand::Action::kToken:
    case UserCommand::Action::kRevoke:
    case UserCommand::Action::kTokens:
      if (auto checked = check_actor(*library, command); !checked) {
        return console.fail(checked.error());
      }
      return change_credentials(command, *library, console);
  }
  return ExitStatus::kUsage;
}

}  // namespace kizuki
