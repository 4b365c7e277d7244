#include "cli/console.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <utility>

#include "engine/base/json.hpp"

namespace kizuki {
namespace {

constexpr std::chrono::milliseconds kBarEvery{100};
constexpr std::chrono::seconds kLineEvery{10};
constexpr std::chrono::milliseconds kReportEvery{250};
constexpr std::size_t kBarCells = 24;

std::string percent(std::uint64_t done, std::uint64_t total) {
  if (total == 0) return "";
  return std::to_string(std::min<std::uint64_t>(100, done * 100 / total)) + "%";
}

std::string bar(std::uint64_t done, std::uint64_t total) {
  const std::size_t filled =
      total == 0
          ? 0
          : std::min<std::size_t>(kBarCells, static_cast<std::size_t>(done * kBarCells / total));
  return "[" + std::string(filled, '#') + std::string(kBarCells - filled, '.') + "]";
}

Json as_json(const Error& error) {
  Json json;
  json.set("code", error_name(error.code));
  json.set("message", error.message);
  if (!error.file.empty()) json.set("file", error.file);
  if (error.line != 0) json.set("line", error.line);
  if (!error.field.empty()) json.set("field", error.field);
  if (!error.id.empty()) json.set("id", error.id);
  return json;
}

/// {"name":value} in a line.
std::string json_line(std::string_view name, Json value) {
  Json json;
  json.set(name, std::move(value));
  return json.dump();
}

}  // namespace

Console::Console(ReportStyle style)
    : style_(style),
      out_is_terminal_(::isatty(STDOUT_FILENO) == 1),
      err_is_terminal_(style == ReportStyle::kText && ::isatty(STDERR_FILENO) == 1),
      shown_at_(std::chrono::steady_clock::now()) {}

void Console::out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
    // The reader has gone (EPIPE) or the disk is full; either way nothing more can be said there.
    std::_Exit(errno == EPIPE ? static_cast<int>(ExitStatus::kOk)
                              : static_cast<int>(ExitStatus::kFailure));
  }
}

void Console::write_line(std::string text) {
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::say(std::string_view line) {
  if (style_ == ReportStyle::kJsonLines) return write_line(json_line("say", line));
  clear_bar();
  write_line(std::string(line));
}

ExitStatus Console::fail(const Error& error) {
  if (style_ == ReportStyle::kJsonLines) {
    Json json = as_json(error);
    json.set("recovery", error_recovery(error.code));
    write_line(json_line("error", std::move(json)));
    return exit_status_of(error.code);
  }
  say("エラー: " + error.describe());
  say("  → " + std::string(error_recovery(error.code)));
  return exit_status_of(error.code);
}

void Console::report(std::string_view kind, const Error& error) {
  if (style_ == ReportStyle::kJsonLines) {
    Json json = as_json(error);
    json.set("kind", kind);
    return write_line(json_line("report", std::move(json)));
  }
  say(std::string(kind) + ": " + error.describe());
}

void Console::progress(std::string_view stage, std::uint64_t done, std::uint64_t total,
                       std::string_view unit) {
  const auto now = std::chrono::steady_clock::now();
  const bool fresh = stage_ != stage;
  if (fresh) stage_ = stage;
  if (style_ == ReportStyle::kJsonLines) {
    if (!fresh && done < total && now - shown_at_ < kReportEvery) return;
    report_progress(done, total, unit);
  } else if (err_is_terminal_) {
    if (!fresh && done < total && now - shown_at_ < kBarEvery) return;
    const std::string text = "\r\033[K" + stage_ + " " + bar(done, total) + " " +
                             percent(done, total) + " (" + std::to_string(done) + "/" +
                             std::to_string(total) + std::string(unit) + ")";
    std::fwrite(text.data(), 1, text.size(), stderr);
    bar_shown_ = true;
  } else {
    if (now - shown_at_ < kLineEvery) return;
    say(stage_ + " " + std::to_string(done) + "/" + std::to_string(total) + std::string(unit) +
        " " + percent(done, total));
  }
  shown_at_ = now;
}

void Console::report_progress(std::uint64_t done, std::uint64_t total, std::string_view unit) {
  Json json;
  json.set("stage", stage_);
  json.set("done", done);
  json.set("total", total);
  json.set("unit", unit);
  write_line(json_line("progress", std::move(json)));
}

void Console::clear_bar() {
  if (!bar_shown_) return;
  std::fputs("\r\033[K", stderr);
  bar_shown_ = false;
}

void Console::end_progress() {
  clear_bar();
  stage_.clear();
}

ExitStatus exit_status_of(ErrorCode code) {
  return code == ErrorCode::kInvalidArgument || code == ErrorCode::kInvalidQuery
             ? ExitStatus::kUsage
             : ExitStatus::kFailure;
}

}  // namespace kizuki
