// Library row → case ready for a writer, with a stored analysis where there is one.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/section_analyses.hpp"
#include "indexer/case_annotator.hpp"
#include "indexer/index_cards.hpp"

namespace kizuki {

/// What a build needs of the rest of the engine; all outlive it.
struct BuildTools {
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::shared_ptr<const Taxonomy> taxonomy;
  const CaseCodec* codec = nullptr;
  std::shared_ptr<const TagModel> tag_model = nullptr;  // null: no tags are read from the texts
  /// What people's confirmations add to it, by compartment.
  std::map<std::string, std::shared_ptr<const TagOverlay>> overlays = {};
  /// Tags from elsewhere in place of the model's: how an evaluation gives each case the tags of a
  /// model that has not learned from it. Called by several threads at once.
  std::function<Result<std::vector<Annotation>>(const CaseRecord&)> predict = nullptr;
  /// Know-how cards that the texts are matched with; null: none.
  std::shared_ptr<const IndexCards> cards = nullptr;

  std::shared_ptr<const TagOverlay> overlay_of(const std::string& compartment) const;

  // For the manifest.
  /// Of tag model and shipped cards together; without cards the tag model's own.
  std::string tag_model_fingerprint() const;
  /// Of the compartment's overlay, and behind a colon of what people have said of cards there, if
  /// anything.
  std::string overlay_fingerprint(const std::string& compartment) const;
};

/// The part of an overlay_fingerprint that is the tag model's correction.
std::string_view tag_overlay_part(std::string_view overlay_fingerprint);

/// The analyses that an earlier state of the index holds of one compartment, as built and as
/// updated. One a thread.
class EarlierAnalyses {
 public:
  /// `earlier` may be null, and may lack the compartment: then there are none.
  EarlierAnalyses(const Generation* earlier, const std::string& compartment);

  struct Found {
    std::string record;                 // as stored
    std::vector<Annotation> predicted;  // by the model of the state it was found in
  };
  /// What is stored of a case with this key; nothing when there is none or it is damaged.
  std::optional<Found> find(std::string_view id, const AnalysisKey& key) const;

 private:
  std::optional<CompartmentReader> built_;
  std::optional<CompartmentReader> updated_;
};

/// Prepares cases of one compartment. One a thread.
class CasePreparer {
 public:
  CasePreparer(const BuildTools& tools, const LengthSettings& length, const Generation* earlier,
               const std::string& compartment);
  CasePreparer(const CasePreparer&) = delete;
  CasePreparer& operator=(const CasePreparer&) = delete;

  struct Outcome {
    PreparedCase prepared;
    bool analysed = false;  // false: taken over
  };
  /// Errors: those of codec and analyser, with the case's id.
  Result<Outcome> prepare(const StoredCase& stored);

 private:
  Result<PreparedCase> analyse(const StoredCase& stored);
  Result<PreparedCase> take_over(const StoredCase& stored, EarlierAnalyses::Found found);
  Result<void> add_predicted(const CaseRecord& record, PreparedCase& prepared);

  const BuildTools& tools_;
  LengthSettings length_;
  Analyzer analyzer_;
  SectionAnalyses sections_;  // of the case that is prepared
  EarlierAnalyses earlier_;
  bool takes_over_tags_;
  std::optional<TagPredictor> predictor_;
  std::optional<CardAnnotator> card_annotator_;
};

/// The current state of the index when its analyses may be taken over: readable, of this format and
/// made by this analyser. Null otherwise.
std::shared_ptr<const Generation> reusable_generation(const GenerationStore& store,
                                                      const AnalyzerModel& analyzer);

}  // namespace kizuki
