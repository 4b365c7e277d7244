#include "indexer/ingest.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/ordered_pipeline.hpp"
#include "engine/library/library.hpp"
#include "engine/library/stored_record.hpp"
#include "indexer/seen_ids.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kRecordsPerProgress = 256;

// A batch is what one worker takes at a time. As values a record takes some ten times its text, and
// a few batches are under way at once.
constexpr std::size_t kBatchRecords = 64;
constexpr std::uint64_t kBatchBytes = std::uint64_t{64} << 10U;
/// A smaller file is done sooner than threads are started for it: folders hold thousands of those.
constexpr std::uint64_t kBytesWorthThreads = std::uint64_t{256} << 10U;

/// The first of them, as many as a message can hold.
std::string some_of(const std::vector<std::string>& columns) {
  constexpr std::size_t kMostBytes = 600;
  std::string out;
  for (const std::string& name : columns) {
    if (out.size() + name.size() > kMostBytes) return out + " ほか";
    out += out.empty() ? name : "、" + name;
  }
  return out;
}

/// What `profile` needs of a source and `has` (a name → bool) does not know, in one line.
template <typename Has>
std::string missing_columns(const Profile& profile, Has&& has) {
  std::string missing;
  for (const std::vector<std::string>& names : profile.required_columns()) {
    if (std::any_of(names.begin(), names.end(), has)) continue;
    missing += (missing.empty() ? "" : "、") + names.front();
  }
  return missing;
}

/// The header of a table must name what the profile needs, so that a wrong profile is one message
/// and not one a row.
Result<void> check_columns(const Profile& profile, const std::vector<std::string>& columns) {
  if (columns.empty()) return {};
  const std::string missing = missing_columns(profile, [&](const std::string& name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  });
  if (missing.empty()) return {};
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = "プロファイル " + profile.name() + " に必要な列がありません: " + missing +
                  "（--profile を確かめてください。ファイルの列: " + some_of(columns) + "）";
  return error;
}

/// A record that names its members by itself must have them too: without a text it would be a case
/// that says nothing.
Result<void> check_members(const Profile& profile, const Json& record) {
  if (!record.is_object()) return {};  // the profile says so
  const std::string missing = missing_columns(
      profile, [&](const std::string& name) { return record.find(name) != nullptr; });
  if (missing.empty()) return {};
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  error.message = "プロファイル " + profile.name() + " に必要な項目がありません: " + missing;
  return error;
}

/// A record as a worker leaves it.
struct CheckedRecord {
  std::uint64_t line = 0;
  std::string part;
  Result<DecodedCase> decoded;
  EncodedCase encoded;  // of what a library is to take
};

using Batch = std::vector<SourceItem>;
using CheckedBatch = std::vector<CheckedRecord>;

/// Maps, checks and encodes records. Shared by threads.
class RecordChecker {
 public:
  RecordChecker(const Profile& profile, const CaseCodec& codec, bool encodes)
      : profile_(profile), codec_(codec), encodes_(encodes) {}

  CheckedBatch check(Batch batch) const {
    CheckedBatch out;
    out.reserve(batch.size());
    for (SourceItem& item : batch) {
      CheckedRecord& record =
          out.emplace_back(CheckedRecord{item.line, std::move(item.part), decode(item), {}});
      if (record.decoded && encodes_) record.encoded = encode_case(record.decoded->record);
    }
    return out;
  }

 private:
  Result<DecodedCase> decode(SourceItem& item) const {
    if (Error* error = std::get_if<Error>(&item.content); error != nullptr) {
      return std::move(*error);
    }
    const Json& source = std::get<Json>(item.content);
    if (auto complete = check_members(profile_, source); !complete) {
      return std::move(complete).error();
    }
    auto mapped = profile_.map(source);
    if (!mapped) return std::move(mapped).error();
    return codec_.decode(*mapped);
  }

  const Profile& profile_;
  const CaseCodec& codec_;
  bool encodes_;
};

/// Everything that happens to one file.
class FileIngest {
 public:
  FileIngest(const std::filesystem::path& file, const Profile& profile, const CaseCodec& codec,
             Library* library, const IngestOptions& options, const IngestListener& listener)
      : file_(file.string()),
        profile_(profile),
        library_(library),
        options_(options),
        listener_(listener),
        checker_(profile, codec, library != nullptr) {
    if (library_ != nullptr) {
      writer_ = std::make_unique<LibraryWriter>(*library_);
      if (listener_.acknowledged) writer_->on_commit(listener_.acknowledged);
    }
  }

  Result<IngestReport> run(RecordSource& source) {
    report_.encoding = source.encoding();
    if (auto fits = check_columns(profile_, source.columns()); !fits) {
      return std::move(fits).error().with_file(file_);
    }
    auto read = read_all(source);
    // What was taken before a failure is kept: it was valid, and the next run finds it unchanged.
    if (writer_ != nullptr) {
      if (auto committed = writer_->commit(); !committed && read)
        read = std::move(committed).error();
    }
    if (!read) return std::move(read).error();
    return report_;
  }

