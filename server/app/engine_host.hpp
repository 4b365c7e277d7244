// The engine as all requests share it: models, and the state of the index that is current now.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/essence/turning_point.hpp"
#include "engine/index/generation.hpp"
#include "engine/query/searcher.hpp"
#include "engine/registration/report_guidance.hpp"

namespace kizuki {

/// What lasts as long as the server. Immutable and shared.
struct EngineModels {
  std::filesystem::path index;  // the index folder, with the library
  std::filesystem::path data;   // the data folder
  std::shared_ptr<const Taxonomy> taxonomy;
  std::shared_ptr<const CaseCodec> codec;
  std::shared_ptr<const ReportGuidance> guidance;
  std::shared_ptr<const TurningPointReader> turning;
  std::shared_ptr<const std::vector<KnowHowCard>> shipped_cards;
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::shared_ptr<const BackgroundFrequencies> background;
  std::shared_ptr<const QueryKnowledge> knowledge;
};

/// Holds the current generation open. A request takes it once and keeps it to its end, so that no
/// answer mixes two; the old one closes with the last request that holds it. Thread-safe.
class EngineHost {
 public:
  explicit EngineHost(EngineModels models);

  const EngineModels& models() const { return models_; }

  /// Null while nothing has been built yet.
  std::shared_ptr<const Generation> generation() const;

  /// Opens the newest state when index or update have been switched since; true when it did. To be
  /// called now and then by one thread. On an error (logged by the caller) what was open stays.
  Result<bool> refresh();

 private:
  EngineModels models_;
  GenerationStore store_;
  std::string seen_;  // of refresh alone: what the switched files looked like
  mutable std::mutex mutex_;
  std::shared_ptr<const Generation> generation_;
};

}  // namespace kizuki
