#include "indexer/ingest.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "engine/library/library.hpp"
#include "indexer/seen_ids.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kRecordsPerProgress = 256;

/// The members of a CSV header or of the first JSON record must include what the profile needs, so
/// that a wrong profile is one message and not one a row.
Result<void> check_columns(const Profile& profile, const std::vector<std::string>& columns) {
  if (columns.empty()) return {};
  std::string missing;
  for (const std::string& name : profile.required_columns()) {
    if (std::find(columns.begin(), columns.end(), name) != columns.end()) continue;
    missing += missing.empty() ? name : "、" + name;
  }
  if (missing.empty()) return {};
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = "プロファイル " + profile.name() + " に必要な列がありません: " + missing +
                  "（--profile を確かめてください）";
  return error;
}

/// Everything that happens to one file.
class FileIngest {
 public:
  FileIngest(const std::filesystem::path& file, const Profile& profile, const CaseCodec& codec,
             Library* library, const IngestOptions& options, const IngestListener& listener)
      : file_(file.string()),
        profile_(profile),
        codec_(codec),
        library_(library),
        options_(options),
        listener_(listener) {
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
    for (;;) {
      auto item = source.next();
      if (!item) return std::move(item).error().with_file(file_);
      if (!item->has_value()) break;
      ++report_.records;
      if (auto taken = take(**item); !taken) return taken;
      if (listener_.progress && report_.records % kRecordsPerProgress == 0) {
        listener_.progress(source.bytes_read(), source.bytes_total(), report_.records);
      }
    }
    if (listener_.progress) {
      listener_.progress(source.bytes_read(), source.bytes_total(), report_.records);
    }
    return {};
  }

  /// Success also for a refused record; an error ends the file.
  Result<void> take(SourceItem& item) {
    auto decoded = decode(item);
    if (!decoded) return refuse(std::move(decoded).error(), item.line);
    const CaseRecord& record = decoded->record;
    if (auto fresh = check_new(record.id, item.line); !fresh) {
      return refuse(std::move(fresh).error(), item.line);
    }
    warn(*decoded, item.line);
    if (listener_.taken) {
      if (auto done = listener_.taken(record); !done) {
        return std::move(done).error().with_line(item.line).with_id(record.id);
      }
    }
    if (writer_ == nullptr) {
      ++report_.added;
      return {};
    }
    auto outcome = writer_->upsert(record, file_);
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

  Result<DecodedCase> decode(SourceItem& item) const {
    if (Error* error = std::get_if<Error>(&item.content); error != nullptr) {
      return std::move(*error);
    }
    auto mapped = profile_.map(std::get<Json>(item.content));
    if (!mapped) return std::move(mapped).error();
    return codec_.decode(*mapped);
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
    error.file = file_;
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
      note.file = file_;
      note.line = line;
      note.field = warning.field;
      note.id = decoded.record.id;
      listener_.warned(note);
    }
  }

  std::string file_;
  const Profile& profile_;
  const CaseCodec& codec_;
  Library* library_;
  const IngestOptions& options_;
  const IngestListener& listener_;
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
