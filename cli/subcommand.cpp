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

void add_source_options(CLI::App* command, std::string& profile, std::string& encoding,
                        bool& strict, std::vector<std::filesystem::path>& sources) {
  command
      ->add_option("--profile", profile,
                   "記録の形（case, plain, mirasapo-supports, jnet21, accidents、"
                   "または .json ファイル）。既定は case")
      ->type_name("名前");
  command
      ->add_option("--encoding", encoding,
                   "文字コード（utf-8, cp932, euc-jp, iso-2022-jp）。指定しなければ判断する")
      ->type_name("名前");
  command->add_flag("--strict", strict, "取り込めない記録が一つでもあれば、そこで止める");
  command
      ->add_option("SOURCE", sources,
                   "JSON・JSON Lines・CSV・Excel・Word・PDF・文章のファイル、またはフォルダー")
      ->type_name("");
}

}  // namespace kizuki
