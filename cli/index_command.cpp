// kizuki index: sources → library → a new generation.
#include <algorithm>
#include <string>
#include <thread>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/ingest_console.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "indexer/build.hpp"

namespace kizuki {
namespace {

std::size_t thread_count(std::size_t asked) {
  if (asked != 0) return asked;
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

/// Builds the generation when the library has changed, and says what was done.
Result<void> build_index(const IndexCommand& command, const RecordTools& tools,
                         const Library& library, Console& console) {
  auto analyzer = load_analyzer(tools.data_folder);
  if (!analyzer) return std::move(analyzer).error();

  const GenerationStore store(command.index);
  BuildOptions options;
  options.threads = thread_count(command.threads);
  options.analyse_everything = command.rebuild;
  options.program = program_name();
  if (!command.rebuild) {
    const auto up_to_date = is_up_to_date(store, library, **analyzer, options.length);
    if (!up_to_date) return up_to_date.error();
    if (*up_to_date) {
      console.say("索引は最新です（作り直しは不要でした）");
      return {};
    }
  }
  const BuildTools build_tools{*analyzer, tools.taxonomy, &tools.codec};
  const auto built = build_generation(store, library, build_tools, options,
                                      [&](std::uint64_t done, std::uint64_t total) {
                                        console.progress("索引中", done, total, "件");
                                      });
  console.end_progress();
  if (!built) return built.error();
  console.say("世代 " + std::to_string(built->generation) +
              " を作り、切り替えました: " + std::to_string(built->cases) + " 件（新しく解析 " +
              std::to_string(built->analysed) + " 件）");

  const auto pruned = store.prune(command.keep);
  // The index is good; old generations that cannot be removed now are tried again next time.
  if (!pruned) console.report("古い世代を片付けられません", pruned.error());
  return {};
}

}  // namespace

ExitStatus run(const IndexCommand& command, Console& console) {
  auto tools = load_record_tools(command.profile);
  if (!tools) return console.fail(tools.error());
  auto library = Library::open(command.index, Library::Mode::kReadWrite);
  if (!library) return console.fail(library.error());

  auto ingested = ingest_sources({command.sources, command.encoding, command.strict, "読み込み中"},
                                 *tools, &*library, console);
  if (!ingested) return console.fail(ingested.error());
  console.say(describe_ingest(*ingested));
  if (ingested->exit_status() == ExitStatus::kFailure) return ExitStatus::kFailure;

  if (auto built = build_index(command, *tools, *library, console); !built) {
    return console.fail(built.error());
  }
  return ingested->exit_status();
}

}  // namespace kizuki
