// The command line of `kizuki audit`.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class AuditArguments {
 public:
  explicit AuditArguments(CLI::App& program);
  AuditArguments(const AuditArguments&) = delete;
  AuditArguments& operator=(const AuditArguments&) = delete;

  bool parsed() const { return audit_->parsed(); }
  /// The command that was parsed.
  const AuditCommand& command() const { return command_; }

 private:
  CLI::App* audit_;
  AuditCommand command_;
};

}  // namespace kizuki
