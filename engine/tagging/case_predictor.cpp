#include "engine/tagging/case_predictor.hpp"

#include <utility>

namespace kizuki {

CasePredictor::CasePredictor(std::shared_ptr<const TagModel> model)
    : model_(std::move(model)),
      reader_(model_->grams, model_->lexicon, model_->cards),
      sections_(model_->lexicon, model_->cards.ids.size(), reader_.vectorizer(),
                model_->steps.headings) {}

Result<void> CasePredictor::predict(const CaseRecord& record, CasePrediction& out) {
  if (auto read = reader_.read(record, out.features); !read) return read;
  odds_.clear();
  out.sections.resize(record.sections.size());
  for (std::size_t i = 0; i < record.sections.size(); ++i) {
    sections_.build(out.features, i, out.sections[i]);
    odds_.push_back(step_log_odds(model_->steps, out.sections[i]));
  }
  decode_steps(model_->steps, odds_, out.steps);

  build_issue_text(out.features, reader_.vectorizer(), out.issue_text);
  count_issue_phrases(out.features, model_->lexicon, counts_);
  out.issues = issue_probabilities(model_->issues, model_->lexicon, counts_,
                                   issue_text_odds(model_->issues, out.issue_text));
  return {};
}

}  // namespace kizuki
