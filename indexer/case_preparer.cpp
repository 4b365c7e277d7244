#include "indexer/case_preparer.hpp"

#include <utility>

#include "engine/base/hash.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/index/case_analyzer.hpp"
#include "engine/index/format.hpp"
#include "engine/library/stored_record.hpp"

namespace kizuki {
namespace {

std::optional<CompartmentReader> value_of(Result<CompartmentReader> reader) {
  if (!reader) return std::nullopt;
  return std::move(*reader);
}

std::optional<EarlierAnalyses::Found> find_in(const std::optional<CompartmentReader>& reader,
                                              std::string_view id, const AnalysisKey& key) {
  if (!reader) return std::nullopt;
  const auto document = reader->find_case(id);
  if (!document || reader->case_key(*document) != key) return std::nullopt;
  auto record = reader->stored_record(*document);
  if (!record) return std::nullopt;  // damaged: it is analysed again
  EarlierAnalyses::Found found{std::move(*record), {}};
  const AttributeTable& predicted = reader->predicted();
  predicted.for_each_value(*document, [&](std::uint32_t number, AttributeScore score) {
    const auto value = predicted.value(number);
    found.predicted.push_back({std::string(value.name), std::string(value.value), score});
  });
  return found;
}

/// Whether the predicted tags of `earlier` are those that would be read now. Of a compartment that
/// only an update has it is not known.
bool has_same_tags(const Generation* earlier, const BuildTools& tools,
                   const std::string& compartment) {
  if (earlier == nullptr) return false;
  const Manifest& manifest = earlier->manifest();
  const ManifestCompartment* built = manifest.find_compartment(compartment);
  return built != nullptr && manifest.tag_model == tools.tag_model_fingerprint() &&
         built->overlay == tools.overlay_fingerprint(compartment);
}

}  // namespace

std::shared_ptr<const TagOverlay> BuildTools::overlay_of(const std::string& compartment) const {
  const auto found = overlays.find(compartment);
  return found == overlays.end() ? nullptr : found->second;
}

std::string BuildTools::tag_model_fingerprint() const {
  const std::string tags = tag_model ? tag_model->fingerprint : "";
  return cards ? sha256_hex(tags + "\n" + cards->shipped_fingerprint()) : tags;
}

std::string BuildTools::overlay_fingerprint(const std::string& compartment) const {
  const auto overlay = overlay_of(compartment);
  std::string out = overlay ? overlay->fingerprint() : "";
  if (!cards) return out;
  const std::string said = cards->fingerprint(compartment);
  return said.empty() ? out : out + ":" + said;
}

std::string_view tag_overlay_part(std::string_view overlay_fingerprint) {
  return overlay_fingerprint.substr(0, overlay_fingerprint.find(':'));
}

EarlierAnalyses::EarlierAnalyses(const Generation* earlier, const std::string& compartment) {
  if (earlier == nullptr) return;
  built_ = value_of(earlier->open_compartment(compartment));
  updated_ = value_of(earlier->open_updated_compartment(compartment));
}

std::optional<EarlierAnalyses::Found> EarlierAnalyses::find(std::string_view id,
                                                            const AnalysisKey& key) const {
  auto found = find_in(updated_, id, key);
  return found ? std::move(found) : find_in(built_, id, key);
}

CasePreparer::CasePreparer(const BuildTools& tools, const LengthSettings& length,
                           const Generation* earlier, const std::string& compartment)
    : tools_(tools),
      length_(length),
      analyzer_(tools.analyzer),
      sections_(analyzer_),
      earlier_(earlier, compartment),
      takes_over_tags_(has_same_tags(earlier, tools, compartment)) {
  if (tools.tag_model) predictor_.emplace(tools.tag_model, tools.overlay_of(compartment));
  if (tools.cards) card_annotator_.emplace(*tools.cards, compartment);
}

Result<CasePreparer::Outcome> CasePreparer::prepare(const StoredCase& stored) {
  sections_.clear();
  const auto key = analysis_key(stored.content_hash, tools_.analyzer->fingerprint());
  if (auto found = earlier_.find(stored.id, key)) {
    auto prepared = take_over(stored, std::move(*found));
    if (prepared) return Outcome{std::move(*prepared), false};
  }
  auto prepared = analyse(stored);
  if (!prepared) return std::move(prepared).error().with_id(stored.id);
  return Outcome{std::move(*prepared), true};
}

Result<void> CasePreparer::add_predicted(const CaseRecord& record, PreparedCase& prepared) {
  std::vector<Annotation> annotations;
  if (predictor_ || tools_.predict) {
    auto predicted = tools_.predict ? tools_.predict(record) : predictor_->predict(record);
    if (!predicted) return std::move(predicted).error();
    annotations = std::move(*predicted);
  }
  if (card_annotator_) {
    const bool read = predictor_ && !tools_.predict;
    auto added =
        card_annotator_->add(record, read ? predictor_->section_steps() : given_step_bits(record),
                             sections_, annotations);
    if (!added) return added;
  }
  prepared.set_predicted(std::move(annotations));
  return {};
}

Result<PreparedCase> CasePreparer::take_over(const StoredCase& stored,
                                             EarlierAnalyses::Found found) {
  const auto key = analysis_key(stored.content_hash, tools_.analyzer->fingerprint());
  auto prepared = PreparedCase::from_stored(stored.id, key, std::move(found.record), length_);
  if (!prepared) return prepared;
  if (takes_over_tags_) {
    prepared->set_predicted(std::move(found.predicted));
    return prepared;
  }
  const auto record = decode_stored(stored, *tools_.codec);
  if (!record) return record.error();
  if (auto added = add_predicted(*record, *prepared); !added) return std::move(added).error();
  return prepared;
}

Result<PreparedCase> CasePreparer::analyse(const StoredCase& stored) {
  const auto record = decode_stored(stored, *tools_.codec);
  if (!record) return record.error();
  auto analysis = analyze_case(*record, stored.content_hash, *tools_.taxonomy, sections_);
  if (!analysis) return std::move(analysis).error();
  auto prepared = PreparedCase::from(*analysis, length_);
  if (auto added = add_predicted(*record, prepared); !added) return std::move(added).error();
  return prepared;
}

std::shared_ptr<const Generation> reusable_generation(const GenerationStore& store,
                                                      const AnalyzerModel& analyzer) {
  auto current = store.open_current();
  if (!current) return nullptr;
  const Manifest& manifest = (*current)->manifest();
  const bool fits =
      manifest.format == kFormatVersion && manifest.analyzer_fingerprint == analyzer.fingerprint();
  return fits ? *current : nullptr;
}

}  // namespace kizuki
