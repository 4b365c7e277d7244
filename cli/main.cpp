// kizuki: the one program.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <variant>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"

namespace {

/// The server asks so for what it can show of a job (docs/server.md).
kizuki::ReportStyle report_style() {
  const char* asked = std::getenv("KIZUKI_REPORT");  // NOLINT(concurrency-mt-unsafe): at start only
  return asked != nullptr && std::string_view(asked) == "json" ? kizuki::ReportStyle::kJsonLines
                                                               : kizuki::ReportStyle::kText;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace kizuki;
  // A reader that goes away is seen as a failed write (Console::out), not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  // Past the size limit a write fails with EFBIG, which is reported like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);

  Console console(report_style());
  try {
    const auto parsed = parse_arguments(argc, argv);
    if (const auto* answer = std::get_if<UsageAnswer>(&parsed); answer != nullptr) {
      std::FILE* stream = answer->status == ExitStatus::kOk ? stdout : stderr;
      std::fwrite(answer->text.data(), 1, answer->text.size(), stream);
      return static_cast<int>(answer->status);
    }
    const ExitStatus status = std::visit([&](const auto& command) { return run(command, console); },
                                         std::get<Command>(parsed));
    if (std::fflush(stdout) != 0) return static_cast<int>(ExitStatus::kFailure);
    return static_cast<int>(status);
  } catch (const std::bad_alloc&) {
    console.say("エラー: メモリーが足りません");
  } catch (const std::exception& exception) {
    console.say("エラー: 内部の不具合です: " + std::string(exception.what()));
  }
  return static_cast<int>(ExitStatus::kFailure);
}
