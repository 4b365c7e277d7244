// Single bits flipped in every kind of file: verify finds each, and search neither crashes nor
// shows text that is not the case's. Bytes of the library that no checksum covers and verify does
// not see are counted apart, by what the file format uses them for, and each is shown to carry
// nothing: all cases read the same, and the library goes on being written to without damage.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/index/format.hpp"
#include "engine/library/library.hpp"
#include "tests/torture/sqlite_map.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kCases = 80;
constexpr std::chrono::seconds kPatience{30};
constexpr std::size_t kSqliteHeaderBytes = 100;

std::string read_all(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_all(const fs::path& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + file.string());
}

/// Everything that the library's reader hands out, as text; nothing when it refuses.
std::optional<std::string> dump(const fs::path& folder) {
  const auto library = Library::open(folder, Library::Mode::kReadOnly);
  if (!library) return std::nullopt;
  std::string text;
  const auto sequence = library->sequence();
  if (!sequence) return std::nullopt;
  for (std::uint64_t then = 1; then <= *sequence; then += 1 + *sequence / 8) {
    const auto read = library->for_each_case(then, [&](const StoredCase& stored) {
      text += stored.id + " " + stored.compartment + " " + std::to_string(stored.revision) + " " +
              std::to_string(stored.sequence) + " " + stored.content_hash + " " + stored.json +
              "\n";
      return true;
    });
    if (!read) return std::nullopt;
  }
  return text;
}

/// Every file of a generation that holds anything, by what it is: "base cases.tbl" of any
/// compartment, "view facets.tbl", "update base postlist.glass", "update manifest.json".
std::map<std::string, std::vector<fs::path>> files_by_kind(const fs::path& generation) {
  std::map<std::string, std::vector<fs::path>> kinds;
  for (const auto& entry : fs::recursive_directory_iterator(generation)) {
    if (!entry.is_regular_file() || entry.file_size() == 0) continue;
    const fs::path part = entry.path().parent_path().filename() == kTextIndexFolder
                              ? entry.path().parent_path().parent_path()
                              : entry.path().parent_path();
    const bool of_part = fs::exists(part / kCaseTableFile) || fs::exists(part / kSupersededFile);
    // A view has no analyses of its own.
    const bool is_view = of_part && part.filename().string().starts_with("c-") &&
                         fs::exists(part / kCaseTableFile) && !fs::exists(part / kAnalysisFile);
    const bool is_update =
        entry.path().string().find("/" + std::string(kUpdatesFolder) + "/") != std::string::npos;
    kinds[std::string(is_update ? "update " : "") +
          (is_view   ? "view "
           : of_part ? "base "
                     : "") +
          entry.path().filename().string()]
        .push_back(entry.path());
  }
  for (auto& [kind, files] : kinds) std::sort(files.begin(), files.end());
  return kinds;
}

/// Titles and snippets by id, of an answer in JSON.
std::map<std::string, std::string> shown_texts(const std::string& answer) {
  std::map<std::string, std::string> texts;
  const auto json = parse_json(answer, {.text_bytes = answer.size()});
  const Json* hits = json ? json->find("hits") : nullptr;
  if (hits == nullptr) return texts;
  for (const Json& hit : hits->as_array()) {
    texts[std::string(hit.string_or("id", ""))] =
        std::string(hit.string_or("title", "")) + "\n" + std::string(hit.string_or("snippet", ""));
  }
  return texts;
}

class BitFlipper {
 public:
  BitFlipper(const Settings& settings, Report& report)
      : settings_(settings), report_(report), victim_(settings, report, folder_.path(), kCases) {
    report_.promise({"missed", "crashed", "false_text", "unreadable"});
    victim_.change_some();
    victim_.check_completion("first run");
    erase_some();
    for (int i = 0; i < 2; ++i) {
      victim_.change_some();
      victim_.check_completion("building");
    }
    victim_.confirm_some();
    victim_.change_some();
    victim_.check_completion("updating", victim_.update_command());
    const auto answer = victim_.run(search());
    truth_ = shown_texts(answer.out);
    content_ = dump(victim_.index());
    if (truth_.size() != kCases || !content_) throw std::runtime_error("nothing to damage");
  }

