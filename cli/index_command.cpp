// kizuki index: sources → library → a new generation, or an update of the current one.
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/index_build.hpp"
#include "cli/ingest_console.hpp"
#include "cli/reader_scope.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "indexer/build.hpp"

namespace kizuki {
namespace {

/// Adds what has changed to the current generation.
Result<void> update(const GenerationStore& store, const Library& library, const BuildTools& tools,
                    const BuildOptions& options, Console& console) {
  const auto updated = update_index(store, library, tools, options);
  if (!updated) return updated.error();
  if (updated->update == 0) {
    console.say("索引は最新です（作り直しは不要でした）");
    return {};
  }
  console.say("世代 " + std::to_string(updated->generation) + " に更新 " +
              std::to_string(updated->update) + " を加えました: 新しい・変わった事例 " +
              std::to_string(updated->cases) + " 件、なくなった事例 " +
              std::to_string(updated->gone) + " 件（新しく解析 " +
              std::to_string(updated->analysed) + " 件）");
  return {};
}

/// Removes old generations. The index is good without that, so a failure is only said; the next
/// build tries again.
void prune(const GenerationStore& store, std::size_t keep, Console& console) {
  // Taken anew: meanwhile somebody may have gone back to a generation that is to be removed.
  const auto lock = store.lock_for_building();
  if (!lock && lock.error().code == ErrorCode::kLocked) return;  // who builds now prunes too
  const auto pruned = lock ? store.prune(keep) : lock.error();
  if (!pruned) console.report("古い世代を片付けられません", pruned.error());
}

/// Brings the index up to date when the library has changed, and says what was done.
Result<void> build_index(const IndexCommand& command, const RecordTools& tools,
                         const Library& library, Console& console) {
  const auto build_tools = load_build_tools(tools);
  if (!build_tools) return build_tools.error();

  const GenerationStore store(command.index);
  BuildOptions options;
  options.threads = build_threads(command.threads);
  options.analyse_everything = command.rebuild;
  options.program = program_name();
  auto views = views_of_accounts(library);
  if (!views) return std::move(views).error();
  options.views = std::move(*views);
  if (!command.rebuild && !command.merge) {
    const auto need = index_need(store, library, *build_tools, options);
    if (!need) return need.error();
    if (*need == IndexNeed::kNothing) {
      console.say("索引は最新です（作り直しは不要でした）");
      return {};
    }
    if (*need == IndexNeed::kUpdate) return update(store, library, *build_tools, options, console);
  }
  const auto built = build_with_progress(store, library, *build_tools, options, console);
  if (!built) return built.error();

  prune(store, command.keep, console);
  return {};
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
