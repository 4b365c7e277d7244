// One run of the extraction over all that a reader may read: what command line and server share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/essence/essence_model.hpp"
#include "engine/essence_run/essence_report.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// What every run shares. Immutable.
struct EssenceTools {
  std::shared_ptr<const Taxonomy> taxonomy;
  std::shared_ptr<const CaseCodec> codec;
  std::shared_ptr<const TagModel> tags;
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::shared_ptr<const EssenceModel> model;
  std::vector<KnowHowCard> shipped_cards;  // the catalogue's beginning
};

/// Loads model and shipped cards of the data folder beside what the caller has loaded already.
/// Errors: EssenceModel::load, load_cards.
Result<void> load_essence_files(const std::filesystem::path& data_folder, EssenceTools& tools);

/// What a run is asked for.
struct EssenceRequest {
  std::vector<CaseFilter> filters;
  std::size_t threads = 1;
  std::uint64_t least_cases = 3;  // of an item
  std::size_t top = 0;            // at most so many items; 0: all
  std::size_t most_below = 0;     // as FinderSettings: KnowHowResult::below
  bool with_cards = true;
  /// Where the library lies, when what the run reads may be kept there for later runs (as a file
  /// made from the cases: derived_folder); empty: nothing is kept or used.
  std::filesystem::path keep_in = {};
  std::uint64_t most_cases = 0;   // as CorpusRequest
  std::function<bool()> stopped;  // as CorpusRequest
  /// In the place of the catalogue, with nothing that people decided.
  std::optional<std::vector<KnowHowCard>> cards;
};

/// Cases whose company's consent has run out (by Japan's date now) count for operators alone, as
/// ReaderScope::read has it. One a thread. `library`, `scope` and `tools` must outlive it.
class EssenceRun {
 public:
  /// Reads the catalogue and learns its cards. Errors: the library's, CardMatcher::train.
  static Result<EssenceRun> prepare(const Library& library, const ReaderScope& scope,
                                    const EssenceTools& tools, EssenceRequest request);

  /// Reads all cases and finds what recurs, with its sentences. Starts over when cases are erased
  /// or move out of sight beneath it. Errors: read_corpus, KnowHowFinder::find, kLocked (that
  /// happened three times).
  Result<EssenceReport> run(const CorpusProgress& progress) const;

  /// As it was read by prepare; empty without it.
  const Catalogue& catalogue() const { return catalogue_; }

  /// What the run learned of the cards.
  const std::shared_ptr<const CardMatcher>& matcher() const { return matcher_; }

  /// Whether the candidates that the run finds are those of everything that the reader may read:
  /// the ones that the library may keep (keep_candidates).
  bool finds_all_candidates() const;

 private:
  EssenceRun(const Library& library, const ReaderScope& scope, const EssenceTools& tools,
             EssenceRequest request)
      : library_(&library), scope_(&scope), tools_(&tools), request_(std::move(request)) {}

  Result<void> read_decisions();
  Result<void> learn();
  Result<EssenceReport> attempt(const CorpusProgress& progress) const;
  CorpusTools corpus_tools() const;
  /// Only a run over all cases may keep what it reads: others would keep a part.
  bool reads_everything() const;
  /// What the result depends on beside the cases.
  std::string basis() const;

  const Library* library_;
  const ReaderScope* scope_;
  const EssenceTools* tools_;
  EssenceRequest request_;
  std::vector<KnowHowCard> cards_;
  Catalogue catalogue_;
  std::vector<SentenceVerdict> verdicts_;
  std::vector<KnownGroup> groups_;
  std::shared_ptr<const CardMatcher> matcher_;
};

}  // namespace kizuki
