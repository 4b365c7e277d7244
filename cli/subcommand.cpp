#include "cli/subcommand.hpp"

namespace kizuki {

CLI::App* add_subcommand(CLI::App& parent, const std::string& name,
                         const std::string& description) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->group(kCommandGroup);
  command->set_help_flag("-h,--help", "この説明を表示する")->group(kOptionGroup);
  return command;
}

void add_index_folder(CLI::App* command, std::filesystem::path& target) {
  command->add_option("--index", target, "索引のフォルダー")->required()->type_name("フォルダー");
}

CLI::Validator between(std::size_t least, std::size_t most) {
  CLI::Validator range = CLI::Range(least, most);
  range.description("");
  return range;
}

}  // namespace kizuki