  void run(std::uint64_t flips) {
    for (const auto& [kind, files] : files_by_kind(current_folder())) {
      for (std::uint64_t i = 0; i < flips; ++i) {
        flip_some(files[victim_.random_below(files.size())], kind, 1);
      }
    }
    flip_some(victim_.index() / "current", "current", flips);
    // A library that was closed well has an empty log beside it; flips in it come from the file.
    uses_ = map_sqlite_file(read_all(victim_.index() / "library.db"));
    flip_some(victim_.index() / "library.db", "library.db", flips * 4);
    // Its hundred bytes would hardly be met otherwise, and hold most of what nobody reads.
    flip_some(victim_.index() / "library.db", "library.db", flips, kSqliteHeaderBytes);
  }

 private:
  Victim::Command search() const {
    return victim_.command({"search", "--format", "json", "--limit", "200", kEverywhere});
  }

  /// Free pages, erased content and a tombstone, so that every table and use of a page is there.
  void erase_some() {
    auto library = Library::open(victim_.index(), Library::Mode::kReadWrite);
    if (!library) throw std::runtime_error(library.error().describe());
    LibraryWriter writer(*library);
    for (int i = 0; i < 6; ++i) {
      const std::string id = "case-" + std::to_string(i);
      const auto gone = i % 2 == 0 ? writer.erase(id, "test") : writer.remove(id, "test");
      if (!gone) throw std::runtime_error(gone.error().describe());
    }
    if (auto written = writer.commit(); !written) {
      throw std::runtime_error(written.error().describe());
    }
  }

  fs::path current_folder() const {
    std::string name = std::to_string(victim_.current_generation());
    name.insert(0, 6 - name.size(), '0');
    return victim_.index() / "generations" / name;
  }

  /// In the first `limit` bytes of the file.
  void flip_some(const fs::path& file, const std::string& kind, std::uint64_t flips,
                 std::size_t limit = SIZE_MAX) {
    const std::string sound = read_all(file);
    for (std::uint64_t i = 0; i < flips; ++i) {
      const std::uint64_t at = victim_.random_below(std::min(limit, sound.size()));
      const auto bit = static_cast<unsigned>(victim_.random_below(8));
      std::string damaged = sound;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1U << bit));
      write_all(file, damaged);
      report_.count("flips");
      const std::string where =
          kind + " byte " + std::to_string(at) + " bit " + std::to_string(bit);
      if (!verify_finds(where)) settle_unfound(kind, at, where);
      check_search(where);
      write_all(file, sound);
    }
  }

  bool verify_finds(const std::string& where) {
    const auto result = test::run_process(victim_.command({"verify"}), "", kPatience);
    if (result.status > 3) {
      report_.breach("crashed", "verify, " + where + ": " + std::to_string(result.status));
    }
    report_.count("found", result.status == 0 ? 0 : 1);
    return result.status != 0;
  }

  /// Right only where the byte carries nothing.
  void settle_unfound(const std::string& kind, std::uint64_t at, const std::string& where) {
    const SqliteUse use = kind == "library.db" ? uses_[at] : SqliteUse::kContent;
    if (use == SqliteUse::kContent) return report_.breach("missed", where);
    report_.count("idle_" + std::string(sqlite_use_name(use)));
    if (dump(victim_.index()) != content_) report_.breach("missed", where + ": cases differ");
    check_writable(where);
  }

  /// A copy of the library with the flip takes changes and is sound afterwards.
  void check_writable(const std::string& where) {
    TempFolder copy;
    Victim other(settings_, report_, copy.path(), kCases);
    fs::create_directories(other.index());
    fs::copy_file(victim_.index() / "library.db", other.index() / "library.db");
    other.change_some();
    other.check_completion(where + ", written to");
  }

  void check_search(const std::string& where) {
    const auto result = test::run_process(search(), "", kPatience);
    if (result.status > 3) {
      report_.breach("crashed", "search, " + where + ": " + std::to_string(result.status));
    }
    report_.count("search_refused", result.status == 0 ? 0 : 1);
    for (const auto& [id, text] : shown_texts(result.out)) {
      const auto sound = truth_.find(id);
      if (sound == truth_.end() || sound->second != text) {
        report_.breach("false_text", where + ": " + id + ": " + text);
      }
    }
  }

  const Settings& settings_;
  Report& report_;
  TempFolder folder_;
  Victim victim_;
  std::map<std::string, std::string> truth_;
  std::optional<std::string> content_;
  std::vector<SqliteUse> uses_;
};

}  // namespace

Report bit_flips(const Settings& settings) {
  Report report;
  BitFlipper(settings, report).run(settings.count("flips", 8));
  return report;
}

}  // namespace kizuki::torture
