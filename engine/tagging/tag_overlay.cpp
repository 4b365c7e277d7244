#include "engine/tagging/tag_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZTO";
constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kFileBytes = std::size_t{64} << 20;
constexpr std::size_t kChecksumBytes = 8;
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

TagOverlay::Issue read_issue(ByteReader& in, std::uint64_t after) {
  TagOverlay::Issue issue;
  issue.issue = static_cast<std::uint32_t>(in.number(UINT32_MAX));
  if (issue.issue < after) in.fail();
  issue.offset = finite(in);
  std::uint64_t row = 0;
  const std::uint64_t count = in.number(in.left() / 5);
  issue.weights.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t gap = in.number(UINT32_MAX);
    if (i > 0 && gap == 0) in.fail();
    row += gap;
    if (row > UINT32_MAX) in.fail();
    issue.weights.push_back({static_cast<std::uint32_t>(row), finite(in)});
  }
  return issue;
}

}  // namespace

void TagOverlay::adjust(const SparseVector& text, std::vector<float>& probabilities) const {
  for (const Issue& correction : issues) {
    if (correction.issue >= probabilities.size()) continue;
    float& probability = probabilities[correction.issue];
    const double p = std::clamp(double{probability}, kLeastProbability, 1.0 - kLeastProbability);
    const double odds =
        std::log(p / (1.0 - p)) + double{correction.offset} + product(correction.weights, text);
    probability = static_cast<float>(1.0 / (1.0 + std::exp(-odds)));
  }
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
  out.number(issues.size());
  for (const Issue& issue : issues) {
    out.number(issue.issue);
    out.real(issue.offset);
    out.number(issue.weights.size());
    std::uint32_t row = 0;
    for (const GramFeature& weight : issue.weights) {
      out.number(weight.index - row);
      out.real(weight.value);
      row = weight.index;
    }
  }
  const std::string bytes = std::string(kMagic) + out.take();
  ByteWriter hash;
  hash.word(xxh3(bytes));
  return bytes + hash.take();
}

std::string TagOverlay::fingerprint() const { return sha256_hex(serialize()); }

Result<TagOverlay> TagOverlay::parse(std::string_view bytes) {
  if (bytes.size() < kMagic.size() + kChecksumBytes || !bytes.starts_with(kMagic)) {
    return corrupt();
  }
  ByteReader sum(bytes.substr(bytes.size() - kChecksumBytes));
  bytes.remove_suffix(kChecksumBytes);
  if (sum.word() != xxh3(bytes)) return corrupt();
  ByteReader in(bytes.substr(kMagic.size()));
  if (in.number(~std::uint64_t{0}) != kFormat) {
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
  const std::uint64_t count = in.number(in.left());
  std::uint64_t after = 0;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    overlay.issues.push_back(read_issue(in, after));
    after = std::uint64_t{overlay.issues.back().issue} + 1;
  }
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
