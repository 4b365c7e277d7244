#include "engine/essence/essence_model.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZEM";
constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kFileBytes = std::size_t{16} << 20;
constexpr std::size_t kHashBytes = 8;

Error corrupt() {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = "ノウハウ抽出のモデルが壊れています。入れ直してください";
  return error;
}

std::uint64_t hash_at(std::string_view bytes) {
  return ByteReader(bytes.substr(bytes.size() - kHashBytes)).word();
}

FeatureTable read_table(ByteReader& in) {
  constexpr auto kAny32 = std::numeric_limits<std::uint32_t>::max();
  const auto sentences = static_cast<std::uint32_t>(in.number(kAny32));
  const auto size = static_cast<std::size_t>(in.number(in.left() / 2));
  std::vector<FeatureKey> keys(size);
  std::vector<std::uint32_t> counts(size);
  FeatureKey last = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const FeatureKey step = in.number(std::numeric_limits<FeatureKey>::max());
    keys[i] = last + step;
    if (i > 0 && keys[i] <= last) in.fail();
    last = keys[i];
    counts[i] = static_cast<std::uint32_t>(in.number(sentences));
  }
  if (!in.ok()) return {};
  return FeatureTable(std::move(keys), std::move(counts), sentences);
}

}  // namespace

std::string EssenceModel::serialize() const {
  ByteWriter out;
  out.text(sources);
  out.number(table.sentences());
  out.number(table.size());
  FeatureKey last = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    out.number(table.keys()[i] - last);
    last = table.keys()[i];
    out.number(table.counts()[i]);
  }
  const WeightMatrix weights(filter.weights, 1);
  out.real(weights.scales().front());
  out.text(weights.bytes());
  out.real(filter.bias);
  out.real(confidence.slope);
  out.real(confidence.offset);
  ByteWriter head;
  head.number(kFormat);
  std::string bytes = std::string(kMagic) + head.take() + out.take();
  ByteWriter tail;
  tail.word(xxh3(bytes));
  return bytes + tail.take();
}

std::uint64_t EssenceModel::fingerprint() const { return parsed_ ? *parsed_ : xxh3(serialize()); }

Result<std::shared_ptr<const EssenceModel>> EssenceModel::parse(std::string_view bytes) {
  const std::string_view file = bytes;
  if (bytes.size() < kMagic.size() + kHashBytes || !bytes.starts_with(kMagic)) return corrupt();
  const std::uint64_t stored = hash_at(bytes);
  bytes.remove_suffix(kHashBytes);
  if (xxh3(bytes) != stored) return corrupt();
  ByteReader in(bytes.substr(kMagic.size()));
  if (in.number(std::numeric_limits<std::uint64_t>::max()) != kFormat) {
    Error error;
    error.code = ErrorCode::kVersionMismatch;
    error.message = "ノウハウ抽出のモデルが別の版のものです。入れ直してください";
    return error;
  }
  auto model = std::make_shared<EssenceModel>();
  model->sources = in.text();
  model->table = read_table(in);
  const float scale = in.real();
  const std::string_view weights = in.text();
  model->filter.bias = in.real();
  model->confidence.slope = in.real();
  model->confidence.offset = in.real();
  if (!in.at_end() || weights.size() != model->table.size() + kEssenceSteps) return corrupt();
  const WeightMatrix matrix(weights, {scale});
  for (std::size_t i = 0; i < weights.size(); ++i) {
    model->filter.weights.push_back(matrix.weight(i, 0));
  }
  model->parsed_ = xxh3(file);
  return std::shared_ptr<const EssenceModel>(std::move(model));
}

Result<std::shared_ptr<const EssenceModel>> EssenceModel::load(const std::filesystem::path& file) {
  auto bytes = read_file(file, kFileBytes);
  if (!bytes) return std::move(bytes).error();
  auto model = parse(*bytes);
  if (!model) return std::move(model).error().with_file(file.string());
  return model;
}

}  // namespace kizuki
