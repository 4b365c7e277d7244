// The command line of `kizuki erase`.
#pragma once

#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class EraseArguments {
 public:
  explicit EraseArguments(CLI::App& program);
  EraseArguments(const EraseArguments&) = delete;
  EraseArguments& operator=(const EraseArguments&) = delete;

  bool parsed() const { return erase_->parsed(); }
  /// The command that was parsed, or what is wrong with it, in Japanese.
  std::variant<EraseCommand, std::string> command() const;

 private:
  CLI::App* erase_;
  EraseCommand command_;
};

}  // namespace kizuki
