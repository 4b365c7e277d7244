#include "engine/tagging/tag_model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "engine/tagging/model_parts.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kMagic = "KZTM";
constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kFileBytes = std::size_t{16} << 20;
constexpr std::size_t kMostSets = 128;

Error corrupt() {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = "タグ付けのモデルが壊れています。入れ直してください";
  return error;
}

void write(ByteWriter& out, const StepDecoder& decoder) {
  out.text({reinterpret_cast<const char*>(decoder.sets().data()), decoder.sets().size()});
  out.reals(decoder.log_transitions());
  for (const float prior : decoder.priors()) out.real(prior);
}

StepDecoder read_decoder(ByteReader& in) {
  const std::string_view bytes = in.text();
  std::vector<StepSet> sets;
  for (const char byte : bytes) sets.push_back(static_cast<StepSet>(byte));
  auto transitions = in.reals();
  StepValues priors{};
  bool good = !sets.empty() && sets.size() <= kMostSets && sets.back() < 1U << kSteps &&
              std::is_sorted(sets.begin(), sets.end()) &&
              transitions.size() == (sets.size() + 1) * sets.size();
  for (float& prior : priors) {
    prior = in.real();
    good = good && prior > 0.0F && prior < 1.0F;
  }
  if (!good) {
    in.fail();
    return {};
  }
  return {std::move(sets), std::move(transitions), priors};
}

void write(ByteWriter& out, const StepModel& model) {
  write(out, model.headings);
  write(out, model.text);
  write(out, model.heading);
  out.reals(model.dense.weights);
  for (const float bias : model.biases) out.real(bias);
  write(out, model.decoder);
  write(out, model.calibration);
  out.real(model.threshold);
}

StepModel read_steps(ByteReader& in, std::size_t grams, std::size_t cards) {
  StepModel model;
  model.headings = read_grams(in);
  model.text = read_weights(in, grams, kSteps);
  model.heading = read_weights(in, model.headings.size(), kSteps);
  model.dense = {kSteps, in.reals()};
  if (model.dense.weights.size() != step_dense_size(cards) * kSteps) in.fail();
  for (float& bias : model.biases) bias = in.real();
  model.decoder = read_decoder(in);
  model.calibration = read_calibration(in);
  model.threshold = in.real();
  return model;
}

void write(ByteWriter& out, const IssueModel& model) {
  write(out, model.text);
  out.reals(model.text_biases);
  out.reals(model.phrase_idf);
  out.reals(model.log_priors);
  out.reals(model.weights);
  out.real(model.bias);
  write(out, model.calibration);
  out.reals(model.thresholds);
}

IssueModel read_issues(ByteReader& in, std::size_t grams, const TagLexicon& lexicon) {
  const std::size_t issues = lexicon.issues().size();
  IssueModel model;
  model.text = read_weights(in, grams, issues);
  model.text_biases = in.reals();
  model.phrase_idf = in.reals();
  model.log_priors = in.reals();
  model.weights = in.reals();
  model.bias = in.real();
  model.calibration = read_calibration(in);
  model.thresholds = in.reals();
  const IssueFeatureBuilder builder(lexicon, model.phrase_idf, model.log_priors);
  if (model.text_biases.size() != issues || model.log_priors.size() != issues ||
      model.thresholds.size() != issues || model.weights.size() != builder.size() ||
      model.phrase_idf.size() != lexicon.phrases().size()) {
    in.fail();
  }
  return model;
}

}  // namespace

std::string TagModel::serialize() const {
  ByteWriter out;
  out.number(kFormat);
  out.text(sources);
  out.texts(lexicon.issues());
  out.text(lexicon.to_text());
  write(out, grams);
  out.texts(cards.ids);
  out.texts(cards.labels);
  write(out, cards.weights);
  out.reals(cards.biases);
  write(out, steps);
  write(out, issues);
  return sealed_model(kMagic, out.take());
}

Result<std::shared_ptr<const TagModel>> TagModel::parse(std::string_view bytes) {
  const auto body = model_body(kMagic, bytes);
  if (!body) return corrupt();
  ByteReader in(*body);
  if (in.number(~std::uint64_t{0}) != kFormat) {
    Error error;
    error.code = ErrorCode::kVersionMismatch;
    error.message = "タグ付けのモデルが、このプログラムの版のものではありません";
    return error;
  }
  auto model = std::make_shared<TagModel>();
  model->fingerprint = sha256_hex(bytes);
  model->sources = std::string(in.text());
  auto issues = in.texts();
  auto lexicon = TagLexicon::from_text(in.text(), std::move(issues));
  if (!in.ok() || !lexicon) return corrupt();
  model->lexicon = std::move(*lexicon);
  model->grams = read_grams(in);
  model->cards.ids = in.texts();
  model->cards.labels = in.texts();
  const std::size_t cards = model->cards.ids.size();
  model->cards.weights = read_weights(in, model->grams.size(), cards);
  model->cards.biases = in.reals();
  if (model->cards.labels.size() != cards || model->cards.biases.size() != cards) return corrupt();
  model->steps = read_steps(in, model->grams.size(), cards);
  model->issues = read_issues(in, model->grams.size(), model->lexicon);
  if (!in.at_end()) return corrupt();
  return std::shared_ptr<const TagModel>(std::move(model));
}

Result<std::shared_ptr<const TagModel>> TagModel::load(const std::filesystem::path& file) {
  // Mapped: a copy of the file would take longer than all that is read out of it.
  const auto mapped = MappedFile::open(file);
  if (!mapped) return mapped.error();
  if (mapped->bytes().size() > kFileBytes) return read_file(file, kFileBytes).error();
  auto model = parse(mapped->bytes());
  if (!model) return std::move(model).error().with_file(file.string());
  return model;
}

}  // namespace kizuki
