#include "indexer/case_preparer.hpp"

#include <utility>

#include "engine/base/json.hpp"
#include "engine/index/case_analyzer.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

std::optional<CompartmentReader> value_of(Result<CompartmentReader> reader) {
  if (!reader) return std::nullopt;
  return std::move(*reader);
}

std::optional<std::string> find_record(const std::optional<CompartmentReader>& reader,
                                       std::string_view id,
                                       const std::array<std::uint8_t, 16>& key) {
  if (!reader) return std::nullopt;
  const auto document = reader->find_case(id);
  if (!document || reader->case_key(*document) != key) return std::nullopt;
  auto record = reader->stored_record(*document);
  if (!record) return std::nullopt;  // damaged: it is analysed again
  return std::move(*record);
}

}  // namespace

EarlierAnalyses::EarlierAnalyses(const Generation* earlier, const std::string& compartment) {
  if (earlier == nullptr) return;
  built_ = value_of(earlier->open_compartment(compartment));
  updated_ = value_of(earlier->open_updated_compartment(compartment));
}

std::optional<std::string> EarlierAnalyses::find(std::string_view id,
                                                 const std::array<std::uint8_t, 16>& key) const {
  auto record = find_record(updated_, id, key);
  return record ? std::move(record) : find_record(built_, id, key);
}

CasePreparer::CasePreparer(const BuildTools& tools, const LengthSettings& length,
                           const Generation* earlier, const std::string& compartment)
    : tools_(tools), length_(length), analyzer_(tools.analyzer), earlier_(earlier, compartment) {}

Result<CasePreparer::Outcome> CasePreparer::prepare(const StoredCase& stored) {
  const auto key = analysis_key(stored.content_hash, tools_.analyzer->fingerprint());
  if (auto record = earlier_.find(stored.id, key)) {
    auto prepared = PreparedCase::from_stored(stored.id, key, std::move(*record), length_);
    if (prepared) return Outcome{std::move(*prepared), false};
  }
  auto prepared = analyse(stored);
  if (!prepared) return std::move(prepared).error().with_id(stored.id);
  return Outcome{std::move(*prepared), true};
}

Result<PreparedCase> CasePreparer::analyse(const StoredCase& stored) {
  auto json = parse_json(stored.json, {.text_bytes = stored.json.size()});
  if (!json) return std::move(json).error();
  auto decoded = tools_.codec->decode(*json);
  if (!decoded) return std::move(decoded).error();
  auto analysis = analyze_case(decoded->record, stored.content_hash, *tools_.taxonomy, analyzer_);
  if (!analysis) return std::move(analysis).error();
  return PreparedCase::from(*analysis, length_);
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
