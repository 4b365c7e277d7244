// The command line of `kizuki tag`.
#pragma once

#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace kizuki {

/// Adds the subcommand to a program and holds what CLI11 fills in; lives as long as the parsing.
class TagArguments {
 public:
  explicit TagArguments(CLI::App& program);
  TagArguments(const TagArguments&) = delete;
  TagArguments& operator=(const TagArguments&) = delete;

  bool parsed() const { return tag_->parsed(); }
  /// With --index what people say about the tags of an index, else the tags of sources; or what is
  /// wrong, in Japanese.
  std::variant<TagCommand, TagReviewCommand, std::string> command() const;

 private:
  std::variant<TagCommand, TagReviewCommand, std::string> review_command() const;

  CLI::App* tag_;
  TagCommand command_;
  TagReviewCommand review_;
  std::string as_;
  bool reviews_ = false;
  bool trains_ = false;
  bool forgets_ = false;
};

}  // namespace kizuki
