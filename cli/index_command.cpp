// kizuki index: sources → library → a new generation, or an update of the current one.
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/index_build.hpp"
#include "cli/ingest_console.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

/// Brings the index up to date when the library has changed, and says what was done.
Result<void> build_index(const IndexCommand& command, const RecordTools& tools,
                         const Library& library, Console& console) {
  const auto build_tools = load_build_tools(tools, command.index, library, console);
  if (!build_tools) return build_tools.error();
  IndexTask task;
  task.threads = command.threads;
  task.analyse_everything = command.rebuild;
  task.always_build = command.rebuild || command.merge;
  task.update_small = command.update;
  task.keep = command.keep;
  return bring_up_to_date(command.index, library, *build_tools, task, console);
}

}  // namespace

ExitStatus run(const IndexCommand& command, Console& console) {
  auto tools = load_record_tools(command.profile);
  if (!tools) return console.fail(tools.error());
  auto library = Library::open(command.index, Library::Mode::kReadWrite);
  if (!library) return console.fail(library.error());

  if (command.sources.empty()) {  // only bring the index into shape
    const auto built = build_index(command, *tools, *library, console);
    return built ? ExitStatus::kOk : console.fail(built.error());
  }
  IngestRequest request{command.sources, command.encoding, command.strict, "読み込み中"};
  request.threads = command.threads;
  auto ingested = ingest_sources(request, *tools, &*library, console);
  if (!ingested) return console.fail(ingested.error());
  console.say(describe_ingest(*ingested));
  if (ingested->exit_status() == ExitStatus::kFailure) return ExitStatus::kFailure;

  if (auto built = build_index(command, *tools, *library, console); !built) {
    return console.fail(built.error());
  }
  return ingested->exit_status();
}

}  // namespace kizuki
