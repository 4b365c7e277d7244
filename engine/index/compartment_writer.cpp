#include "engine/index/compartment_writer.hpp"

#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/analysis_store_writer.hpp"
#include "engine/index/attribute_files.hpp"
#include "engine/index/case_table.hpp"
#include "engine/index/format.hpp"
#include "engine/index/gram_profile.hpp"
#include "engine/index/gram_table.hpp"
#include "engine/index/postings.hpp"
#include "engine/index/prepared_case.hpp"
#include "engine/index/text_index_writer.hpp"

namespace kizuki {
namespace {

/// What a posting takes in a document that waits for the writer: a node of Xapian's term map.
constexpr std::size_t kBytesPerPosting = 120;

std::uint64_t text_bytes_of(const CaseAnalysis& analysis) {
  std::uint64_t bytes = 0;
  for (const AnalyzedField& field : analysis.fields) bytes += field.text.size();
  return bytes;
}

}  // namespace

PreparedCase::State::State(const CaseAnalysis& analysis, std::string encoded,
                           const LengthSettings& settings)
    : length(settings),
      id(analysis.id),
      key(analysis.key),
      record(std::move(encoded)),
      text_bytes(text_bytes_of(analysis)),
      words(count_words(analysis)),
      document(postings_of(analysis, settings)),
      grams(gram_profile_of(analysis)),
      facets(analysis.facets) {}

PreparedCase::PreparedCase() = default;
PreparedCase::~PreparedCase() = default;
PreparedCase::PreparedCase(PreparedCase&&) noexcept = default;
PreparedCase& PreparedCase::operator=(PreparedCase&&) noexcept = default;

PreparedCase PreparedCase::from(const CaseAnalysis& analysis, const LengthSettings& length) {
  PreparedCase prepared;
  prepared.state_ = std::make_unique<State>(analysis, encode_case_analysis(analysis), length);
  return prepared;
}

Result<PreparedCase> PreparedCase::from_stored(std::string id, AnalysisKey key, std::string record,
                                               const LengthSettings& length) {
  auto analysis = decode_case_analysis(record);
  if (!analysis) return std::move(analysis).error().with_id(std::move(id));
  analysis->id = std::move(id);
  analysis->key = key;
  PreparedCase prepared;
  prepared.state_ = std::make_unique<State>(*analysis, std::move(record), length);
  return prepared;
}

void PreparedCase::set_predicted(std::vector<Annotation> predicted) {
  state_->predicted = std::move(predicted);
}

void PreparedCase::set_confirmed(std::vector<Annotation> confirmed) {
  state_->confirmed = std::move(confirmed);
}

std::size_t PreparedCase::bytes() const {
  return sizeof(State) + state_->id.size() + state_->record.size() +
         state_->grams.buckets.size() * sizeof(std::uint32_t) +
         (state_->predicted.size() + state_->confirmed.size()) * sizeof(Annotation) +
         static_cast<std::size_t>(state_->document.postings()) * kBytesPerPosting;
}

struct CompartmentWriter::State {
  State(std::filesystem::path where, const LengthSettings& settings, AnalysisStoreWriter store)
      : folder(std::move(where)),
        length(settings),
        table(folder / kCaseTableFile),
        analyses(std::move(store)),
        text_index(folder),
        attributes(folder) {}

  std::filesystem::path folder;
  LengthSettings length;
  CaseTableWriter table;
  AnalysisStoreWriter analyses;
  TextIndexWriter text_index;
  GramTableWriter grams;
  AttributeFilesWriter attributes;
  Totals totals;
  bool failed = false;

  Result<void> append(const PreparedCase::State& prepared);
};

Result<void> CompartmentWriter::State::append(const PreparedCase::State& prepared) {
  if (prepared.length != length) {
    return Error{ErrorCode::kInvalidArgument, "長さの設定が区画と違います", "", 0, "", ""};
  }
  std::string_view text = prepared.record;
  const auto columns = take_sized(text);
  if (!columns)
    return Error{ErrorCode::kInternal, "解析結果の形が違います", "", 0, "", prepared.id};
  // All of them number the case alike, so that none has to say where it lies in another.
  if (auto added = analyses.add({*columns, text}); !added) return added;
  if (auto added = table.add(prepared.id, {prepared.key, prepared.words}); !added) return added;
  if (auto added = text_index.add(prepared.document); !added) return added;
  grams.add(prepared.grams);
  ++totals.cases;
  totals.text_bytes += prepared.text_bytes;
  return attributes.add(static_cast<std::uint32_t>(totals.cases), prepared);
}

CompartmentWriter::CompartmentWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
CompartmentWriter::~CompartmentWriter() = default;
CompartmentWriter::CompartmentWriter(CompartmentWriter&&) noexcept = default;
CompartmentWriter& CompartmentWriter::operator=(CompartmentWriter&&) noexcept = default;

Result<CompartmentWriter> CompartmentWriter::create(const std::filesystem::path& folder,
                                                    const LengthSettings& length,
                                                    const std::vector<std::string>& sample_texts) {
  std::error_code failure;
  if (std::filesystem::exists(folder / kAnalysisFile, failure)) {
    return Error{ErrorCode::kAlreadyExists,
                 "区画のフォルダーが空ではありません",
                 folder.string(),
                 0,
                 "",
                 ""};
  }
  if (auto made = create_folders(folder); !made) return std::move(made).error();
  auto analyses = AnalysisStoreWriter::create(folder / kAnalysisFile, sample_texts);
  if (!analyses) return std::move(analyses).error();
  return CompartmentWriter(std::make_unique<State>(folder, length, std::move(*analyses)));
}

Result<void> CompartmentWriter::add(const PreparedCase& prepared) {
  State& state = *state_;
  if (state.failed) {
    return Error{ErrorCode::kInternal,
                 "失敗した索引の書き込みは続けられません",
                 state.folder.string(),
                 0,
                 "",
                 ""};
  }
  auto added = state.append(*prepared.state_);
  if (!added) {
    state.failed = true;
    return std::move(added).error().with_id(prepared.state_->id);
  }
  return added;
}

Result<CompartmentWriter::Totals> CompartmentWriter::finish() {
  State& state = *state_;
  if (state.failed) {
    return Error{ErrorCode::kInternal,
                 "失敗した索引の書き込みは続けられません",
                 state.folder.string(),
                 0,
                 "",
                 ""};
  }
  state.failed = true;  // whatever comes, nothing may follow
  if (auto done = state.text_index.finish(); !done) return std::move(done).error();
  if (auto done = state.analyses.finish(); !done) return std::move(done).error();
  if (auto done = state.table.finish(); !done) return std::move(done).error();
  if (auto done = state.grams.write(state.folder / kGramTableFile); !done) {
    return std::move(done).error();
  }
  const auto cases = static_cast<std::uint32_t>(state.totals.cases);
  if (auto done = state.attributes.finish(cases); !done) return std::move(done).error();
  return state.totals;
}

}  // namespace kizuki
