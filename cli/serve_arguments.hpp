// The command line of `kizuki serve`.
#pragma once

#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class ServeArguments {
 public:
  explicit ServeArguments(CLI::App& program);
  ServeArguments(const ServeArguments&) = delete;
  ServeArguments& operator=(const ServeArguments&) = delete;

  bool parsed() const { return serve_->parsed(); }
  /// The command that was parsed.
  const ServeCommand& command() const { return command_; }

 private:
  CLI::App* serve_;
  ServeCommand command_;
};

}  // namespace kizuki
