#include "cli/ingest_console.hpp"

#include <optional>
#include <utility>

#include "cli/index_build.hpp"
#include "indexer/source_files.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

// Warnings repeat (an unknown column is odd in every row); more than this would hide the refusals.
constexpr std::uint64_t kWarningsShown = 20;

class SourceIngest {
 public:
  SourceIngest(const IngestRequest& request, const RecordTools& tools, Library* library,
               Console& console)
      : request_(request), tools_(tools), library_(library), console_(console) {
    options_.strict = request.strict;
    options_.threads = build_threads(request.threads);
    listener_.refused = [this](const Error& error) { console_.report("取り込めません", error); };
    listener_.warned = [this](const Error& error) { warn(error); };
    listener_.taken = request_.taken;
    listener_.progress = [this](std::uint64_t bytes, std::uint64_t total, std::uint64_t) {
      console_.progress(request_.stage, bytes / 1024, total / 1024, " KB");
    };
  }

  Result<IngestTotals> run() {
    if (!request_.encoding.empty()) {
      auto encoding = encoding_from_name(request_.encoding);
      if (!encoding) return std::move(encoding).error();
      options_.source.encoding = *encoding;
    }
    for (const fs::path& source : request_.sources) {
      auto files = source_files(source);
      if (!files) {
        if (auto refused = fail(source, std::move(files).error()); !refused)
          return std::move(refused).error();
        continue;
      }
      for (const fs::path& file : *files) {
        if (auto taken = take(file); !taken) return std::move(taken).error();
      }
    }
    console_.end_progress();
    if (warned_ > kWarningsShown) {
      console_.say("注意はほかに " + std::to_string(warned_ - kWarningsShown) + " 件あります");
    }
    return totals_;
  }

 private:
  Result<void> take(const fs::path& file) {
    auto report = ingest_file(file, tools_.profile, tools_.codec, library_, options_, listener_);
    console_.end_progress();
    if (!report) return fail(file, std::move(report).error());
    ++totals_.files;
    totals_.report.add(*report);
    if (report->encoding != Encoding::kUtf8 && !options_.source.encoding) {
      console_.say(file.string() + ": 文字コードを " +
                   std::string(encoding_name(report->encoding)) + " と判断しました");
    }
    return {};
  }

  Result<void> fail(const fs::path& source, Error error) {
    ++totals_.failed_files;
    if (request_.strict || is_fatal(source, error)) return error;
    console_.report("読めません", error);
    console_.say("  → " + std::string(error_recovery(error.code)));
    return {};
  }

  /// Whatever is not about the source is about the library, which must not be written to again
  /// after a failure: what a failed sync left behind could go unnoticed under the next one.
  static bool is_fatal(const fs::path& source, const Error& error) {
    return error.file != source.string() || error.code == ErrorCode::kInternal;
  }

  void warn(const Error& error) {
    if (++warned_ <= kWarningsShown) console_.report("注意", error);
  }

  const IngestRequest& request_;
  const RecordTools& tools_;
  Library* library_;
  Console& console_;
  IngestOptions options_;
  IngestListener listener_;
  IngestTotals totals_;
  std::uint64_t warned_ = 0;
};

std::string describe_refused(const IngestTotals& totals) {
  std::string text;
  if (totals.report.refused > 0) {
    text += "、取り込めない記録 " + std::to_string(totals.report.refused) + " 件";
  }
  if (totals.failed_files > 0) {
    text += "、読めないファイル " + std::to_string(totals.failed_files) + " 件";
  }
  return text;
}

}  // namespace

ExitStatus IngestTotals::exit_status() const {
  if (files == 0) return ExitStatus::kFailure;
  return report.refused > 0 || failed_files > 0 ? ExitStatus::kPartial : ExitStatus::kOk;
}

Result<IngestTotals> ingest_sources(const IngestRequest& request, const RecordTools& tools,
                                    Library* library, Console& console) {
  return SourceIngest(request, tools, library, console).run();
}

std::string describe_check(const IngestTotals& totals) {
  return std::to_string(totals.files) + " ファイル、" + std::to_string(totals.report.records) +
         " 件を確認しました: 取り込める記録 " + std::to_string(totals.report.added) + " 件" +
         describe_refused(totals) + "、注意 " + std::to_string(totals.report.warnings) + " 件";
}

std::string describe_tagged(const IngestTotals& totals) {
  return std::to_string(totals.files) + " ファイル、" + std::to_string(totals.report.records) +
         " 件を読みました: タグを付けた記録 " + std::to_string(totals.report.added) + " 件" +
         describe_refused(totals);
}

std::string describe_ingest(const IngestTotals& totals) {
  const IngestReport& report = totals.report;
  return std::to_string(totals.files) + " ファイル、" + std::to_string(report.records) +
         " 件を読みました: 新規 " + std::to_string(report.added) + "、変更 " +
         std::to_string(report.changed) + "、変わりなし " + std::to_string(report.unchanged) +
         describe_refused(totals);
}

}  // namespace kizuki
