// The command line of `kizuki essence`.
#pragma once

#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class EssenceArguments {
 public:
  explicit EssenceArguments(CLI::App& program);
  EssenceArguments(const EssenceArguments&) = delete;
  EssenceArguments& operator=(const EssenceArguments&) = delete;

  bool parsed() const { return essence_->parsed(); }
  /// The command that was parsed, or what is wrong with it, in Japanese.
  std::variant<EssenceCommand, std::string> command() const;

 private:
  CLI::App* essence_;
  EssenceCommand command_;
  std::string as_;
};

}  // namespace kizuki
