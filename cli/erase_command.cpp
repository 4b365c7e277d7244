// kizuki erase: takes cases out of the library, then out of every generation, and prints the proof.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/erase_output.hpp"
#include "cli/index_build.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/base/file.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/review/overlay_store.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::milliseconds kTryEvery{200};
constexpr std::string_view kCopyPrefix = "library.db.before-v";

/// Each step may be repeated: run again after any failure, the command goes on where it stopped.
class EraseRun {
 public:
  EraseRun(const EraseCommand& command, Library& library, Console& console)
      : command_(command),
        library_(library),
        console_(console),
        store_(command.index),
        deadline_(Deadline::after(std::chrono::seconds(command.wait_seconds))) {}

  ExitStatus run() {
    if (auto known = check_ids(); !known) return console_.fail(known.error());
    LibraryWriter writer(library_);
    const auto erased = erase(writer);
    if (!erased) return console_.fail(erased.error());
    // From here on nobody finds the cases any more; what follows is about bytes.
    if (auto forgotten = forget_overlays(); !forgotten) return console_.fail(forgotten.error());
    Result<void> cleared = clear_index();
    if (cleared) cleared = clear_copies();
    // Readers may have held the library's files up before.
    const auto scrubbed = writer.commit();
    if (auto listed = list_erasures(); !listed) return console_.fail(listed.error());
    console_.out(command_.format == OutputFormat::kJson ? print_proof_as_json(proof_)
                                                        : print_proof_as_text(proof_));
    return conclude(cleared, scrubbed);
  }

 private:
  /// A slip in one id must not erase the others half way through a list.
  Result<void> check_ids() const {
    for (const std::string& id : command_.ids) {
      const auto known = library_.knows(id);
      if (!known) return known.error();
      if (!*known) {
        return Error{
            ErrorCode::kNotFound, "その事例はありません。何も消去していません", "", 0, "", id};
      }
    }
    return {};
  }

  Result<void> erase(LibraryWriter& writer) const {
    for (const std::string& id : command_.ids) {
      if (auto erased = writer.erase(id, command_.reason); !erased) return erased;
    }
    auto committed = writer.commit();
    // Durable all the same; clearing the library's files is tried again at the end.
    if (!committed && committed.error().code == ErrorCode::kLocked) return {};
    return committed;
  }

  Result<std::uint64_t> newest_erasure() const {
    std::uint64_t newest = 0;
    for (const std::string& id : command_.ids) {
      const auto erasure = library_.erasure(id);
      if (!erasure) return erasure.error();
      newest = std::max(newest, erasure->sequence);
    }
    return newest;
  }

  /// Calls `work` until it does not fail for a lock any more, or the time to wait is over.
  template <typename Work>
  auto patiently(const Work& work) -> decltype(work()) {
    for (;;) {
      auto result = work();
      if (result || result.error().code != ErrorCode::kLocked || deadline_.passed()) return result;
      if (!std::exchange(waiting_, true)) {
        console_.say("ほかの処理が索引を使っているので、終わるのを待っています");
      }
      std::this_thread::sleep_for(kTryEvery);
    }
  }

  /// What was learned from the cases goes with them.
  Result<void> forget_overlays() {
    const auto removed = OverlayStore(command_.index).remove_learned_from(command_.ids);
    if (!removed) return removed.error();
    if (!removed->empty()) {
      console_.say(
          "消去した事例から学習したタグの補正を消しました（kizuki tag --train --apply "
          "で残りの事例から学習し直せます）");
    }
    return {};
  }

  Result<void> clear_index() {
    const auto sequence = newest_erasure();
    if (!sequence) return sequence.error();
    const auto generations = store_.list();
    if (!generations) return generations.error();
    Result<void> built;
    if (!generations->empty()) built = patiently([&] { return build_without(*sequence); });
    // Also when nothing could be built: what can go goes.
    const auto remove = [&] { return remove_older(*sequence); };
    auto removed = built ? patiently(remove) : remove();
    if (auto noted = note_current(); !noted) return noted;
    return built ? removed : built;
  }

  /// Builds a generation unless the current one is young enough.
  Result<void> build_without(std::uint64_t sequence) {
    if (const auto current = store_.open_current();
        current && (*current)->manifest().library_sequence >= sequence) {
      return {};
    }
    auto tools = load_record_tools("case");
    if (!tools) return std::move(tools).error();
    const auto build_tools = load_build_tools(*tools, command_.index, library_, console_);
    if (!build_tools) return build_tools.error();
    BuildOptions options;
    options.threads = build_threads(command_.threads);
    options.program = program_name();
    auto views = views_of_accounts(library_);
    if (!views) return std::move(views).error();
    options.views = std::move(*views);
    // A whole generation: an update would leave the text in what it stands beside.
    const auto built = build_with_progress(store_, library_, *build_tools, options, console_);
    return built ? Result<void>() : Result<void>(built.error());
  }

