// The page 事例登録: a report being written up, with what it still needs beside it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/library/report_draft.hpp"
#include "engine/registration/draft_content.hpp"
#include "engine/registration/report_guidance.hpp"
#include "engine/registration/report_hints.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// A question of a know-how card.
struct GuidingQuestion {
  std::string text;
  std::string card;   // its id
  std::string label;  // its name
};

/// What stands beside the writing, by step.
struct WritingGuide {
  std::shared_ptr<const ReportGuidance> guidance;
  std::array<std::vector<GuidingQuestion>, 7> questions;  // of step 1 at 0
};

struct RegisterView {
  std::string id;             // empty: not saved yet
  std::uint64_t version = 0;  // that was read
  DraftState state = DraftState::kWriting;
  DraftContent content;
  std::vector<ReportHint> hints;
  WritingGuide guide;
  bool checked = false;  // what stops the report also stands beside its field
  std::string csrf;
  std::string notice;         // what was done
  std::string problem;        // why something was refused
  std::string problem_field;  // where, as in ReportHint
};

/// What stands in <main>.
Html print_register(const RegisterView& view, const Taxonomy& taxonomy);

/// The hints, alone: what scripts put in the place of those before. `links`: to the fields that
/// they are about, which stand on the page.
Html print_register_hints(const RegisterView& view, bool links = true);

/// The points and questions of a step, folded away.
Html print_step_guide(const WritingGuide& guide, int step);

/// The checklist of whether accompaniment fits, with what was answered.
Html print_checklist(const WritingGuide& guide, const ReportForm& form);

/// Where a report stands, of 「下書き」「ほかの人の確認」「公開」.
Html print_register_flow(DraftState state);

/// 「書きかけ」, 「確認待ち」, …
std::string_view draft_state_label(DraftState state);

}  // namespace kizuki
