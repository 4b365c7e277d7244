#include "engine/index/compartment_reader.hpp"

#include <utility>

#include <xapian.h>

#include "engine/base/varint.hpp"
#include "engine/index/analysis_store_reader.hpp"
#include "engine/index/case_table.hpp"
#include "engine/index/format.hpp"
#include "engine/index/xapian_error.hpp"

namespace kizuki {

struct CompartmentReader::State {
  State(CaseTable cases, AnalysisStoreReader store)
      : table(std::move(cases)), analyses(std::move(store)) {}

  CaseTable table;
  AnalysisStoreReader analyses;
  Xapian::Database database;
};

CompartmentReader::CompartmentReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CompartmentReader::~CompartmentReader() = default;
CompartmentReader::CompartmentReader(CompartmentReader&&) noexcept = default;
CompartmentReader& CompartmentReader::operator=(CompartmentReader&&) noexcept = default;

Result<CompartmentReader> CompartmentReader::open(const std::filesystem::path& folder) {
  auto table = CaseTable::open(folder / kCaseTableFile);
  if (!table) return std::move(table).error();
  auto analyses = AnalysisStoreReader::open(folder / kAnalysisFile);
  if (!analyses) return std::move(analyses).error();
  auto state = std::make_unique<State>(std::move(*table), std::move(*analyses));

  const std::string path = (folder / kTextIndexFolder).string();
  std::uint64_t documents = 0;
  auto opened = guard_xapian("検索索引を開けません", path, [&] {
    state->database = Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
    documents = state->database.get_doccount();
    if (documents != state->database.get_lastdocid()) documents = UINT64_MAX;
  });
  if (!opened) return std::move(opened).error();
  const std::uint64_t cases = state->table.case_count();
  if (documents != cases || state->analyses.record_count() != cases) {
    return Error{ErrorCode::kCorrupt,
                 "区画のファイルどうしで事例の数が合いません",
                 folder.string(),
                 0,
                 "",
                 ""};
  }
  return CompartmentReader(std::move(state));
}

std::uint32_t CompartmentReader::case_count() const { return state_->table.case_count(); }

std::string_view CompartmentReader::case_id(std::uint32_t document) const {
  return state_->table.id(document);
}

std::array<std::uint8_t, 16> CompartmentReader::case_key(std::uint32_t document) const {
  return state_->table.entry(document).key;
}

std::uint32_t CompartmentReader::case_words(std::uint32_t document) const {
  return state_->table.entry(document).words;
}

std::uint64_t CompartmentReader::total_words() const { return state_->table.total_words(); }

std::optional<std::uint32_t> CompartmentReader::find_case(std::string_view id) const {
  return state_->table.find(id);
}

Result<std::string> CompartmentReader::stored_record(std::uint32_t document) const {
  auto streams = state_->analyses.read(state_->table.entry(document).place);
  if (!streams) return std::move(streams).error().with_id(std::string(case_id(document)));
  std::string record;
  record.reserve(streams->bytes() + 5);
  append_sized(record, streams->columns);
  record += streams->text;
  return record;
}

Result<CaseAnalysis> CompartmentReader::analysis(std::uint32_t document) const {
  auto record = stored_record(document);
  if (!record) return std::move(record).error();
  auto analysis = decode_case_analysis(*record);
  if (!analysis) return std::move(analysis).error().with_id(std::string(case_id(document)));
  analysis->id = case_id(document);
  analysis->key = case_key(document);
  return analysis;
}

const Xapian::Database& CompartmentReader::database() const { return state_->database; }

}  // namespace kizuki
