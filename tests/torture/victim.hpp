// The index folder under torture: sources whose every version differs, the commands, and the
// promises that must hold after any harm.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/text/analyzer.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/torture/torture.hpp"

namespace kizuki::torture {

/// Where the program's data lies: what the settings say, or beside the program.
std::filesystem::path data_folder(const Settings& settings);

/// A word that every case of the victim holds, to search for.
inline constexpr const char* kEverywhere = "支援者";

/// One thread. Breaches of what it checks go to the report: kinds "lost", "unopenable", "corrupt",
/// "incomplete", "unanswered".
class Victim {
 public:
  using Command = std::vector<std::string>;

  /// An index folder "index" below `place`, empty; `settings` and `report` outlive the victim.
  /// --compartments that the cases lie in, so many by default that there is a view.
  Victim(const Settings& settings, Report& report, const std::filesystem::path& place,
         std::uint64_t cases);

  const std::filesystem::path& index() const { return index_; }
  std::uint64_t cases() const { return cases_; }
  std::uint64_t random() { return random_(); }
  std::uint64_t random_below(std::uint64_t limit) { return random_() % limit; }

  /// Writes the source files: a new version of about a third of the cases, of all at first.
  void change_some();
  /// Confirms and denies tags of a few cases in the library.
  void confirm_some();

  /// Builds a new generation.
  Command index_command(std::uint64_t keep = 2) const;
  /// Adds what has changed to the current generation.
  Command update_command() const;
  Command command(const std::vector<std::string>& words) const;  // {"verify"} → kizuki verify …
  test::ProcessResult run(const Command& command) const { return test::run_process(command); }

  /// What the library shows now is committed, so it must outlive everything; and so must the
  /// answers of the current generation.
  void remember();
  /// A run of `kizuki index` said that it went well: then the newest version of every case is in
  /// the library.
  void check_acknowledged(const std::string& after);
  /// The library opens, holds what was remembered and has no damage; the current generation, or a
  /// newer one, opens and answers whole. `after` says what was done, for the breach.
  void check_promises(const std::string& after);
  /// `kizuki index` completes, index and library agree, and verify finds nothing.
  void check_completion(const std::string& after);
  /// The same for another way to bring the index up to date.
  void check_completion(const std::string& after, const Command& next);
  /// kizuki verify says that all is well.
  void check_verify(const std::string& after);

  /// Number of the current generation, 0 when there is none.
  std::uint64_t current_generation() const;

 private:
  std::filesystem::path source_file(std::uint64_t half) const;
  void check_library(const std::string& after);
  void check_answers(const std::string& after);

  const Settings& settings_;
  Report& report_;
  std::filesystem::path place_;
  std::filesystem::path index_;
  std::uint64_t cases_;
  std::uint64_t compartments_;
  std::mt19937_64 random_;
  std::map<std::uint64_t, std::uint64_t> versions_;
  std::map<std::string, std::uint64_t> committed_;  // revision by id
  std::uint64_t sequence_ = 0;
  bool answered_ = false;  // there was a generation to lose
  std::shared_ptr<const AnalyzerModel> model_;
  std::shared_ptr<const Taxonomy> taxonomy_;
};

}  // namespace kizuki::torture
