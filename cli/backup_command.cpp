// kizuki backup, kizuki restore: what cannot be made again, kept elsewhere and brought back.
#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/index_build.hpp"
#include "engine/backup/backup.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

std::string megabytes(const BackupManifest& manifest) {
  std::uint64_t bytes = 0;
  for (const BackupFile& file : manifest.files) bytes += file.bytes;
  constexpr double kMegabyte = 1e6;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f MB", static_cast<double>(bytes) / kMegabyte);
  return text.data();
}

/// The result, on standard output.
void print(const BackupManifest& manifest, const std::filesystem::path& folder, OutputFormat format,
           std::string_view done, Console& console) {
  if (format == OutputFormat::kJson) {
    console.out(backup_manifest_json(manifest));
    return;
  }
  std::string text = std::string(done) + ": " + folder.string() + "\n";
  text += "  " + manifest.made_at + " の控え: 事例 " + std::to_string(manifest.cases) +
          " 件、閲覧の記録 " + std::to_string(manifest.audit_records) + " 件、" +
          megabytes(manifest) + "\n";
  console.out(text);
}

Result<void> build_index(const RestoreCommand& command, Console& console) {
  auto tools = load_record_tools("case");
  if (!tools) return std::move(tools).error();
  // Opened for writing: a library of an older format is brought forward.
  auto library = Library::open(command.index, Library::Mode::kReadWrite);
  if (!library) return std::move(library).error();
  const auto build_tools = load_build_tools(*tools, command.index, *library, console);
  if (!build_tools) return build_tools.error();
  IndexTask task;
  task.threads = command.threads;
  task.always_build = true;
  if (auto built = bring_up_to_date(command.index, *library, *build_tools, task, console); !built) {
    return built;
  }
  const auto said = library->confirmation_sequence();
  if (!said) return said.error();
  if (*said > 0) {
    console.say(
        "人の確認から学習したタグの補正は控えに入りません。使っていたときは kizuki tag --train "
        "--apply で学習し直してください");
  }
  return {};
}

}  // namespace

ExitStatus run(const BackupCommand& command, Console& console) {
  const auto made = make_backup(command.index, command.to, program_name());
  if (!made) {
    if (made.error().code == ErrorCode::kCorrupt) {
      console.say("壊れたところがあるので、控えを取りませんでした。前の控えを消さないでください");
    }
    return console.fail(made.error());
  }
  print(*made, command.to, command.format, "控えを取り、開いて確かめました", console);
  return ExitStatus::kOk;
}

ExitStatus run(const RestoreCommand& command, Console& console) {
  const auto restored = restore_backup(command.from, command.index);
  if (!restored) return console.fail(restored.error());
  if (auto built = build_index(command, console); !built) {
    console.say("控えは戻りました。索引は kizuki index --index " + command.index.string() +
                " --rebuild で作れます");
    return console.fail(built.error());
  }
  console.say("注意: " + restored->made_at +
              " より後に消去した事例は、控えから戻っています。もう一度消去してください");
  print(*restored, command.index, command.format, "控えから戻しました", console);
  return ExitStatus::kOk;
}

}  // namespace kizuki
