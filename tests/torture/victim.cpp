#include "tests/torture/victim.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki::torture {
namespace fs = std::filesystem;
namespace {

std::string version_mark(std::uint64_t version) { return "第" + std::to_string(version) + "版"; }

/// JSON members that put a case into one of `compartments`; the first is that of no organisation.
std::string place_of(std::uint64_t number, std::uint64_t compartments) {
  const std::uint64_t organization = number % compartments;
  if (organization == 0) return "";
  return R"(,"organization":"組織)" + std::to_string(organization) + "\"";
}

std::string case_id(std::uint64_t number) { return "case-" + std::to_string(number); }

/// Version `version` of case `number`, a line of JSON. It names one person only: cards are learned
/// for texts that name two, which would take most of the time of each of some hundred runs.
std::string case_line(std::uint64_t number, std::uint64_t version, std::uint64_t compartments) {
  std::string text;
  for (std::uint64_t i = 0; i <= number % 7; ++i) {
    text += "その人は" + version_mark(version) + "の話を続け、支援者は答えを言わずに聴いた。";
  }
  return R"({"id":")" + case_id(number) + R"(","title":"事例)" + std::to_string(number) +
         R"(","text":")" + text + "\"" + place_of(number, compartments) + "}\n";
}

template <typename T>
T loaded(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().describe());
  return std::move(*result);
}

}  // namespace

fs::path data_folder(const Settings& settings) {
  if (!settings.data_folder.empty()) return settings.data_folder;
  return fs::path(settings.program).parent_path().parent_path() / "share" / "kizuki";
}

Victim::Victim(const Settings& settings, Report& report, const fs::path& place, std::uint64_t cases)
    : settings_(settings),
      report_(report),
      place_(place),
      index_(place / "index"),
      cases_(cases),
      compartments_(settings.count("compartments", kMaxCompartmentsWithoutView + 1)),
      random_(settings.seed),
      model_(loaded(AnalyzerModel::load(AnalyzerFiles::under(data_folder(settings))))),
      taxonomy_(loaded(Taxonomy::load(data_folder(settings) / "taxonomy"))) {
  report_.promise({"lost", "unopenable", "corrupt", "incomplete", "unanswered"});
}

void Victim::change_some() {
  // Two files: what went wrong in one must not be forgotten in the other.
  for (const std::uint64_t half : {std::uint64_t{0}, std::uint64_t{1}}) {
    std::ofstream source(source_file(half), std::ios::binary | std::ios::trunc);
    for (std::uint64_t i = half; i < cases_; i += 2) {
      if (versions_[i] == 0 || random_below(3) == 0) ++versions_[i];
      source << case_line(i, versions_[i], compartments_);
    }
    source.close();
    if (!source) throw std::runtime_error("cannot write the source");
  }
}

void Victim::confirm_some() {
  auto library = loaded(Library::open(index_, Library::Mode::kReadWrite));
  LibraryWriter writer(library);
  for (int i = 0; i < 3; ++i) {
    Confirmation confirmation;
    confirmation.case_id = case_id(random_below(cases_));
    confirmation.name = "issue";
    confirmation.value = "succession";
    confirmation.confirmed = random_below(2) == 0;
    confirmation.author = "operator";
    confirmation.reason = "試験 " + std::to_string(random_below(1000));
    loaded(writer.confirm(confirmation));
  }
  if (auto written = writer.commit(); !written)
    throw std::runtime_error(written.error().describe());
}

fs::path Victim::source_file(std::uint64_t half) const {
  return place_ / ("cases-" + std::to_string(half) + ".jsonl");
}

Victim::Command Victim::index_command(std::uint64_t keep) const {
  return {settings_.program,
          "index",
          "--index",
          index_.string(),
          "--profile",
          "plain",
          "--merge",
          "--keep",
          std::to_string(keep),
          source_file(0).string(),
          source_file(1).string()};
}

Victim::Command Victim::update_command() const {
  Command command = index_command();
  *std::find(command.begin(), command.end(), "--merge") = "--update";
  return command;
}

Victim::Command Victim::command(const std::vector<std::string>& words) const {
  Command command{settings_.program};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--index", index_.string()});
  return command;
}