 private:
  Result<void> read_all(RecordSource& source) {
    const auto progress = [&] {
      if (listener_.progress) {
        listener_.progress(source.bytes_read(), source.bytes_total(), report_.records);
      }
    };
    const auto take_all = [&](CheckedBatch batch) -> Result<void> {
      for (CheckedRecord& record : batch) {
        ++report_.records;
        if (auto taken = take(record); !taken) return taken;
        if (report_.records % kRecordsPerProgress == 0) progress();
      }
      return {};
    };
    auto read =
        options_.threads > 1 && source.bytes_total() >= kBytesWorthThreads
            ? feed_threads(source, take_all)
            : feed(source, [&](Batch batch) { return take_all(checker_.check(std::move(batch))); });
    if (!read) return read;
    progress();
    tell(source.notes());
    return {};
  }

  Result<void> feed_threads(RecordSource& source,
                            const std::function<Result<void>(CheckedBatch)>& take_all) const {
    OrderedPipeline<Batch, CheckedBatch> pipeline(
        options_.threads,
        [this] {
          return [this](Batch batch) -> Result<CheckedBatch> {
            return checker_.check(std::move(batch));
          };
        },
        take_all);
    // Of a file that cannot be read on, what was read is taken all the same.
    auto read = feed(source, [&](Batch batch) { return pipeline.push(std::move(batch)); });
    auto finished = pipeline.finish();
    return finished ? read : finished;
  }

  /// Hands over the records in batches. An error of the source comes when all before it are handed
  /// over, and names the file.
  template <typename Push>
  Result<void> feed(RecordSource& source, Push&& push) const {
    Batch batch;
    std::uint64_t begun_at = source.bytes_read();
    for (;;) {
      auto item = source.next();
      const bool ends = !item || !item->has_value();
      if (!ends) batch.push_back(std::move(**item));
      if (ends || batch.size() == kBatchRecords || source.bytes_read() - begun_at >= kBatchBytes) {
        if (auto pushed = push(std::exchange(batch, {})); !pushed) return pushed;
        begun_at = source.bytes_read();
      }
      if (!item) return std::move(item).error().with_file(file_);
      if (ends) return {};
    }
  }

  /// Success also for a refused record; an error ends the file.
  Result<void> take(CheckedRecord& checked) {
    part_ = checked.part;
    if (!checked.decoded) return refuse(std::move(checked.decoded).error(), checked.line);
    const CaseRecord& record = checked.decoded->record;
    if (auto fresh = check_new(record.id, checked.line); !fresh) {
      return refuse(std::move(fresh).error(), checked.line);
    }
    warn(*checked.decoded, checked.line);
    if (listener_.taken) {
      if (auto done = listener_.taken(record); !done) {
        return std::move(done).error().with_line(checked.line).with_id(record.id);
      }
    }
    if (writer_ == nullptr) {
      ++report_.added;
      return {};
    }
    auto outcome = writer_->upsert(checked.encoded, file_);
    if (!outcome) return std::move(outcome).error().with_id(record.id);
    switch (*outcome) {
      case UpsertOutcome::kAdded:
        ++report_.added;
        break;
      case UpsertOutcome::kChanged:
        ++report_.changed;
        break;
      case UpsertOutcome::kUnchanged:
        ++report_.unchanged;
        break;
    }
    return {};
  }

  Result<void> check_new(const std::string& id, std::uint64_t line) {
    const std::uint64_t first = seen_.first_line(id, line);
    if (first == 0) return {};
    Error error;
    error.code = ErrorCode::kInvalidRecord;
    error.message = "同じ id の記録が " + std::to_string(first) +
                    " 行目にもあります（先のものを取り込みました）";
    error.field = "id";
    error.id = id;
    return error;
  }

  Result<void> refuse(Error error, std::uint64_t line) {
    ++report_.refused;
    error.file = place();
    error.line = line;
    if (options_.strict) return error;
    if (listener_.refused) listener_.refused(error);
    return {};
  }

  void warn(const DecodedCase& decoded, std::uint64_t line) {
    report_.warnings += decoded.warnings.size();
    if (!listener_.warned) return;
    for (const RecordWarning& warning : decoded.warnings) {
      Error note;
      note.code = ErrorCode::kInvalidRecord;
      note.message = warning.message;
      note.file = place();
      note.line = line;
      note.field = warning.field;
      note.id = decoded.record.id;
      listener_.warned(note);
    }
  }

  /// The file, and its part that is being read.
  std::string place() const {
    return part_.empty() ? file_ : file_ + "（シート「" + part_ + "」）";
  }

  void tell(const std::vector<std::string>& notes) {
    report_.warnings += notes.size();
    if (!listener_.warned) return;
    for (const std::string& said : notes) {
      Error note;
      note.code = ErrorCode::kInvalidRecord;
      note.message = said;
      note.file = file_;
      listener_.warned(note);
    }
  }

  std::string file_;
  std::string part_;  // of the record at hand
  const Profile& profile_;
  Library* library_;
  const IngestOptions& options_;
  const IngestListener& listener_;
  RecordChecker checker_;
  std::unique_ptr<LibraryWriter> writer_;
  SeenIds seen_;
  IngestReport report_;
};

}  // namespace

void IngestReport::add(const IngestReport& other) {
  records += other.records;
  added += other.added;
  changed += other.changed;
  unchanged += other.unchanged;
  refused += other.refused;
  warnings += other.warnings;
}

Result<IngestReport> ingest_file(const std::filesystem::path& file, const Profile& profile,
                                 const CaseCodec& codec, Library* library,
                                 const IngestOptions& options, const IngestListener& listener) {
  auto source = open_source(file, options.source);
  if (!source) return std::move(source).error().with_file(file.string());
  FileIngest ingest(file, profile, codec, library, options, listener);
  return ingest.run(**source);
}

}  // namespace kizuki
