#include "engine/index/text_index_writer.hpp"

#include <list>
#include <mutex>
#include <string>
#include <utility>

#include <xapian.h>

#include "engine/base/file.hpp"
#include "engine/index/database_identity.hpp"
#include "engine/index/format.hpp"
#include "engine/index/xapian_error.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kWhat = "検索索引を書けません";

/// The draft is synced as a whole before it is published, so nothing here is.
constexpr int kPartFlags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC |
                           Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST;

/// DB_NO_SYNC must not be passed to compact: there, its value 4 means DBCOMPACT_NO_RENUMBER.
constexpr unsigned kCompactFlags = Xapian::Compactor::FULL;
static_assert(Xapian::DB_NO_SYNC == Xapian::DBCOMPACT_NO_RENUMBER);

/// The one table of a database without termlists, positions, values and document data.
constexpr const char* kTableFile = "postlist.glass";

using Part = std::list<Xapian::WritableDatabase>;  // empty or one

/// Keeps databases whose writer failed until the process ends. Their destructor would commit once
/// more, and after std::bad_alloc it crashes inside libxapian 1.4.22; the draft that they belong to
/// is thrown away anyway. Splicing allocates nothing.
void abandon(Part& part) {
  static std::mutex mutex;
  static Part* const graveyard = std::make_unique<Part>().release();
  const std::lock_guard<std::mutex> lock(mutex);
  graveyard->splice(graveyard->end(), part);
}

/// What the database is to the state of the index that it belongs to: the folder of a compartment
/// or view, as built or in the update (".../updates/000003.building/local").
std::string database_name(const fs::path& folder) {
  const bool is_update = folder.parent_path().parent_path().filename() == kUpdatesFolder;
  return folder.filename().string() + (is_update ? "/update" : "");
}

}  // namespace

struct IndexDocument::State {
  Xapian::Document document;
  std::uint64_t postings = 0;
};

IndexDocument::IndexDocument(const std::vector<Posting>& postings)
    : state_(std::make_unique<State>()) {
  for (const Posting& posting : postings) {
    state_->document.add_term(posting.term, posting.wdf);
  }
  state_->postings = postings.size();
}

IndexDocument::~IndexDocument() = default;
IndexDocument::IndexDocument(IndexDocument&&) noexcept = default;
IndexDocument& IndexDocument::operator=(IndexDocument&&) noexcept = default;
std::uint64_t IndexDocument::postings() const { return state_->postings; }

struct TextIndexWriter::State {
  fs::path folder;
  Part part;
  bool failed = false;
  std::uint32_t parts = 0;
  std::uint32_t part_cases = 0;
  std::uint32_t uncommitted_cases = 0;
  std::uint64_t uncommitted_postings = 0;

  fs::path part_path(std::uint32_t number) const {
    return folder / kPartsFolder / std::to_string(number);
  }
  Result<void> run(const std::function<void()>& work);
  void open_part();
  void close_part();
  void add(const Xapian::Document& document, std::uint64_t postings);
  void compact() const;
  Result<void> compact_durably();
};

/// Runs a step that may throw; the first failure is the last step.
Result<void> TextIndexWriter::State::run(const std::function<void()>& work) {
  if (failed) {
    return Error{
        ErrorCode::kInternal, "失敗した索引の書き込みは続けられません", folder.string(), 0, "", ""};
  }
  auto done = guard_xapian(kWhat, folder.string(), work);
  if (!done) {
    failed = true;
    abandon(part);
  }
  return done;
}

void TextIndexWriter::State::open_part() {
  part.emplace_back(part_path(parts).string(), kPartFlags);
  ++parts;
  part_cases = 0;
}

void TextIndexWriter::State::close_part() {
  if (part.empty()) return;
  part.front().commit();
  part.front().close();
  part.clear();
  uncommitted_cases = 0;
  uncommitted_postings = 0;
}

void TextIndexWriter::State::add(const Xapian::Document& document, std::uint64_t postings) {
  if (part.empty()) open_part();
  part.front().add_document(document);
  uncommitted_postings += postings;
  ++uncommitted_cases;
  ++part_cases;
  if (part_cases == kCasesPerPart) {
    close_part();
  } else if (uncommitted_cases == kCasesPerCommit || uncommitted_postings >= kPostingsPerCommit) {
    part.front().commit();
    uncommitted_cases = 0;
    uncommitted_postings = 0;
  }
}

void TextIndexWriter::State::compact() const {
  Xapian::Database all;
  for (std::uint32_t number = 0; number < parts; ++number) {
    all.add_database(Xapian::Database(part_path(number).string()));
  }
  all.compact((folder / kTextIndexFolder).string(), kCompactFlags);
}

/// Xapian syncs the table that it compacts and forgets when that fails, and a later sync of the
/// same file would succeed without the lost bytes. The kernel tells of such a failure to each
/// descriptor that was open at that time, so one of our own is.
Result<void> TextIndexWriter::State::compact_durably() {
  const fs::path text = folder / kTextIndexFolder;
  if (auto made = create_folders(text); !made) return made;
  auto witness = FileWriter::create(text / kTableFile);
  if (!witness) return std::move(witness).error();
  if (auto done = run([this] { compact(); }); !done) return done;
  return witness->close(true);
}

TextIndexWriter::TextIndexWriter(const fs::path& folder) : state_(std::make_unique<State>()) {
  state_->folder = folder;
}
TextIndexWriter::~TextIndexWriter() = default;
TextIndexWriter::TextIndexWriter(TextIndexWriter&&) noexcept = default;
TextIndexWriter& TextIndexWriter::operator=(TextIndexWriter&&) noexcept = default;

Result<void> TextIndexWriter::add(const IndexDocument& document) {
  State& state = *state_;
  if (state.parts == 0) {
    if (auto made = create_folders(state.folder / kPartsFolder); !made) return made;
  }
  return state.run([&] { state.add(document.state_->document, document.state_->postings); });
}

Result<void> TextIndexWriter::finish() {
  State& state = *state_;
  if (auto made = create_folders(state.folder / kPartsFolder); !made) return made;
  auto done = state.run([&] {
    // A compartment without cases is a database without documents.
    if (state.parts == 0) state.open_part();
    state.close_part();
  });
  if (done) done = state.compact_durably();
  if (!done) return done;
  if (auto fixed =
          fix_database_identity(state.folder / kTextIndexFolder, database_name(state.folder));
      !fixed) {
    return fixed;
  }
  return remove_tree(state.folder / kPartsFolder);
}

}  // namespace kizuki
