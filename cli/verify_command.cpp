// kizuki verify: compares everything stored with its checksums.
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

ExitStatus run(const VerifyCommand& command, Console& console) {
  const auto library = Library::open(command.index, Library::Mode::kReadOnly);
  if (!library) return console.fail(library.error());
  std::uint64_t findings = 0;
  const auto revisions = library->verify([&](const LibraryFinding& finding) {
    ++findings;
    console.say("破損: library.db" + (finding.id.empty() ? "" : " [" + finding.id + "]") + ": " +
                finding.message);
  });
  if (!revisions) return console.fail(revisions.error());

  const GenerationStore store(command.index);
  const auto files = store.verify([&](const GenerationFinding& finding) {
    using Kind = GenerationFinding::Kind;
    if (finding.kind == Kind::kOutOfUse) {
      console.say("注意: " + finding.file + ": " + finding.message +
                  "。使っていない世代なので、何もしなくて構いません");
      return;
    }
    ++findings;
    const std::string_view label = finding.kind == Kind::kDamage ? "破損: " : "使えません: ";
    console.say(std::string(label).append(finding.file).append(": ").append(finding.message));
  });
  if (!files) return console.fail(files.error());

  const auto derived = damaged_derived_files(command.index);
  if (!derived) return console.fail(derived.error());
  for (const std::string& name : *derived) {
    console.say("注意: derived/" + name +
                " が壊れています（次に使うときに作り直すので、何もしなくて構いません）");
  }

  const std::string checked = "版 " + std::to_string(*revisions) + " 件、索引のファイル " +
                              std::to_string(*files) + " 件を確かめました: ";
  if (findings == 0) {
    console.say(checked + "異常ありません");
    return ExitStatus::kOk;
  }
  console.say(checked + "異常 " + std::to_string(findings) + " 件");
  console.say(
      "  → 索引は kizuki index --rebuild で直ります。library.db "
      "の破損は控えから戻してください。");
  return ExitStatus::kFailure;
}

}  // namespace kizuki
