// What the program says: results on standard output, everything else on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "cli/exit_status.hpp"
#include "engine/base/error.hpp"

namespace kizuki {

/// How standard error is written.
enum class ReportStyle : std::uint8_t {
  kText,       // for people
  kJsonLines,  // for a program that runs this one: an object a line, docs/server.md
};

/// Standard output and standard error. One a thread.
class Console {
 public:
  explicit Console(ReportStyle style = ReportStyle::kText);

  /// Writes to standard output. A closed pipe ends the program quietly, as `head` expects.
  void out(std::string_view text);
  /// Writes a line to standard error, behind the progress bar.
  void say(std::string_view line);
  /// Says an error with its recovery; returns the exit status that fits it.
  ExitStatus fail(const Error& error);
  /// Says a refused record or a warning: one line, no recovery.
  void report(std::string_view kind, const Error& error);

  /// Shows progress: a bar that rewrites itself on a terminal, otherwise a line every ten seconds
  /// (a quarter of a second as JSON). `unit` names what is counted ("件"). Cheap enough to call a
  /// thousand times a second.
  void progress(std::string_view stage, std::uint64_t done, std::uint64_t total,
                std::string_view unit);
  /// Ends the bar; the next message starts on a fresh line.
  void end_progress();

  bool out_is_terminal() const { return out_is_terminal_; }

 private:
  void clear_bar();
  void write_line(std::string text);
  void report_progress(std::uint64_t done, std::uint64_t total, std::string_view unit);

  ReportStyle style_;
  bool out_is_terminal_;
  bool err_is_terminal_;
  bool bar_shown_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point shown_at_;
};

/// kInvalidArgument and kInvalidQuery are the user's command line (kUsage), the rest kFailure.
ExitStatus exit_status_of(ErrorCode code);

}  // namespace kizuki
