// The command line of `kizuki cards`.
#pragma once

#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class CardsArguments {
 public:
  explicit CardsArguments(CLI::App& program);
  CardsArguments(const CardsArguments&) = delete;
  CardsArguments& operator=(const CardsArguments&) = delete;

  bool parsed() const { return cards_->parsed(); }
  /// The command that was parsed, or what is wrong with it, in Japanese.
  std::variant<CardsCommand, std::string> command() const;

 private:
  CLI::App* add_action(const std::string& name, const std::string& description,
                       CardsCommand::Action action);
  void add_card(CLI::App* command);
  void add_reason(CLI::App* command);
  void add_format(CLI::App* command);
  void add_decisions();
  void add_transfers();

  CLI::App* cards_;
  CardsCommand command_;
  std::string as_;
};

}  // namespace kizuki
