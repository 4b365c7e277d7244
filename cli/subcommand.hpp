// What all subcommands of the command line have in common.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace kizuki {

inline constexpr const char* kOptionGroup = "オプション";
inline constexpr const char* kCommandGroup = "コマンド";

/// A subcommand with its help option.
CLI::App* add_subcommand(CLI::App& parent, const std::string& name, const std::string& description);

/// The option --index.
void add_index_folder(CLI::App* command, std::filesystem::path& target);

/// The options of commands that read records, and the sources.
void add_source_options(CLI::App* command, std::string& profile, std::string& encoding,
                        bool& strict, std::vector<std::filesystem::path>& sources);

inline constexpr const char* kNoSources =
    "取り込むファイルかフォルダー（SOURCE）を指定してください";

/// CLI11's range check without the English range behind the option's type.
CLI::Validator between(std::size_t least, std::size_t most);

/// Takes one of the names of `values`, without CLI11's English list behind the option's type.
template <typename T>
CLI::Validator one_of(const std::map<std::string, T>& values) {
  CLI::Validator names = CLI::CheckedTransformer(values);
  names.description("");
  return names;
}

}  // namespace kizuki
