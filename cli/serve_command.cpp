// kizuki serve: the pages and the API.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/data_folder.hpp"
#include "cli/engine_tools.hpp"
#include "server/app/serve.hpp"

namespace kizuki {
namespace {

Result<ServerSettings> settings_of(const ServeCommand& command) {
  ServerSettings settings;
  if (!command.config.empty()) {
    if (auto read = read_settings(settings, command.config); !read) return std::move(read).error();
  }
  if (!command.listen.empty()) {
    if (auto set = set_listen(settings, command.listen); !set) return std::move(set).error();
  }
  if (command.public_cases) settings.public_cases = true;
  // This very program, also when a newer one has taken its place on the disk meanwhile.
  settings.jobs.program = "/proc/self/exe";
  return settings;
}

Result<EngineModels> load_models(const ServeCommand& command,
                                 const std::filesystem::path& data_folder) {
  EngineModels models;
  models.index = command.index;
  models.data = data_folder;
  auto taxonomy = load_taxonomy(data_folder);
  if (!taxonomy) return std::move(taxonomy).error();
  auto analyzer = load_analyzer(data_folder, command.index);
  if (!analyzer) return std::move(analyzer).error();
  auto background = BackgroundFrequencies::load(data_folder);
  if (!background) return std::move(background).error();
  auto knowledge = QueryKnowledge::load(data_folder);
  if (!knowledge) return std::move(knowledge).error();
  auto codec = CaseCodec::load(data_folder / "schema" / "case.schema.json", *taxonomy);
  if (!codec) return std::move(codec).error();
  models.codec = std::make_shared<const CaseCodec>(std::move(*codec));
  auto turning = TurningPointReader::load(data_folder / "cues" / "turning.tsv");
  if (!turning) return std::move(turning).error();
  models.turning = std::move(*turning);
  auto guidance = ReportGuidance::load(data_folder / "guidance");
  if (!guidance) return std::move(guidance).error();
  models.guidance = std::move(*guidance);
  auto cards = load_cards(data_folder / "cards" / "cards.jsonl");
  if (!cards) return std::move(cards).error();
  models.shipped_cards = std::make_shared<const std::vector<KnowHowCard>>(std::move(*cards));
  models.knowledge = std::move(*knowledge);
  models.taxonomy = std::move(*taxonomy);
  models.analyzer = std::move(*analyzer);
  models.background = std::move(*background);
  return models;
}

/// The shipped profiles; that for records of our own form first.
std::vector<std::string> profile_names(const std::filesystem::path& data_folder) {
  std::vector<std::string> names;
  std::error_code failure;
  std::filesystem::directory_iterator at(data_folder / "profiles", failure);
  for (; !failure && at != std::filesystem::directory_iterator(); at.increment(failure)) {
    if (at->path().extension() == ".json") names.push_back(at->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  const auto own = std::find(names.begin(), names.end(), "case");
  if (own != names.end()) std::rotate(names.begin(), own, own + 1);
  return names;
}

std::string address_of(const ServerSettings& settings, std::uint16_t port) {
  const std::string& address = settings.http.address;
  const bool six = address.find(':') != std::string::npos;
  return "http://" + (six ? "[" + address + "]" : address) + ":" + std::to_string(port) + "/";
}

}  // namespace

ExitStatus run(const ServeCommand& command, Console& console) {
  auto settings = settings_of(command);
  if (!settings) return console.fail(settings.error());
  const auto folder = find_data_folder();
  if (!folder) return console.fail(folder.error());
  settings->jobs.profiles = profile_names(*folder);
  auto models = load_models(command, *folder);
  if (!models) return console.fail(models.error());
  const auto served =
      serve(*settings, std::move(*models), *folder / "pages", [&](std::uint16_t port) {
        console.say("開きました: " + address_of(*settings, port) + "（止めるには Ctrl-C）");
      });
  if (!served) return console.fail(served.error());
  console.say("止めました");
  return ExitStatus::kOk;
}

}  // namespace kizuki