  Result<void> remove_older(std::uint64_t sequence) {
    const auto lock = store_.lock_for_building();
    if (!lock) {
      if (auto noted = note_older(sequence); !noted) return noted;
      return lock.error();
    }
    auto removal = store_.remove_built_before(sequence);
    if (!removal) return std::move(removal).error();
    for (const std::uint64_t number : removal->removed) {
      proof_.removed_generations.push_back(number);
    }
    proof_.kept_generations = std::move(removal->kept);
    if (proof_.kept_generations.empty()) return {};
    return Error{ErrorCode::kLocked,
                 "消去した内容を含む世代が、ほかの処理で使われています",
                 store_.folder().string(),
                 0,
                 "",
                 ""};
  }

  /// What remove_older would have to remove.
  Result<void> note_older(std::uint64_t sequence) {
    const auto generations = store_.list();
    if (!generations) return generations.error();
    proof_.kept_generations.clear();
    for (const GenerationInfo& info : *generations) {
      // As built: an update beside it takes nothing out of it.
      const auto generation = store_.open(info.number);
      if (generation && (*generation)->manifest().library_sequence >= sequence) continue;
      proof_.kept_generations.push_back(info.number);
    }
    return {};
  }

  Result<void> note_current() {
    const auto current = store_.open_current();
    if (!current && current.error().code != ErrorCode::kNotFound) return current.error();
    if (!current) return {};
    proof_.generation = (*current)->number();
    proof_.generation_sequence = (*current)->manifest().library_sequence;
    return {};
  }

  /// Copies made before migrations: they hold the library as it was.
  Result<void> clear_copies() {
    std::error_code failure;
    fs::directory_iterator entry(command_.index, failure);
    std::vector<fs::path> copies;
    for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
      if (entry->path().filename().string().starts_with(kCopyPrefix)) {
        copies.push_back(entry->path());
      }
    }
    if (failure) {
      return system_error(failure.value(), "控えを調べられません", command_.index.string());
    }
    std::sort(copies.begin(), copies.end());
    for (const fs::path& copy : copies) {
      if (!command_.remove_copies) {
        proof_.copies.push_back(copy.filename().string());
      } else if (auto removed = remove_tree(copy); !removed) {
        return removed;
      }
    }
    return {};
  }

  Result<void> list_erasures() {
    for (const std::string& id : command_.ids) {
      auto erasure = library_.erasure(id);
      if (!erasure) return std::move(erasure).error();
      proof_.erasures.push_back(std::move(*erasure));
    }
    return {};
  }

  ExitStatus conclude(const Result<void>& cleared, const Result<void>& scrubbed) const {
    for (const Result<void>* step : {&cleared, &scrubbed}) {
      if (*step) continue;
      console_.report("注意: 事例はもう見つかりませんが、消し残しがあります", step->error());
    }
    if (!cleared || !scrubbed || !proof_.scrubbed() || !proof_.kept_generations.empty()) {
      console_.say("  → 同じ指定でもう一度実行すると、続きを行います。");
      return ExitStatus::kFailure;
    }
    if (!proof_.copies.empty()) {
      console_.say("注意: 移行の前に作られた控えに内容が残っているかもしれません");
      console_.say("  → 要らなければ --remove-copies を付けてもう一度実行してください。");
      return ExitStatus::kPartial;
    }
    return ExitStatus::kOk;
  }

  const EraseCommand& command_;
  Library& library_;
  Console& console_;
  GenerationStore store_;
  Deadline deadline_;
  bool waiting_ = false;
  ErasureProof proof_;
};

}  // namespace

ExitStatus run(const EraseCommand& command, Console& console) {
  // Opening for writing would make a library where there is none.
  const fs::path file = command.index / "library.db";
  if (std::error_code failure; !fs::exists(file, failure)) {
    return console.fail({ErrorCode::kNotFound, "ライブラリがありません", file.string(), 0, "", ""});
  }
  auto library = Library::open(command.index, Library::Mode::kReadWrite);
  if (!library) return console.fail(library.error());
  return EraseRun(command, *library, console).run();
}

}  // namespace kizuki
