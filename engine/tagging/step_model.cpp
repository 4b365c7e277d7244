#include "engine/tagging/step_model.hpp"

namespace kizuki {

StepValues step_log_odds(const StepModel& model, const StepFeatures& section) {
  StepValues odds = model.biases;
  model.text.multiply(section.text, odds);
  model.heading.multiply(section.heading, odds);
  model.dense.multiply(section.dense, odds);
  return odds;
}

void decode_steps(const StepModel& model, std::span<const StepValues> log_odds,
                  std::vector<StepMarginals>& out) {
  model.decoder.decode(log_odds, out);
  for (StepMarginals& marginals : out) {
    for (float& p : marginals.steps) p = model.calibration.apply(p);
  }
}

}  // namespace kizuki
