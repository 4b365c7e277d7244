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

/// Takes one of the names of `values`, an enumeration, and says in Japanese what can be given;
/// CLI11's own says it in English, with the numbers behind the names.
template <typename T>
CLI::Validator one_of(const std::map<std::string, T>& values) {
  const auto take = [values](std::string& typed) -> std::string {
    if (const auto found = values.find(typed); found != values.end()) {
      typed = std::to_string(static_cast<int>(found->second));
      return {};
    }
    std::string message = "「" + typed + "」は使えません。使える値:";
    for (const auto& [name, value] : values) message.append(" ").append(name);
    return message;
  };
  return CLI::Validator(take, "", "");
}

}  // namespace kizuki
