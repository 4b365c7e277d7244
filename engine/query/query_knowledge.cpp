#include "engine/query/query_knowledge.hpp"

#include <utility>

namespace kizuki {

Result<std::shared_ptr<const QueryKnowledge>> QueryKnowledge::load(
    const std::filesystem::path& data_folder) {
  auto knowledge = std::make_shared<QueryKnowledge>();
  auto synonyms = SynonymTable::load(data_folder);
  if (!synonyms) return std::move(synonyms).error();
  knowledge->synonyms = std::move(*synonyms);
  return std::shared_ptr<const QueryKnowledge>(std::move(knowledge));
}

}  // namespace kizuki
