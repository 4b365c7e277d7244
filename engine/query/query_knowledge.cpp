#include "engine/query/query_knowledge.hpp"

#include <utility>

#include "engine/tagging/tag_model.hpp"

namespace kizuki {

Result<std::shared_ptr<const QueryKnowledge>> QueryKnowledge::load(
    const std::filesystem::path& data_folder) {
  auto knowledge = std::make_shared<QueryKnowledge>();
  auto synonyms = SynonymTable::load(data_folder);
  if (!synonyms) return std::move(synonyms).error();
  knowledge->synonyms = std::move(*synonyms);
  auto readings = ReadingTable::open(data_folder / "dictionary" / "readings.tsv");
  if (!readings) return std::move(readings).error();
  knowledge->readings = std::make_shared<const ReadingTable>(std::move(*readings));
  auto issues = IssueVocabulary::load(data_folder);
  if (!issues) return std::move(issues).error();
  knowledge->issues = std::move(*issues);
  auto tags = TagModel::load(data_folder / "models" / "tags.kztm");
  if (!tags) return std::move(tags).error();
  knowledge->tags = std::move(*tags);
  return std::shared_ptr<const QueryKnowledge>(std::move(knowledge));
}

}  // namespace kizuki
