// kizuki check: validates sources and writes nothing.
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/ingest_console.hpp"

namespace kizuki {

ExitStatus run(const CheckCommand& command, Console& console) {
  auto tools = load_record_tools(command.profile);
  if (!tools) return console.fail(tools.error());
  auto ingested = ingest_sources({command.sources, command.encoding, command.strict, "確認中"},
                                 *tools, nullptr, console);
  if (!ingested) return console.fail(ingested.error());
  console.say(describe_check(*ingested));
  return ingested->exit_status();
}

}  // namespace kizuki
