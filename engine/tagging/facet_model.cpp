#include "engine/tagging/facet_model.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "engine/tagging/model_parts.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZFM";
constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kFileBytes = std::size_t{64} << 20;

Error bad_file(ErrorCode code, std::string message) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  return error;
}

Error corrupt() {
  return bad_file(ErrorCode::kInvalidArgument,
                  "項目を読み取るモデルではないか、壊れています。kizuki tag --learn で作り直して"
                  "ください");
}

bool distinct_and_sorted(const std::vector<std::string>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
}

bool all_finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); });
}

}  // namespace

std::string FacetModel::serialize() const {
  ByteWriter out;
  out.number(kFormat);
  out.text(facet);
  out.text(sources);
  out.texts(values);
  write(out, grams);
  write(out, weights);
  out.reals(biases);
  write(out, calibration);
  return sealed_model(kMagic, out.take());
}

Result<std::shared_ptr<const FacetModel>> FacetModel::parse(std::string_view bytes) {
  const auto body = model_body(kMagic, bytes);
  if (!body) return corrupt();
  ByteReader in(*body);
  if (in.number(~std::uint64_t{0}) != kFormat) {
    return bad_file(ErrorCode::kVersionMismatch,
                    "項目を読み取るモデルが、このプログラムの版のものではありません。"
                    "kizuki tag --learn で作り直してください");
  }
  auto model = std::make_shared<FacetModel>();
  model->facet = std::string(in.text());
  model->sources = std::string(in.text());
  model->values = in.texts();
  model->grams = read_grams(in);
  const std::size_t values = model->values.size();
  model->weights = read_weights(in, model->grams.size(), values);
  model->biases = in.reals();
  model->calibration = read_calibration(in);
  if (!in.at_end() || model->facet.empty() || values < 2 || !distinct_and_sorted(model->values) ||
      model->biases.size() != values || !all_finite(model->biases) ||
      !all_finite({model->calibration.slope, model->calibration.offset})) {
    return corrupt();
  }
  return std::shared_ptr<const FacetModel>(std::move(model));
}

Result<std::shared_ptr<const FacetModel>> FacetModel::load(const std::filesystem::path& file) {
  auto bytes = read_file(file, kFileBytes);
  if (!bytes) {
    if (bytes.error().code != ErrorCode::kNotFound) return std::move(bytes).error();
    return bad_file(ErrorCode::kNotFound,
                    "項目を読み取るモデルがありません。項目の値が付いた記録から kizuki tag --learn "
                    "で作れます（kizuki tag --help に例があります）")
        .with_file(file.string());
  }
  auto model = parse(*bytes);
  if (!model) return std::move(model).error().with_file(file.string());
  return model;
}

}  // namespace kizuki
