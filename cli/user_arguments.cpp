#include "cli/user_arguments.hpp"

#include <map>
#include <utility>

#include "cli/subcommand.hpp"

namespace kizuki {
namespace {

/// How often an option of the chosen action was given; 0 when the action has no such option.
std::size_t given(const CLI::App& command, const std::string& option) {
  const CLI::Option* found = command.get_option_no_throw(option);
  return found == nullptr ? 0 : found->count();
}

/// A flag that is asked for by its name.
CLI::Option* add_switch(CLI::App& command, const std::string& name,
                        const std::string& description) {
  return command.add_flag(name)->description(description);
}

std::optional<bool> either(const CLI::App& command, const std::string& yes, const std::string& no) {
  if (given(command, yes) > 0) return true;
  if (given(command, no) > 0) return false;
  return std::nullopt;
}

}  // namespace

UserArguments::UserArguments(CLI::App& program)
    : user_(add_subcommand(program, "user", "アカウントを作る・変える・停止する・見る")) {
  user_->require_subcommand(1);
  CLI::App* add = add_action("add", "アカウントを作る", UserCommand::Action::kAdd);
  add_name(add);
  add_rights(add);
  add_record(add);
  CLI::App* change = add_action("change", "アカウントを変える（指定したところだけ）",
                                UserCommand::Action::kChange);
  add_name(change);
  add_rights(change);
  const auto flag = [&](const std::string& name, const std::string& against,
                        const std::string& description) {
    add_switch(*change, name, description)->excludes(change->get_option(against));
  };
  flag("--no-reads", "--reads", "ほかの組織の事例を読めなくする");
  flag("--no-reads-all", "--reads-all", "すべての組織の事例を読めるのをやめる");
  flag("--no-reads-local", "--reads-local", "組織の書かれていない事例を読めなくする");
  add_switch(*change, "--enable", "停止したアカウントを再開する");
  add_record(change);
  CLI::App* disable = add_action("disable", "アカウントを停止する（何も読めなくなる）",
                                 UserCommand::Action::kDisable);
  add_name(disable);
  add_record(disable);
  add_format(add_action("list", "アカウントを並べる", UserCommand::Action::kList));
  CLI::App* show =
      add_action("show", "アカウントの権限と変更の記録を見る", UserCommand::Action::kShow);
  add_name(show);
  add_format(show);

  CLI::App* password =
      add_action("password", "パスワードを決める（標準入力の一行目。端末では尋ねる）",
                 UserCommand::Action::kPassword);
  add_name(password);
  add_actor(password);
  CLI::App* token = add_action("token", "プログラムのためのトークンを作る（表示は一度だけ）",
                               UserCommand::Action::kToken);
  add_name(token);
  add_label(token);
  token->add_option("--days", command_.days, "使える日数（既定: 90）")
      ->check(between(1, 3650))
      ->type_name("数");
  add_actor(token);
  CLI::App* revoke = add_action("revoke", "トークンを使えなくする", UserCommand::Action::kRevoke);
  add_name(revoke);
  add_label(revoke);
  add_actor(revoke);
  CLI::App* tokens = add_action("tokens", "トークンを並べる", UserCommand::Action::kTokens);
  add_name(tokens);
  add_format(tokens);
  password->footer(
      "例:\n"
      "  kizuki user password --index work/ hanako\n"
      "サインインしている端末は、すべてサインアウトになります\n");
  token->footer("例:\n  kizuki user token --index work/ --days 30 hanako report\n");
  revoke->footer("例:\n  kizuki user revoke --index work/ hanako report\n");
  tokens->footer("例:\n  kizuki user tokens --index work/ hanako\n");

  add->footer(
      "例:\n"
      "  kizuki user add --index work/ --organization 港町商工会 --reason 着任 hanako\n"
      "  kizuki user add --index work/ --reads 港町商工会 --reads 山手商工会 --reason 連合会 "
      "rengo\n"
      "  kizuki user add --index work/ --role curator --reads-all --reason 事務局 honbu\n"
      "読めるもの: 公開と会員の事例、自分の組織の事例、指定したほかの組織の事例。"
      "operator はすべて\n");
  change->footer(
      "例:\n"
      "  kizuki user change --index work/ --organization 山手商工会 --reason 異動 hanako\n"
      "  kizuki user change --index work/ --enable --reason 復職 hanako\n");
  disable->footer("例:\n  kizuki user disable --index work/ --reason 退職 hanako\n");
  show->footer("例:\n  kizuki user show --index work/ hanako\n");
  user_->get_subcommand("list")->footer("例:\n  kizuki user list --index work/ --format json\n");
  user_->footer(
      "例:\n"
      "  kizuki user add --index work/ --organization 港町商工会 --reason 着任 hanako\n"
      "  kizuki search --index work/ --as hanako 後継者\n");
}

CLI::App* UserArguments::add_action(const std::string& name, const std::string& description,
                                    UserCommand::Action action) {
  CLI::App* command = add_subcommand(*user_, name, description);
  add_index_folder(command, command_.index);
  command->callback([this, action] { command_.action = action; });
  return command;
}

void UserArguments::add_name(CLI::App* command) {
  command->add_option("NAME", command_.name, "アカウント名（英数字と . _ @ -、64 文字まで）")
      ->required()
      ->type_name("");
}

void UserArguments::add_rights(CLI::App* command) {
  const std::map<std::string, Role> roles = {{"reader", Role::kReader},
                                             {"contributor", Role::kContributor},
                                             {"curator", Role::kCurator},
                                             {"operator", Role::kOperator}};
  command
      ->add_option("--role", role_,
                   "役割: reader 読む, contributor 登録もする, curator 確認もする, "
                   "operator 運用（既定: reader）")
      ->transform(one_of(roles))
      ->type_name("役割");
  command->add_option("--organization", organization_, "所属する組織（事例の organization と同じ）")
      ->type_name("組織");
  command->add_option("--reads", reads_, "ほかに読める組織（何度でも）")
      ->allow_extra_args(false)
      ->type_name("組織");
  add_switch(*command, "--reads-all", "すべての組織の事例を読める");
  add_switch(*command, "--reads-local", "組織の書かれていない事例（local）を読める");
}

void UserArguments::add_record(CLI::App* command) {
  command->add_option("--reason", command_.reason, "理由（記録に残る）")
      ->required()
      ->type_name("文");
  add_actor(command);
}

void UserArguments::add_actor(CLI::App* command) {
  command->add_option("--actor", command_.actor, "操作した人のアカウント（既定: operator）")
      ->type_name("名前");
}

void UserArguments::add_label(CLI::App* command) {
  command->add_option("LABEL", command_.label, "トークンの名前（何に使うか。英数字と . _ @ -）")
      ->required()
      ->type_name("");
}

void UserArguments::add_format(CLI::App* command) {
  const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                       {"json", OutputFormat::kJson}};
  command->add_option("--format", command_.format, "出力の形: text, json")
      ->transform(one_of(formats))
      ->type_name("形");
}

std::variant<UserCommand, std::string> UserArguments::command() const {
  UserCommand command = command_;
  const CLI::App& chosen = *user_->get_subcommands().front();
  if (given(chosen, "--role") > 0) command.role = role_;
  if (given(chosen, "--organization") > 0) command.organization = organization_;
  if (given(chosen, "--reads") > 0) command.other_organizations = reads_;
  if (given(chosen, "--no-reads") > 0) command.other_organizations.emplace();
  command.all_organizations = either(chosen, "--reads-all", "--no-reads-all");
  command.local = either(chosen, "--reads-local", "--no-reads-local");
  if (given(chosen, "--enable") > 0) command.disabled = false;
  const bool writes = command.action == UserCommand::Action::kAdd ||
                      command.action == UserCommand::Action::kChange ||
                      command.action == UserCommand::Action::kDisable;
  if (writes && command.reason.empty()) return "--reason に理由を書いてください";
  if (command.action == UserCommand::Action::kChange && !command.role && !command.organization &&
      !command.other_organizations && !command.all_organizations && !command.local &&
      !command.disabled) {
    return "変えるところを指定してください（--role や --organization など）";
  }
  return command;
}

}  // namespace kizuki
