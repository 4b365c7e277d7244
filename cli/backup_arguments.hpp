// The command lines of `kizuki backup` and `kizuki restore`.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommands to a program and holds what CLI11 fills in; lives as long as the parsing.
class BackupArguments {
 public:
  explicit BackupArguments(CLI::App& program);
  BackupArguments(const BackupArguments&) = delete;
  BackupArguments& operator=(const BackupArguments&) = delete;

  bool backup_parsed() const { return backup_->parsed(); }
  bool restore_parsed() const { return restore_->parsed(); }
  const BackupCommand& backup() const { return made_; }
  const RestoreCommand& restore() const { return restored_; }

 private:
  void add_restore(CLI::App& program);

  CLI::App* backup_;
  CLI::App* restore_ = nullptr;
  BackupCommand made_;
  RestoreCommand restored_;
};

}  // namespace kizuki
