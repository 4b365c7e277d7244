#include "engine/tagging/training/sample_data.hpp"

#include <iterator>
#include <utility>

#include "engine/corpus/taxonomy.hpp"

namespace kizuki {

Result<SampleData> load_sample_data(const std::filesystem::path& data_folder) {
  auto taxonomy = Taxonomy::load(data_folder / "taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  auto codec = CaseCodec::load(data_folder / "schema" / "case.schema.json", *taxonomy);
  if (!codec) return std::move(codec).error();
  auto lexicon = TagLexicon::load(data_folder);
  if (!lexicon) return std::move(lexicon).error();
  auto cards = load_training_cards(data_folder / "cards" / "cards.jsonl");
  if (!cards) return std::move(cards).error();
  SampleData sample{std::move(*lexicon), std::move(*cards), {}};
  for (const char* file : {"cases/cases.jsonl", "reports/reports.jsonl"}) {
    auto cases = load_training_cases(data_folder / file, *codec);
    if (!cases) return std::move(cases).error();
    sample.cases.insert(sample.cases.end(), std::make_move_iterator(cases->begin()),
                        std::make_move_iterator(cases->end()));
  }
  return sample;
}

Result<TagModel> train_shipped_tags(const SampleData& sample) {
  return train_tags(sample.lexicon, sample.cards, sample.cases,
                    {"data/cases data/reports data/cards data/cues", 5});
}

}  // namespace kizuki
