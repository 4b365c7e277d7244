#include "engine/index/compartment_reader.hpp"

#include <algorithm>
#include <utility>

#include <xapian.h>

#include "engine/base/varint.hpp"
#include "engine/index/analysis_store_reader.hpp"
#include "engine/index/attribute_table.hpp"
#include "engine/index/case_table.hpp"
#include "engine/index/database_identity.hpp"
#include "engine/index/format.hpp"
#include "engine/index/xapian_error.hpp"

namespace kizuki {

namespace {

/// Documents `first` to the next member's, whose analyses lie in one store.
struct Member {
  std::filesystem::path file;
  std::uint32_t first = 1;
  std::uint32_t cases = 0;
  std::optional<AnalysisStoreReader> analyses;  // once read

  Result<AnalysisStoreReader*> open() {
    if (!analyses) {
      auto opened = AnalysisStoreReader::open(file);
      if (!opened) return std::move(opened).error();
      if (opened->record_count() != cases) return disagreement(file);
      analyses.emplace(std::move(*opened));
    }
    return &*analyses;
  }

  static Error disagreement(const std::filesystem::path& where) {
    return Error{ErrorCode::kCorrupt,
                 "区画のファイルどうしで事例の数が合いません",
                 where.string(),
                 0,
                 "",
                 ""};
  }
};

}  // namespace

struct CompartmentReader::State {
  State(CaseTable cases, GramTable counters)
      : table(std::move(cases)), grams(std::move(counters)) {}

  CaseTable table;
  GramTable grams;
  AttributeTable facets;
  AttributeTable predicted;
  AttributeTable confirmed;
  std::vector<Member> members;  // ascending by `first`
  Xapian::Database database;
  PostingLists postings{database};
  GramFrequencies gram_frequencies{grams};
  AttributeCounter facet_counter{facets};
  AttributeCounter predicted_counter{predicted};

  static Result<std::unique_ptr<State>> open(const std::filesystem::path& folder);
};

CompartmentReader::CompartmentReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CompartmentReader::~CompartmentReader() = default;
CompartmentReader::CompartmentReader(CompartmentReader&&) noexcept = default;
CompartmentReader& CompartmentReader::operator=(CompartmentReader&&) noexcept = default;

namespace {

/// Opens the table into `into`; it must be sound and about `cases` cases.
Result<void> open_attributes(const std::filesystem::path& file, std::uint64_t cases,
                             AttributeTable& into) {
  auto table = AttributeTable::open_sound(file);
  if (!table) return std::move(table).error();
  if (table->document_count() != cases) return Member::disagreement(file);
  into = std::move(*table);
  return {};
}

}  // namespace

/// The tables and the text index, which must agree.
Result<std::unique_ptr<CompartmentReader::State>> CompartmentReader::State::open(
    const std::filesystem::path& folder) {
  auto table = CaseTable::open(folder / kCaseTableFile);
  if (!table) return std::move(table).error();
  auto grams = GramTable::open(folder / kGramTableFile);
  if (!grams) return std::move(grams).error();
  auto state = std::make_unique<State>(std::move(*table), std::move(*grams));
  const std::uint64_t cases = state->table.case_count();
  for (const auto& [name, place] :
       {std::pair(kFacetFile, &state->facets), std::pair(kPredictedFile, &state->predicted),
        std::pair(kConfirmedFile, &state->confirmed)}) {
    if (auto opened = open_attributes(folder / name, cases, *place); !opened) {
      return std::move(opened).error();
    }
  }
  const std::string path = (folder / kTextIndexFolder).string();
  if (auto sound = check_database_identity(path); !sound) return std::move(sound).error();
  std::uint64_t documents = 0;
  auto opened = guard_xapian("検索索引を開けません", path, [&] {
    state->database = Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
    documents = state->database.get_doccount();
    if (documents != state->database.get_lastdocid()) documents = UINT64_MAX;
  });
  if (!opened) return std::move(opened).error();
  if (documents != cases || state->grams.totals().cases != cases) {
    return Member::disagreement(folder);
  }
  return state;
}

Result<CompartmentReader> CompartmentReader::open(const std::filesystem::path& folder) {
  auto state = State::open(folder);
  if (!state) return std::move(state).error();
  (*state)->members.push_back({folder / kAnalysisFile, 1, (*state)->table.case_count(), {}});
  if (auto analyses = (*state)->members.front().open(); !analyses) {
    return std::move(analyses).error();
  }
  return CompartmentReader(std::move(*state));
}

Result<CompartmentReader> CompartmentReader::open_view(const std::filesystem::path& folder,
                                                       const std::filesystem::path& parent,
                                                       const std::vector<ViewMember>& members) {
  auto state = State::open(folder);
  if (!state) return std::move(state).error();
  std::uint64_t first = 1;
  for (const ViewMember& member : members) {
    const std::uint64_t end = first + member.cases;
    if (end - 1 > (*state)->table.case_count()) return Member::disagreement(folder);
    (*state)->members.push_back({parent / member.folder / kAnalysisFile,
                                 static_cast<std::uint32_t>(first),
                                 static_cast<std::uint32_t>(member.cases),
                                 {}});
    first = end;
  }
  if (first - 1 != (*state)->table.case_count()) return Member::disagreement(folder);
  return CompartmentReader(std::move(*state));
}

std::size_t CompartmentReader::member_of(std::uint32_t document) const {
  const auto& members = state_->members;
  const auto behind =
      std::upper_bound(members.begin(), members.end(), document,
                       [](std::uint32_t number, const Member& m) { return number < m.first; });
  return static_cast<std::size_t>(behind - members.begin()) - 1;
}

std::uint32_t CompartmentReader::case_count() const { return state_->table.case_count(); }

std::string_view CompartmentReader::case_id(std::uint32_t document) const {
  return state_->table.id(document);
}

AnalysisKey CompartmentReader::case_key(std::uint32_t document) const {
  return state_->table.key(document);
}

std::uint32_t CompartmentReader::case_words(std::uint32_t document) const {
  return state_->table.words(document);
}

std::uint64_t CompartmentReader::total_words() const { return state_->table.total_words(); }

std::optional<std::uint32_t> CompartmentReader::find_case(std::string_view id) const {
  for (const Member& member : state_->members) {
    if (auto found = state_->table.find(id, member.first, member.cases)) return found;
  }
  return std::nullopt;
}

Result<RecordStreams> CompartmentReader::record_streams(std::uint32_t document) const {
  Member& member = state_->members[member_of(document)];
  auto analyses = member.open();
  if (!analyses) return std::move(analyses).error().with_id(std::string(case_id(document)));
  auto streams = (*analyses)->read(document - member.first);
  if (!streams) return std::move(streams).error().with_id(std::string(case_id(document)));
  return streams;
}

const GramTable& CompartmentReader::grams() const { return state_->grams; }
GramFrequencies& CompartmentReader::gram_frequencies() const { return state_->gram_frequencies; }
const AttributeTable& CompartmentReader::facets() const { return state_->facets; }
const AttributeTable& CompartmentReader::predicted() const { return state_->predicted; }
const AttributeTable& CompartmentReader::confirmed() const { return state_->confirmed; }

Result<std::string> CompartmentReader::stored_record(std::uint32_t document) const {
  auto streams = record_streams(document);
  if (!streams) return std::move(streams).error();
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
PostingLists& CompartmentReader::postings() const { return state_->postings; }
AttributeCounter& CompartmentReader::facet_counter() const { return state_->facet_counter; }
AttributeCounter& CompartmentReader::predicted_counter() const { return state_->predicted_counter; }

}  // namespace kizuki
