#include "engine/tagging/training/logistic_regression.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include <linear.h>

namespace kizuki {
namespace {

constexpr float kOneClassBias = 4.0F;

void print_nothing(const char* /*text*/) {}

/// LIBLINEAR's printer is one for all threads: it is set once.
void silence() {
  static const bool kSilent = [] {
    set_print_string_function(&print_nothing);
    return true;
  }();
  (void)kSilent;
}

}  // namespace

struct LogisticProblem::State {
  std::vector<feature_node> nodes;  // of all rows, each ended by index -1
  std::vector<feature_node*> rows;  // into nodes; a row that counts twice stands twice
  std::vector<std::size_t> row_of;  // which input row
  std::size_t features = 0;
};

float LinearModel::log_odds(const SparseVector& row) const {
  float sum = bias;
  for (const GramFeature& feature : row) sum += feature.value * weights[feature.index];
  return sum;
}

LogisticProblem::LogisticProblem(std::span<const SparseVector> rows, std::size_t features,
                                 std::span<const int> times)
    : state_(std::make_unique<State>()) {
  state_->features = features;
  std::size_t nodes = 0;
  for (const SparseVector& row : rows) nodes += row.size() + 2;
  state_->nodes.reserve(nodes);  // the pointers below stay valid
  for (std::size_t i = 0; i < rows.size(); ++i) {
    feature_node* const begin = state_->nodes.data() + state_->nodes.size();
    for (const GramFeature& feature : rows[i]) {
      state_->nodes.push_back(
          {static_cast<int>(feature.index) + 1, static_cast<double>(feature.value)});
    }
    state_->nodes.push_back({static_cast<int>(features) + 1, 1.0});
    state_->nodes.push_back({-1, 0.0});
    const int repeat = times.empty() ? 1 : times[i];
    for (int n = 0; n < repeat; ++n) {
      state_->rows.push_back(begin);
      state_->row_of.push_back(i);
    }
  }
}

LogisticProblem::~LogisticProblem() = default;
LogisticProblem::LogisticProblem(LogisticProblem&&) noexcept = default;
LogisticProblem& LogisticProblem::operator=(LogisticProblem&&) noexcept = default;

LinearModel LogisticProblem::train(const std::vector<bool>& positive,
                                   const LogisticOptions& options) const {
  LinearModel out;
  out.weights.assign(state_->features, 0.0F);
  std::vector<double> labels;
  labels.reserve(state_->rows.size());
  for (const std::size_t row : state_->row_of) labels.push_back(positive[row] ? 1.0 : -1.0);
  const auto positives = std::count(labels.begin(), labels.end(), 1.0);
  if (positives == 0 || positives == static_cast<std::ptrdiff_t>(labels.size())) {
    out.bias = positives == 0 ? -kOneClassBias : kOneClassBias;
    return out;
  }

  problem problem{};
  problem.l = static_cast<int>(labels.size());
  problem.n = static_cast<int>(state_->features) + 1;
  problem.y = labels.data();
  problem.x = state_->rows.data();
  problem.bias = 1;
  std::array<int, 2> weighted = {1, -1};
  std::array<double, 2> weights = {options.positive_weight, 1.0};
  parameter parameter{};
  parameter.solver_type = L2R_LR;
  parameter.C = options.cost;
  parameter.eps = options.tolerance;
  parameter.nr_weight = 2;
  parameter.weight_label = weighted.data();
  parameter.weight = weights.data();
  assert(check_parameter(&problem, &parameter) == nullptr);
  silence();
  model* trained = ::train(&problem, &parameter);
  // The decision value speaks for the label that came first.
  const double sign = trained->label[0] == 1 ? 1.0 : -1.0;
  for (std::size_t i = 0; i < state_->features; ++i) {
    out.weights[i] = static_cast<float>(sign * trained->w[i]);
  }
  out.bias = static_cast<float>(sign * trained->w[state_->features]);
  free_and_destroy_model(&trained);
  return out;
}

}  // namespace kizuki
