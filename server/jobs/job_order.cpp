#include "server/jobs/job_order.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

struct KindCode {
  JobKind kind;
  std::string_view code;
};
constexpr std::array<KindCode, 7> kKinds{{{JobKind::kIngest, "ingest"},
                                          {JobKind::kUpdate, "update"},
                                          {JobKind::kMerge, "merge"},
                                          {JobKind::kRebuild, "rebuild"},
                                          {JobKind::kRollback, "rollback"},
                                          {JobKind::kEssence, "essence"},
                                          {JobKind::kVerify, "verify"}}};

Error bad_order(std::string_view field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(field), ""};
}

bool is_shown_name(std::string_view name) {
  const bool controls = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  return !name.empty() && name.front() != '.' && !controls && utf8_is_valid(name);
}

}  // namespace

std::string_view job_kind_code(JobKind kind) {
  const auto* found = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](const KindCode& one) { return one.kind == kind; });
  return found == kKinds.end() ? std::string_view() : found->code;
}

std::optional<JobKind> parse_job_kind(std::string_view code) {
  const auto* found = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](const KindCode& one) { return one.code == code; });
  if (found == kKinds.end()) return std::nullopt;
  return found->kind;
}

bool job_writes(JobKind kind) { return kind != JobKind::kVerify; }

std::vector<JobSource> job_sources(const JobSettings& settings) {
  std::vector<JobSource> sources;
  if (settings.sources.empty()) return sources;
  std::error_code failure;
  fs::directory_iterator at(settings.sources, failure);
  for (; !failure && at != fs::directory_iterator(); at.increment(failure)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    // The link itself is asked, so that none leads out of the folder.
    if (at->symlink_status(unknown).type() != fs::file_type::regular) continue;
    const std::uint64_t bytes = at->file_size(unknown);
    if (!unknown && is_shown_name(name)) sources.push_back({name, bytes});
  }
  std::sort(sources.begin(), sources.end(),
            [](const JobSource& left, const JobSource& right) { return left.name < right.name; });
  if (sources.size() > kMaxJobSources) sources.resize(kMaxJobSources);
  return sources;
}

Result<void> check_job_order(const JobOrder& order, const JobSettings& settings) {
  if (order.kind != JobKind::kIngest) {
    if (!order.source.empty()) return bad_order("source", "この作業にファイルは指定できません");
    if (!order.profile.empty()) return bad_order("profile", "この作業に読み方は指定できません");
    return {};
  }
  const auto sources = job_sources(settings);
  if (std::none_of(sources.begin(), sources.end(),
                   [&](const JobSource& source) { return source.name == order.source; })) {
    return bad_order("source", "取り込み用のフォルダーにあるファイルを選んでください");
  }
  if (std::find(settings.profiles.begin(), settings.profiles.end(), order.profile) ==
      settings.profiles.end()) {
    return bad_order("profile", "読み方を一覧から選んでください");
  }
  return {};
}

std::vector<std::string> job_arguments(const JobOrder& order, const JobSettings& settings) {
  const std::string index = settings.index.string();
  switch (order.kind) {
    case JobKind::kIngest:
      return {"index",
              "--index",
              index,
              "--profile",
              order.profile,
              "--",
              (settings.sources / order.source).string()};
    case JobKind::kUpdate:
      return {"index", "--index", index, "--update"};
    case JobKind::kMerge:
      return {"index", "--index", index, "--merge"};
    case JobKind::kRebuild:
      return {"index", "--index", index, "--rebuild"};
    case JobKind::kRollback:
      return {"generations", "rollback", "--index", index};
    case JobKind::kEssence:
      return {"essence", "--index", index, "--format", "json"};
    case JobKind::kVerify:
      return {"verify", "--index", index};
  }
  return {};
}

}  // namespace kizuki
