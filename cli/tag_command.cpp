// kizuki tag: reads steps, issues and scale from the text of each record; writes nothing but lines.
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/ingest_console.hpp"
#include "cli/tag_output.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {

ExitStatus run(const TagCommand& command, Console& console) {
  auto tools = load_record_tools(command.profile);
  if (!tools) return console.fail(tools.error());
  auto model = load_tag_model(tools->data_folder);
  if (!model) return console.fail(model.error());
  TaggerSettings settings;
  if (command.none_threshold > 0) {
    settings.none_threshold = static_cast<float>(command.none_threshold);
  }
  Tagger tagger(std::move(*model), settings);
  IngestRequest request{command.sources, command.encoding, command.strict, "読み取り中"};
  request.taken = [&](const CaseRecord& record) -> Result<void> {
    auto tags = tagger.tag_case(record);
    if (!tags) return std::move(tags).error();
    console.out(tags_to_json(record, *tags, *tools->taxonomy).dump() + "\n");
    return {};
  };
  auto read = ingest_sources(request, *tools, nullptr, console);
  if (!read) return console.fail(read.error());
  console.say(describe_tagged(*read));
  return read->exit_status();
}

}  // namespace kizuki
