// kizuki tag: reads steps, issues, scale and, with a model of it, a facet from the text of each
// record; writes nothing but lines, or learns such a model.
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/ingest_console.hpp"
#include "cli/tag_output.hpp"
#include "engine/base/file.hpp"
#include "engine/tagging/facet_tagger.hpp"
#include "engine/tagging/tagger.hpp"
#include "engine/tagging/training/facet_trainer.hpp"

namespace kizuki {
namespace {

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string joined_sources(const TagCommand& command) {
  std::string out;
  for (const auto& source : command.sources) {
    out += (out.empty() ? "" : ", ") + source.filename().string();
  }
  return out;
}

std::string describe_learned(const FacetTrainer& trainer, const FacetModel& model) {
  std::string out = "項目「" + model.facet + "」の値 " + std::to_string(model.values.size()) +
                    " 種類を、" + std::to_string(trainer.taken()) + " 件から学習しました";
  if (trainer.passed_over() > 0) {
    out += "（値が一つに決まらない、または本文のない " + std::to_string(trainer.passed_over()) +
           " 件は使っていません）";
  }
  const FacetAgreement& agreement = trainer.agreement();
  if (agreement.records > 0) {
    out += "。学習に使わず試した " + std::to_string(agreement.records) + " 件のうち " +
           std::to_string(agreement.right) + " 件で一致";
  }
  return out;
}

ExitStatus learn(const TagCommand& command, const RecordTools& tools, Console& console) {
  FacetTrainer trainer(command.learned_facet);
  std::set<std::string> names;  // of all facets, for the message when this one is not there
  IngestRequest request{command.sources, command.encoding, command.strict, "読み取り中"};
  request.taken = [&](const CaseRecord& record) -> Result<void> {
    for (const auto& [name, value] : extra_facets(record)) names.insert(name);
    return trainer.add(record);
  };
  auto read = ingest_sources(request, tools, nullptr, console);
  if (!read) return console.fail(read.error());
  if (trainer.taken() == 0) {
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "項目「" + command.learned_facet + "」の付いた記録がありません。" +
                    (names.empty() ? "項目を定めたプロファイルを --profile で指定してください"
                                   : "記録に付いている項目: " + joined(names));
    return console.fail(error);
  }
  console.say("学習しています（数万件では数分かかります）");
  const auto model = trainer.train(joined_sources(command));
  if (!model) return console.fail(model.error());
  if (auto written = write_file_atomically(command.facet_model, model->serialize()); !written) {
    return console.fail(written.error());
  }
  console.say(describe_learned(trainer, *model));
  return read->exit_status();
}

}  // namespace

ExitStatus run(const TagCommand& command, Console& console) {
  auto tools = load_record_tools(command.profile);
  if (!tools) return console.fail(tools.error());
  if (!command.learned_facet.empty()) return learn(command, *tools, console);
  auto model = load_tag_model(tools->data_folder);
  if (!model) return console.fail(model.error());
  TaggerSettings settings;
  if (command.none_threshold > 0) {
    settings.none_threshold = static_cast<float>(command.none_threshold);
  }
  Tagger tagger(std::move(*model), settings);
  std::optional<FacetTagger> facet_tagger;
  if (!command.facet_model.empty()) {
    auto facet_model = FacetModel::load(command.facet_model);
    if (!facet_model) return console.fail(facet_model.error());
    facet_tagger.emplace(std::move(*facet_model));
  }
  std::set<std::string> names;  // of facets that could be read, had they been learned
  IngestRequest request{command.sources, command.encoding, command.strict, "読み取り中"};
  request.taken = [&](const CaseRecord& record) -> Result<void> {
    auto tags = tagger.tag_case(record);
    if (!tags) return std::move(tags).error();
    Json line = tags_to_json(record, *tags, *tools->taxonomy);
    if (facet_tagger) {
      const auto tag = facet_tagger->tag_case(record);
      if (!tag) return tag.error();
      add_facet(record, facet_tagger->model().facet, *tag, line);
    } else {
      for (const auto& [name, value] : extra_facets(record)) names.insert(name);
    }
    console.out(line.dump() + "\n");
    return {};
  };
  auto read = ingest_sources(request, *tools, nullptr, console);
  if (!read) return console.fail(read.error());
  console.say(describe_tagged(*read));
  if (!names.empty()) {
    console.say("項目（" + joined(names) +
                "）は読み取っていません。読み取るには --learn で作ったモデルを --facet-model で"
                "指定してください");
  }
  return read->exit_status();
}

}  // namespace kizuki
