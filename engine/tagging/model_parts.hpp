// The parts that files of learned models have in common.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/tagging/calibration.hpp"
#include "engine/tagging/gram_vocabulary.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// Most labels of one matrix of weights in a file.
inline constexpr std::size_t kMostModelColumns = 64;

void write(ByteWriter& out, const GramVocabulary& table);
void write(ByteWriter& out, const WeightMatrix& matrix);
void write(ByteWriter& out, const Calibration& calibration);

/// What the functions above wrote; a part that cannot be makes the reader fail and is empty.
GramVocabulary read_grams(ByteReader& in);
WeightMatrix read_weights(ByteReader& in, std::size_t rows, std::size_t columns);
Calibration read_calibration(ByteReader& in);

/// `magic`, `body`, and the XXH3 of both: a whole file.
std::string sealed_model(std::string_view magic, std::string_view body);
/// The body of such a file, in `bytes`; nothing when it is damaged or of another kind.
std::optional<std::string_view> model_body(std::string_view magic, std::string_view bytes);

}  // namespace kizuki
