#include "engine/tagging/tag_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "engine/tagging/model_parts.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZTO";
constexpr std::uint64_t kFormat = 2;
constexpr std::uint64_t kFormatWithoutSteps = 1;
constexpr std::size_t kFileBytes = std::size_t{64} << 20;
// Keeps logit and its inverse finite.
constexpr double kLeastProbability = 1e-6;

Error corrupt() {
  return Error{ErrorCode::kCorrupt, "学習した補正のファイルが壊れています", "", 0, "", ""};
}

/// Dot product of two vectors whose indices ascend.
double product(const SparseVector& left, const SparseVector& right) {
  double sum = 0;
  auto at = right.begin();
  for (const GramFeature& feature : left) {
    while (at != right.end() && at->index < feature.index) ++at;
    if (at == right.end()) break;
    if (at->index == feature.index) sum += double{feature.value} * double{at->value};
  }
  return sum;
}

float finite(ByteReader& in) {
  const float value = in.real();
  if (!std::isfinite(value)) in.fail();
  return value;
}

TagOverlay::Correction read_correction(ByteReader& in, std::uint64_t after) {
  TagOverlay::Correction correction;
  correction.label = static_cast<std::uint32_t>(in.number(UINT32_MAX));
  if (correction.label < after) in.fail();
  correction.offset = finite(in);
  std::uint64_t row = 0;
  const std::uint64_t count = in.number(in.left() / 5);
  correction.weights.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t gap = in.number(UINT32_MAX);
    if (i > 0 && gap == 0) in.fail();
    row += gap;
    if (row > UINT32_MAX) in.fail();
    correction.weights.push_back({static_cast<std::uint32_t>(row), finite(in)});
  }
  return correction;
}

std::vector<TagOverlay::Correction> read_corrections(ByteReader& in) {
  std::vector<TagOverlay::Correction> corrections;
  const std::uint64_t count = in.number(in.left());
  std::uint64_t after = 0;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    corrections.push_back(read_correction(in, after));
    after = std::uint64_t{corrections.back().label} + 1;
  }
  return corrections;
}

void write(ByteWriter& out, const std::vector<TagOverlay::Correction>& corrections) {
  out.number(corrections.size());
  for (const TagOverlay::Correction& correction : corrections) {
    out.number(correction.label);
    out.real(correction.offset);
    out.number(correction.weights.size());
    std::uint32_t row = 0;
    for (const GramFeature& weight : correction.weights) {
      out.number(weight.index - row);
      out.real(weight.value);
      row = weight.index;
    }
  }
}

void adjust(const std::vector<TagOverlay::Correction>& corrections, const SparseVector& text,
            std::span<float> probabilities) {
  for (const TagOverlay::Correction& correction : corrections) {
    if (correction.label >= probabilities.size()) continue;
    float& probability = probabilities[correction.label];
    const double p = std::clamp(double{probability}, kLeastProbability, 1.0 - kLeastProbability);
    const double odds =
        std::log(p / (1.0 - p)) + double{correction.offset} + product(correction.weights, text);
    probability = static_cast<float>(1.0 / (1.0 + std::exp(-odds)));
  }
}

}  // namespace

void TagOverlay::adjust_issues(const SparseVector& text, std::span<float> probabilities) const {
  adjust(issues, text, probabilities);
}

void TagOverlay::adjust_steps(const SparseVector& text, StepMarginals& marginals) const {
  const StepValues before = marginals.steps;
  adjust(steps, text, marginals.steps);
  double none = double{marginals.none};
  for (std::size_t step = 0; step < kSteps; ++step) {
    if (marginals.steps[step] == before[step]) continue;
    const double without = std::max(1.0 - double{before[step]}, kLeastProbability);
    none *= (1.0 - double{marginals.steps[step]}) / without;
  }
  marginals.none = static_cast<float>(std::clamp(none, 0.0, 1.0));
}

bool TagOverlay::learned_from_case(std::string_view id) const {
  return std::binary_search(learned_from.begin(), learned_from.end(), xxh3(id));
}

std::string TagOverlay::serialize() const {
  ByteWriter out;
  out.number(kFormat);
  out.text(compartment);
  out.text(model);
  out.number(confirmation_sequence);
  out.number(learned_from.size());
  for (const std::uint64_t id : learned_from) out.word(id);
  write(out, issues);
  write(out, steps);
  return sealed_model(kMagic, out.take());
}

std::string TagOverlay::fingerprint() const { return sha256_hex(serialize()); }

Result<TagOverlay> TagOverlay::parse(std::string_view bytes) {
  const auto body = model_body(kMagic, bytes);
  if (!body) return corrupt();
  ByteReader in(*body);
  const std::uint64_t format = in.number(~std::uint64_t{0});
  if (format != kFormat && format != kFormatWithoutSteps) {
    return Error{ErrorCode::kVersionMismatch,
                 "学習した補正のファイルが、このプログラムの版のものではありません",
                 "",
                 0,
                 "",
                 ""};
  }
  TagOverlay overlay;
  overlay.compartment = std::string(in.text());
  overlay.model = std::string(in.text());
  overlay.confirmation_sequence = in.number(~std::uint64_t{0});
  overlay.learned_from.resize(static_cast<std::size_t>(in.number(in.left() / 8)));
  for (std::uint64_t& id : overlay.learned_from) id = in.word();
  if (!std::is_sorted(overlay.learned_from.begin(), overlay.learned_from.end())) in.fail();
  overlay.issues = read_corrections(in);
  if (format == kFormat) overlay.steps = read_corrections(in);
  if (!in.at_end()) return corrupt();
  return overlay;
}

Result<TagOverlay> TagOverlay::load(const std::filesystem::path& file) {
  const auto bytes = read_file(file, kFileBytes);
  if (!bytes) return bytes.error();
  auto overlay = parse(*bytes);
  if (!overlay) return std::move(overlay).error().with_file(file.string());
  return overlay;
}

Result<void> TagOverlay::save(const std::filesystem::path& file) const {
  return write_file_atomically(file, serialize());
}

}  // namespace kizuki
