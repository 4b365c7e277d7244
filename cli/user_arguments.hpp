// The command line of `kizuki user`.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class UserArguments {
 public:
  explicit UserArguments(CLI::App& program);
  UserArguments(const UserArguments&) = delete;
  UserArguments& operator=(const UserArguments&) = delete;

  bool parsed() const { return user_->parsed(); }
  /// The command that was parsed, or what is wrong with it, in Japanese.
  std::variant<UserCommand, std::string> command() const;

 private:
  CLI::App* add_action(const std::string& name, const std::string& description,
                       UserCommand::Action action);
  void add_name(CLI::App* command);
  void add_rights(CLI::App* command);
  void add_record(CLI::App* command);
  void add_actor(CLI::App* command);
  void add_label(CLI::App* command);
  void add_format(CLI::App* command);

  CLI::App* user_;
  UserCommand command_;
  Role role_ = Role::kReader;
  std::string organization_;
  std::vector<std::string> reads_;
};

}  // namespace kizuki
