// kizuki generations: list, roll back, prune.
#include <string>

#include "cli/commands.hpp"
#include "engine/index/generation.hpp"

namespace kizuki {
namespace {

ExitStatus list(const GenerationStore& store, Console& console) {
  const auto generations = store.list();
  if (!generations) return console.fail(generations.error());
  if (generations->empty()) {
    console.say("まだ世代がありません（kizuki index で作ります）");
    return ExitStatus::kOk;
  }
  for (const GenerationInfo& info : *generations) {
    std::string line = info.current ? "* " : "  ";
    line += std::to_string(info.number);
    if (info.readable) {
      line += "\t" + info.built_at + "\t" + std::to_string(info.cases) + " 件\t" +
              std::to_string(info.bytes / 1024) + " KB\t通し番号 " +
              std::to_string(info.library_sequence);
      if (info.update > 0) line += "\t更新 " + std::to_string(info.update);
    } else {
      line += "\t（この版では読めません）";
    }
    console.out(line + "\n");
  }
  return ExitStatus::kOk;
}

ExitStatus roll_back(const GenerationStore& store, Console& console) {
  const auto lock = store.lock_for_building();
  if (!lock) return console.fail(lock.error());
  const auto number = store.roll_back();
  if (!number) return console.fail(number.error());
  console.say("世代 " + std::to_string(*number) + " に戻しました");
  return ExitStatus::kOk;
}

ExitStatus prune(const GenerationStore& store, std::size_t keep, Console& console) {
  const auto lock = store.lock_for_building();
  if (!lock) return console.fail(lock.error());
  const auto removed = store.prune(keep);
  if (!removed) return console.fail(removed.error());
  std::string numbers;
  for (const std::uint64_t number : *removed) numbers += " " + std::to_string(number);
  console.say(removed->empty() ? "消す世代はありません" : "消した世代:" + numbers);
  return ExitStatus::kOk;
}

}  // namespace

ExitStatus run(const GenerationsCommand& command, Console& console) {
  const GenerationStore store(command.index);
  switch (command.action) {
    case GenerationsCommand::Action::kList:
      return list(store, console);
    case GenerationsCommand::Action::kRollback:
      return roll_back(store, console);
    case GenerationsCommand::Action::kPrune:
      return prune(store, command.keep, console);
  }
  return ExitStatus::kUsage;
}

}  // namespace kizuki
