#include "engine/index/block_compression.hpp"

#include <algorithm>
#include <utility>

#define ZSTD_STATIC_LINKING_ONLY   // frames without magic number; stable since zstd 1.4
#define ZDICT_STATIC_LINKING_ONLY  // to name the parameters of the training
#include <zdict.h>
#include <zstd.h>

namespace kizuki {
namespace {

/// Level 3 compresses Japanese text by dictionary at 80–110 MB a second; level 6 gives 7 % smaller
/// text at a third of the speed, level 9 10 % at a sixth (docs/index-format.md).
constexpr int kLevel = 3;
constexpr std::size_t kLeastDictionaryBytes = 2'048;
constexpr std::size_t kSampleShare = 32;

/// Hands what the library made to its own way of freeing.
template <typename T, std::size_t (*Free)(T*)>
struct Freer {
  void operator()(T* made) const { Free(made); }
};
using CompressContext = std::unique_ptr<ZSTD_CCtx, Freer<ZSTD_CCtx, ZSTD_freeCCtx>>;
using CompressDictionary = std::unique_ptr<ZSTD_CDict, Freer<ZSTD_CDict, ZSTD_freeCDict>>;
using ExpandContext = std::unique_ptr<ZSTD_DCtx, Freer<ZSTD_DCtx, ZSTD_freeDCtx>>;
using ExpandDictionary = std::unique_ptr<ZSTD_DDict, Freer<ZSTD_DDict, ZSTD_freeDDict>>;

/// Those that ZDICT_trainFromBuffer would find by trying four segment lengths, at a fraction of the
/// CPU: 8,000 paragraphs take 0.4 % less space so.
ZDICT_fastCover_params_t cover_parameters() {
  ZDICT_fastCover_params_t parameters{};
  parameters.k = 64;  // bytes of a segment
  parameters.d = 8;   // of a substring whose frequency counts
  parameters.f = 20;  // bits of the frequency table
  parameters.accel = 1;
  return parameters;
}

bool set(ZSTD_CCtx* context, ZSTD_cParameter parameter, int value) {
  return ZSTD_isError(ZSTD_CCtx_setParameter(context, parameter, value)) == 0;
}

}  // namespace

std::string train_dictionary(const std::vector<std::string>& samples, std::size_t limit_bytes) {
  std::string joined;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    if (sample.empty()) continue;
    joined += sample;
    sizes.push_back(sample.size());
  }
  const std::size_t capacity = std::min(limit_bytes, joined.size() / kSampleShare);
  if (capacity < kLeastDictionaryBytes) return {};
  std::string dictionary(capacity, '\0');
  const std::size_t size = ZDICT_trainFromBuffer_fastCover(
      dictionary.data(), dictionary.size(), joined.data(), sizes.data(),
      static_cast<unsigned>(sizes.size()), cover_parameters());
  if (ZDICT_isError(size) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

struct BlockCompressor::State {
  CompressDictionary dictionary;
  CompressContext context;
};

BlockCompressor::BlockCompressor(std::unique_ptr<State> state) : state_(std::move(state)) {}
BlockCompressor::~BlockCompressor() = default;
BlockCompressor::BlockCompressor(BlockCompressor&&) noexcept = default;
BlockCompressor& BlockCompressor::operator=(BlockCompressor&&) noexcept = default;

std::optional<BlockCompressor> BlockCompressor::create(std::string_view dictionary) {
  auto state = std::make_unique<State>();
  state->context.reset(ZSTD_createCCtx());
  ZSTD_CCtx* context = state->context.get();
  if (context == nullptr || !set(context, ZSTD_c_compressionLevel, kLevel) ||
      !set(context, ZSTD_c_format, ZSTD_f_zstd1_magicless) ||
      !set(context, ZSTD_c_contentSizeFlag, 0) || !set(context, ZSTD_c_dictIDFlag, 0)) {
    return std::nullopt;
  }
  if (!dictionary.empty()) {
    state->dictionary.reset(ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel));
    if (!state->dictionary ||
        ZSTD_isError(ZSTD_CCtx_refCDict(context, state->dictionary.get())) != 0) {
      return std::nullopt;
    }
  }
  return BlockCompressor(std::move(state));
}

std::size_t BlockCompressor::append(std::string_view bytes, std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + ZSTD_compressBound(bytes.size()));
  const std::size_t size = ZSTD_compress2(state_->context.get(), out.data() + start,
                                          out.size() - start, bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0 || size >= bytes.size()) {
    out.resize(start);
    out.append(bytes);
    return bytes.size();
  }
  out.resize(start + size);
  return size;
}

struct BlockDecompressor::State {
  ExpandDictionary dictionary;
  ExpandContext context;
};

BlockDecompressor::BlockDecompressor(std::unique_ptr<State> state) : state_(std::move(state)) {}
BlockDecompressor::~BlockDecompressor() = default;
BlockDecompressor::BlockDecompressor(BlockDecompressor&&) noexcept = default;
BlockDecompressor& BlockDecompressor::operator=(BlockDecompressor&&) noexcept = default;

std::optional<BlockDecompressor> BlockDecompressor::create(std::string_view dictionary) {
  auto state = std::make_unique<State>();
  state->context.reset(ZSTD_createDCtx());
  if (!state->context || ZSTD_isError(ZSTD_DCtx_setParameter(state->context.get(), ZSTD_d_format,
                                                             ZSTD_f_zstd1_magicless)) != 0) {
    return std::nullopt;
  }
  if (!dictionary.empty()) {
    state->dictionary.reset(ZSTD_createDDict_byReference(dictionary.data(), dictionary.size()));
    if (!state->dictionary ||
        ZSTD_isError(ZSTD_DCtx_refDDict(state->context.get(), state->dictionary.get())) != 0) {
      return std::nullopt;
    }
  }
  return BlockDecompressor(std::move(state));
}

bool BlockDecompressor::expand(std::string_view stored, std::size_t size, std::string& out) {
  if (stored.size() == size) {
    out = stored;
    return true;
  }
  out.resize(size);
  const std::size_t made = ZSTD_decompressDCtx(state_->context.get(), out.data(), out.size(),
                                               stored.data(), stored.size());
  return ZSTD_isError(made) == 0 && made == size;
}

}  // namespace kizuki
