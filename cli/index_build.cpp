#include "cli/index_build.hpp"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>

#include "cli/kept_dictionary_hash.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/review/overlay_store.hpp"

namespace kizuki {
namespace {

/// What the cards were learned as, for the next run. On a full or read-only disk that learns them
/// anew.
void keep_cards(const Library& library, const BuildTools& tools) {
  if (tools.cards) (void)tools.cards->keep(library);
}

}  // namespace

std::size_t build_threads(std::size_t asked) {
  if (asked != 0) return asked;
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

Result<BuildReport> build_with_progress(const GenerationStore& store, const Library& library,
                                        const BuildTools& tools, const BuildOptions& options,
                                        Console& console) {
  auto built = build_generation(store, library, tools, options,
                                [&](std::uint64_t done, std::uint64_t total) {
                                  console.progress("索引中", done, total, "件");
                                });
  console.end_progress();
  if (!built) return built;
  keep_cards(library, tools);
  console.say("世代 " + std::to_string(built->generation) +
              " を作り、切り替えました: " + std::to_string(built->cases) + " 件（新しく解析 " +
              std::to_string(built->analysed) + " 件）");
  if (built->caught_up > 0) {
    console.say("作っている間に変わった " + std::to_string(built->caught_up) + " 件も加えました");
  }
  return built;
}

namespace {

/// Adds what has changed to the current generation.
Result<void> update(const GenerationStore& store, const Library& library, const BuildTools& tools,
                    const BuildOptions& options, Console& console) {
  const auto updated = update_index(store, library, tools, options);
  if (!updated) return updated.error();
  keep_cards(library, tools);
  if (updated->update == 0) {
    console.say("索引は最新です（作り直しは不要でした）");
    return {};
  }
  std::string line = "世代 " + std::to_string(updated->generation) + " に更新 " +
                     std::to_string(updated->update) + " を加えました: 新しい・変わった事例 " +
                     std::to_string(updated->cases) + " 件、なくなった事例 " +
                     std::to_string(updated->gone) + " 件（新しく解析 " +
                     std::to_string(updated->analysed) + " 件）";
  if (updated->confirmed > 0) {
    line += "、確認が加わった事例 " + std::to_string(updated->confirmed) + " 件";
  }
  console.say(line);
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

}  // namespace

Result<void> bring_up_to_date(const std::filesystem::path& index, const Library& library,
                              const BuildTools& tools, const IndexTask& task, Console& console) {
  const GenerationStore store(index);
  BuildOptions options;
  options.threads = build_threads(task.threads);
  options.analyse_everything = task.analyse_everything;
  if (task.update_small) options.update_least_cases = 0;
  options.program = program_name();
  auto views = views_of_accounts(library);
  if (!views) return std::move(views).error();
  options.views = std::move(*views);
  if (!task.always_build) {
    const auto need = index_need(store, library, tools, options);
    if (!need) return need.error();
    if (*need == IndexNeed::kNothing) {
      console.say("索引は最新です（作り直しは不要でした）");
      return {};
    }
    if (*need == IndexNeed::kUpdate) return update(store, library, tools, options, console);
  }
  const auto built = build_with_progress(store, library, tools, options, console);
  if (!built) return built.error();
  prune(store, task.keep, console);
  return {};
}

namespace {

/// As load_analyzer; what the dictionary hashes to is there for whoever comes next. That it cannot
/// be kept, as on a full disk, takes nothing from this build.
Result<std::shared_ptr<const AnalyzerModel>> load_and_keep_analyzer(
    const std::filesystem::path& data_folder, const std::filesystem::path& index,
    const Library& library) {
  const DictionaryHash kept = read_dictionary_hash(index);
  DictionaryHash known = kept;
  auto model = AnalyzerModel::load(AnalyzerFiles::under(data_folder), &known);
  if (model && !known.files.empty() && known != kept) {
    (void)keep_dictionary_hash(library, index, known);
  }
  return model;
}

Result<std::shared_ptr<const IndexCards>> load_index_cards(
    const RecordTools& tools, const std::filesystem::path& index, const Library& library,
    const std::shared_ptr<const AnalyzerModel>& analyzer) {
  auto model = EssenceModel::load(tools.data_folder / "models" / "essence.kzem");
  if (!model) return std::move(model).error();
  auto shipped = load_cards(tools.data_folder / "cards" / "cards.jsonl");
  if (!shipped) return std::move(shipped).error();
  return IndexCards::load(library, tools.codec,
                          {analyzer, std::move(*model), std::move(*shipped), index});
}

}  // namespace

Result<BuildTools> load_build_tools(const RecordTools& tools, const std::filesystem::path& index,
                                    const Library& library, Console& console) {
  auto analyzer = load_and_keep_analyzer(tools.data_folder, index, library);
  if (!analyzer) return std::move(analyzer).error();
  auto model = load_tag_model(tools.data_folder);
  if (!model) return std::move(model).error();
  auto loaded = OverlayStore(index).load((*model)->fingerprint);
  if (!loaded) return std::move(loaded).error();
  for (const std::string& compartment : loaded->outdated) {
    console.say("注意: 区画 " + compartment +
                " で学習した補正は別の版のモデルのものなので使いません（kizuki tag --train --apply "
                "で学習し直せます）");
  }
  auto cards = load_index_cards(tools, index, library, *analyzer);
  if (!cards) return std::move(cards).error();
  return BuildTools{.analyzer = std::move(*analyzer),
                    .taxonomy = tools.taxonomy,
                    .codec = &tools.codec,
                    .tag_model = std::move(*model),
                    .overlays = std::move(loaded->overlays),
                    .predict = nullptr,
                    .cards = std::move(*cards)};
}

}  // namespace kizuki
