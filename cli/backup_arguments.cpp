#include "cli/backup_arguments.hpp"

#include <map>

#include "cli/subcommand.hpp"

namespace kizuki {
namespace {

void add_format(CLI::App* command, OutputFormat& format) {
  const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                       {"json", OutputFormat::kJson}};
  command->add_option("--format", format, "出力の形: text, json")
      ->transform(one_of(formats))
      ->type_name("形");
}

}  // namespace

BackupArguments::BackupArguments(CLI::App& program)
    : backup_(add_subcommand(program, "backup", "控えを取る（ほかの人が使っている間も）")) {
  add_index_folder(backup_, made_.index);
  add_format(backup_, made_.format);
  backup_->add_option("FOLDER", made_.to, "控えを置くフォルダー（まだないもの）")
      ->required()
      ->type_name("");
  backup_->footer(
      "例:\n  kizuki backup --index work/ /mnt/控え/2026-11-29\n"
      "事例、アカウント、ノウハウの決定、下書き、閲覧の記録を写し、写しを開いて確かめる。"
      "索引は作り直せるので含まない。\n"
      "控えには公開していない事例も入るので、置き場所を守ること。消去は控えには届かない。\n");
  add_restore(program);
}

void BackupArguments::add_restore(CLI::App& program) {
  restore_ = add_subcommand(program, "restore", "控えから戻し、索引を作る");
  add_index_folder(restore_, restored_.index);
  restore_
      ->add_option("--threads", restored_.threads,
                   "索引を作るのに使うスレッドの数（既定: コアの数）")
      ->check(between(1, 64))
      ->type_name("数");
  add_format(restore_, restored_.format);
  restore_->add_option("FOLDER", restored_.from, "控えのフォルダー")->required()->type_name("");
  restore_->footer(
      "例:\n  kizuki restore --index work2/ /mnt/控え/2026-11-29\n"
      "--index には、まだないか空のフォルダーを指定する。控えを取った後に消去した事例は、"
      "戻した後にもう一度消去すること。\n");
}

}  // namespace kizuki
