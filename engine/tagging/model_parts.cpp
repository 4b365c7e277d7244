#include "engine/tagging/model_parts.hpp"

#include <utility>
#include <vector>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashBytes = 8;

}  // namespace

void write(ByteWriter& out, const GramVocabulary& table) {
  out.number(table.size());
  // Keys ascend: their differences are short.
  GramKey last = 0;
  for (const GramKey key : table.keys()) {
    out.number(key - last);
    last = key;
  }
  for (const float idf : table.idf()) out.real(idf);
}

GramVocabulary read_grams(ByteReader& in) {
  const auto size = static_cast<std::size_t>(in.number(in.left() / 5));
  std::vector<GramKey> keys(size);
  GramKey last = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const GramKey step = in.number(~std::uint64_t{0});
    keys[i] = last + step;
    if (i > 0 && keys[i] <= last) in.fail();
    last = keys[i];
  }
  std::vector<float> idf(size);
  for (float& value : idf) value = in.real();
  if (!in.ok()) return {};
  return {std::move(keys), std::move(idf)};
}

void write(ByteWriter& out, const WeightMatrix& matrix) {
  out.reals(matrix.scales());
  out.text(matrix.bytes());
}

WeightMatrix read_weights(ByteReader& in, std::size_t rows, std::size_t columns) {
  auto scales = in.reals();
  const std::string_view bytes = in.text();
  if (scales.size() != columns || columns > kMostModelColumns || bytes.size() != rows * columns) {
    in.fail();
    return {};
  }
  return {bytes, std::move(scales)};
}

void write(ByteWriter& out, const Calibration& calibration) {
  out.real(calibration.slope);
  out.real(calibration.offset);
}

Calibration read_calibration(ByteReader& in) {
  const float slope = in.real();
  const float offset = in.real();
  return {slope, offset};
}

std::string sealed_model(std::string_view magic, std::string_view body) {
  std::string bytes = std::string(magic) + std::string(body);
  ByteWriter hash;
  hash.word(xxh3(bytes));
  return bytes + hash.take();
}

std::optional<std::string_view> model_body(std::string_view magic, std::string_view bytes) {
  if (bytes.size() < magic.size() + kHashBytes || !bytes.starts_with(magic)) return std::nullopt;
  const std::string_view sealed = bytes.substr(0, bytes.size() - kHashBytes);
  if (ByteReader(bytes.substr(sealed.size())).word() != xxh3(sealed)) return std::nullopt;
  return sealed.substr(magic.size());
}

}  // namespace kizuki
