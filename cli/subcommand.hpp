// What all subcommands of the command line have in common.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

namespace kizuki {

inline constexpr const char* kOptionGroup = "オプション";
inline constexpr const char* kCommandGroup = "コマンド";

/// A subcommand with its help option.
CLI::App* add_subcommand(CLI::App& parent, const std::string& name, const std::string& description);

/// The option --index.
void add_index_folder(CLI::App* command, std::filesystem::path& target);

/// CLI11's range check without the English range behind the option's type.
CLI::Validator between(std::size_t least, std::size_t most);

}  // namespace kizuki
