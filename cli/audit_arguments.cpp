#include "cli/audit_arguments.hpp"

#include <map>

#include "cli/subcommand.hpp"

namespace kizuki {

AuditArguments::AuditArguments(CLI::App& program)
    : audit_(add_subcommand(program, "audit",
                            "だれが、どの事例を、いつ見たかを調べ、記録が壊れていないか確かめる")) {
  add_index_folder(audit_, command_.index);
  audit_->add_option("--case", command_.case_id, "この番号の事例だけ")->type_name("番号");
  audit_->add_option("--account", command_.account, "このアカウントだけ")->type_name("名前");
  audit_->add_option("--action", command_.action, "この種類だけ（search, case, sign-in など）")
      ->type_name("種類");
  audit_->add_option("--since", command_.since, "この時刻から（UTC。例: 2026-04-01）")
      ->type_name("時刻");
  audit_->add_option("--until", command_.until, "この時刻の前まで（UTC）")->type_name("時刻");
  audit_
      ->add_option("--anchor", command_.anchor,
                   "前に控えた「番号:ハッシュ」。そのあとに切り取られていないかを確かめる")
      ->type_name("控え");
  const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::kText},
                                                       {"json", OutputFormat::kJson}};
  audit_->add_option("--format", command_.format, "出力の形: text, json（一行に一件）")
      ->transform(one_of(formats))
      ->type_name("形");
  audit_->footer(
      "例:\n"
      "  kizuki audit --index work/ --case d-012\n"
      "  kizuki audit --index work/ --account hanako --since 2026-04-01\n");
}

}  // namespace kizuki
