// One struct and one function a subcommand.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/console.hpp"
#include "cli/exit_status.hpp"
#include "engine/library/account.hpp"
#include "engine/query/query_choices.hpp"
#include "engine/query/searcher.hpp"
#include "engine/query/similarity.hpp"

namespace kizuki {

struct IndexCommand {
  std::filesystem::path index;
  std::string profile = "case";
  std::string encoding;  // empty = guess
  bool rebuild = false;  // analyse everything anew
  bool merge = false;    // a new generation, also where an update would do
  bool update = false;   // an update wherever it is possible, also of a small index
  bool strict = false;
  std::size_t threads = 0;  // 0 = one a core
  std::size_t keep = 3;     // generations kept after a build
  std::vector<std::filesystem::path> sources;
};

enum class OutputFormat { kText, kJson, kTrec };

struct CheckCommand {
  std::string profile = "case";
  std::string encoding;
  bool strict = false;
  std::vector<std::filesystem::path> sources;
};

struct TagCommand {
  std::string profile = "case";
  std::string encoding;
  bool strict = false;
  double none_threshold = 0;          // 0 = the tagger's own
  std::string learned_facet;          // not empty: learns this facet instead of tagging
  std::filesystem::path facet_model;  // to read a facet by, or to write; empty = none
  std::vector<std::filesystem::path> sources;
};

/// What people say about predicted tags, and what is learned from it.
struct TagReviewCommand {
  enum class Action { kReview, kConfirm, kTrain, kForget };
  std::filesystem::path index;
  Action action = Action::kReview;
  std::size_t limit = 10;              // of kReview
  std::string field;                   // of kReview; empty = all
  std::string case_id;                 // of kConfirm
  std::vector<std::string> confirmed;  // "field=value"
  std::vector<std::string> denied;
  std::string reason;
  bool apply = false;  // of kTrain
  std::optional<std::string> as;
  OutputFormat format = OutputFormat::kText;
};

struct SearchCommand {
  std::filesystem::path index;
  std::vector<std::string> filters;  // "field=value"
  std::size_t limit = 0;             // 0 = the format's default
  std::size_t offset = 0;
  OutputFormat format = OutputFormat::kText;
  std::optional<std::string> as;  // the account whose rights count; none = the operator's
  QueryChoices choices;
  HitOrder order = HitOrder::kRelevance;
  std::size_t deadline_ms = 0;  // 0 = none
  bool explain = false;
  std::string query;
  std::filesystem::path queries;  // a JSONL file instead of `query`
};

struct SimilarCommand {
  std::filesystem::path index;
  std::vector<std::string> filters;  // "field=value"
  std::size_t limit = 0;             // 0 = the format's default
  OutputFormat format = OutputFormat::kText;
  SimilarPurpose purpose = SimilarPurpose::kSituation;
  std::optional<std::string> as;
  bool explain = false;
  // One of these:
  std::string case_id;
  std::filesystem::path text;     // a file, or "-"
  std::filesystem::path queries;  // JSONL
  std::filesystem::path seeds;    // a case id a line
};

struct VerifyCommand {
  std::filesystem::path index;
};

struct BackupCommand {
  std::filesystem::path index;
  std::filesystem::path to;  // not there yet
  OutputFormat format = OutputFormat::kText;
};

struct RestoreCommand {
  std::filesystem::path index;  // not there yet, or empty
  std::filesystem::path from;
  std::size_t threads = 0;  // 0 = one a core
  OutputFormat format = OutputFormat::kText;
};

struct GenerationsCommand {
  enum class Action { kList, kRollback, kPrune };
  std::filesystem::path index;
  Action action = Action::kList;
  std::size_t keep = 3;
};

struct UserCommand {
  enum class Action { kAdd, kChange, kDisable, kList, kShow, kPassword, kToken, kRevoke, kTokens };
  std::filesystem::path index;
  Action action = Action::kList;
  std::string name;
  // What is said about the account; what is not said stays as it is.
  std::optional<Role> role;
  std::optional<std::string> organization;  // empty = none
  std::optional<std::vector<std::string>> other_organizations;
  std::optional<bool> all_organizations;
  std::optional<bool> local;
  std::optional<bool> disabled;
  std::string label;      // of a token
  std::size_t days = 90;  // for which a token is good
  std::string actor = std::string(kOperatorName);
  std::string reason;
  OutputFormat format = OutputFormat::kText;
};

struct AuditCommand {
  std::filesystem::path index;
  std::string account;
  std::string case_id;
  std::string action;
  std::string since;   // UTC, any beginning of "2026-01-31T09:08:07Z"; empty = from the first
  std::string until;   // not itself any more; empty = to the last
  std::string anchor;  // "5120:9f3c…"
  OutputFormat format = OutputFormat::kText;
};

struct ServeCommand {
  std::filesystem::path index;
  std::string listen;  // empty: what the settings say
  std::filesystem::path config;
  bool public_cases = false;
};

struct EraseCommand {
  std::filesystem::path index;
  std::string reason;
  std::vector<std::string> ids;
  std::size_t threads = 0;        // 0 = one a core
  std::size_t wait_seconds = 60;  // for other processes that hold the index
  bool remove_copies = false;     // the copies made before migrations too
  OutputFormat format = OutputFormat::kText;
};

enum class EssenceFormat { kJson, kHtml, kMarkdown, kWorkbook, kText };

struct EssenceCommand {
  std::filesystem::path index;
  std::vector<std::string> filters;  // "field=value"
  bool no_cards = false;
  std::filesystem::path cards;    // instead of the shipped ones
  std::size_t top = 0;            // 0 = all
  std::size_t least_cases = 3;    // of an item
  std::size_t threads = 0;        // 0 = one a core
  std::optional<std::string> as;  // the account whose rights count; none = the operator's
  EssenceFormat format = EssenceFormat::kJson;
  std::string kwic;               // a word: its places instead of the know-how
  std::string table;              // "step,issue": a cross table instead
  std::string since;              // a date: cases from then on against older ones
  std::filesystem::path compare;  // what an older run printed as JSON: its cases against newer ones
  bool publish = false;           // for publication: small counts and the cases' ids are left out
  std::filesystem::path out;      // empty = standard output
};

struct CardsCommand {
  enum class Action {
    kList,
    kShow,
    kConfirm,
    kReject,
    kRestore,
    kUndo,
    kAccept,
    kMerge,
    kSplit,
    kRename,
    kExport,
    kImport
  };
  std::filesystem::path index;
  Action action = Action::kList;
  std::string card;
  std::string evidence;  // "CASE/SECTION/BEGIN-END"; empty with kReject, kUndo: the whole card
  std::string into;      // of kMerge
  std::vector<std::string> cases;  // of kSplit
  std::string label;
  std::string definition;
  std::vector<int> steps;
  std::string compartment;     // of kAccept and kImport; empty = where it comes from, or public
  std::string status;          // of kList; empty = all but what is gone or merged
  std::filesystem::path file;  // of kImport and kExport; empty = standard output
  bool with_evidence = false;  // of kExport: confirmed sentences as examples
  std::string reason;
  std::optional<std::string> as;
  OutputFormat format = OutputFormat::kText;
};

using Command = std::variant<CardsCommand, EssenceCommand, IndexCommand, CheckCommand,
                             SearchCommand, SimilarCommand, TagCommand, TagReviewCommand,
                             VerifyCommand, BackupCommand, RestoreCommand, GenerationsCommand,
                             UserCommand, AuditCommand, EraseCommand, ServeCommand>;

ExitStatus run(const IndexCommand& command, Console& console);
ExitStatus run(const EssenceCommand& command, Console& console);
ExitStatus run(const CardsCommand& command, Console& console);
ExitStatus run(const CheckCommand& command, Console& console);
ExitStatus run(const SearchCommand& command, Console& console);
ExitStatus run(const SimilarCommand& command, Console& console);
ExitStatus run(const TagCommand& command, Console& console);
ExitStatus run(const TagReviewCommand& command, Console& console);
ExitStatus run(const VerifyCommand& command, Console& console);
ExitStatus run(const BackupCommand& command, Console& console);
ExitStatus run(const RestoreCommand& command, Console& console);
ExitStatus run(const GenerationsCommand& command, Console& console);
ExitStatus run(const UserCommand& command, Console& console);
ExitStatus run(const AuditCommand& command, Console& console);
ExitStatus run(const EraseCommand& command, Console& console);
ExitStatus run(const ServeCommand& command, Console& console);

}  // namespace kizuki