std::uint64_t Victim::current_generation() const {
  const auto generation = GenerationStore(index_).open_current();
  return generation ? (*generation)->number() : 0;
}

void Victim::remember() {
  answered_ = answered_ || current_generation() != 0;
  const auto library = Library::open(index_, Library::Mode::kReadOnly);
  if (!library) return;  // not created yet, or being created
  const auto sequence = library->sequence();
  if (!sequence) return;
  std::map<std::string, std::uint64_t> seen;
  const auto read = library->for_each_case(*sequence, [&](const StoredCase& stored) {
    seen[stored.id] = stored.revision;
    return true;
  });
  if (!read) return;
  committed_ = std::move(seen);
  sequence_ = *sequence;
}

void Victim::check_acknowledged(const std::string& after) {
  const auto library = Library::open(index_, Library::Mode::kReadOnly);
  if (!library) return report_.breach("unopenable", after + ": " + library.error().describe());
  for (const auto& [number, version] : versions_) {
    const auto stored = library->get(case_id(number));
    if (!stored || stored->json.find(version_mark(version)) == std::string::npos) {
      report_.breach("lost", after + ": acknowledged, but not there: " + case_id(number));
    }
  }
}

void Victim::check_promises(const std::string& after) {
  if (sequence_ != 0) check_library(after);
  if (answered_) check_answers(after);
}

void Victim::check_library(const std::string& after) {
  const auto library = Library::open(index_, Library::Mode::kReadOnly);
  if (!library) return report_.breach("unopenable", after + ": " + library.error().describe());
  if (library->sequence().value_or(0) < sequence_) {
    report_.breach("lost", after + ": the sequence went back");
  }
  for (const auto& [id, revision] : committed_) {
    const auto stored = library->get(id);
    if (stored && stored->revision >= revision) continue;
    std::string what = after;
    report_.breach("lost", what.append(": ").append(id));
  }
  const auto verified = library->verify([&](const LibraryFinding& finding) {
    report_.breach("corrupt", after + ": library: " + finding.message);
  });
  if (!verified) report_.breach("corrupt", after + ": " + verified.error().describe());
}

void Victim::check_answers(const std::string& after) {
  const auto generation = GenerationStore(index_).open_current();
  if (!generation) {
    return report_.breach("unopenable", after + ": " + generation.error().describe());
  }
  auto searcher = Searcher::open_all({*generation, model_, taxonomy_});
  auto query = parse_query(kEverywhere);
  if (!searcher || !query) {
    return report_.breach("unanswered",
                          after + ": " + (searcher ? "query" : searcher.error().describe()));
  }
  SearchOptions options;
  options.limit = cases_;
  const auto hits = searcher->search(*query, options);
  if (!hits) return report_.breach("unanswered", after + ": " + hits.error().describe());
  if (hits->hits.size() != cases_) {
    report_.breach("unanswered", after + ": " + std::to_string(hits->hits.size()) + " hits of " +
                                     std::to_string(cases_));
  }
  for (const Hit& hit : hits->hits) {
    if (hit.title.empty() || hit.snippets.empty()) {
      report_.breach("unanswered", after + ": a hit without text: " + hit.id);
    }
  }
}

void Victim::check_completion(const std::string& after) {
  check_completion(after, index_command());
}

void Victim::check_completion(const std::string& after, const Command& next) {
  const auto result = run(next);
  if (result.status != 0) {
    return report_.breach("incomplete", after + ": the next run: status " +
                                            std::to_string(result.status) + ": " + result.err);
  }
  check_acknowledged(after + ", next run");
  const auto library = Library::open(index_, Library::Mode::kReadOnly);
  const auto generation = GenerationStore(index_).open_current();
  if (!library || !generation ||
      (*generation)->library_sequence() != library->sequence().value_or(0)) {
    return report_.breach("incomplete", after + ": the index is behind the library");
  }
  if (library->count_cases(library->sequence().value_or(0)).value_or(0) != cases_) {
    report_.breach("lost", after + ": cases are missing at the end");
  }
  check_verify(after);
}

void Victim::check_verify(const std::string& after) {
  const auto result = run(command({"verify"}));
  if (result.status != 0) report_.breach("corrupt", after + ": verify: " + result.err);
}

}  // namespace kizuki::torture
