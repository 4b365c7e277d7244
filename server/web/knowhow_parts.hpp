// Pieces of markup that the pages ノウハウ and 分析 share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/library/card_entry.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// What the tabs count.
struct KnowHowTabs {
  std::size_t cards = 0;
  std::size_t candidates = 0;
  std::optional<std::size_t> rejected;  // for those who decide; nothing: no such tab
};

/// 「一覧」「候補」「見送り」 with their numbers; `current` is the path of one.
Html print_knowhow_tabs(std::string_view current, const KnowHowTabs& tabs);

/// The button that takes a rejection back; `of`: what it is called, for those who do not see where
/// the button stands.
Html print_restore_form(std::string_view id, std::string_view of, std::string_view label,
                        std::string_view csrf);

/// A decision on a card or candidate that the visitor may take back.
struct UndoShown {
  std::string id;        // the card
  std::uint64_t of = 0;  // CardEntry::sequence of the decision
  std::string said;      // 「2024-11-02 佐藤：分けた」; may be empty
};

/// The button that takes it back, sent to `path`; `of` as in print_restore_form.
Html print_undo_form(std::string_view path, const UndoShown& undo, std::string_view of,
                     std::string_view csrf);

/// What a change was, in a word: 「候補から採用」.
std::string_view card_action_label(CardAction action);

/// What stands where the result will be.
Html print_being_counted();
/// Why there is none.
Html print_not_counted(bool too_many);
/// Above an older result.
Html print_outdated();

/// Links to the pages of the list at `path` before and after this one; nothing with one page.
Html print_knowhow_pager(std::string_view path, std::string_view of, std::size_t page,
                         std::size_t pages);

/// A number with a bar of its share of `most`.
Html bar_cell(std::uint64_t number, std::uint64_t most);

/// The badges of the steps in `steps`.
Html step_badges(StepBits steps);

/// "/cases/ID?at=SECTION:BEGIN-END#at": the case, open at the sentence.
std::string evidence_link(const QuotedEvidence& evidence);
/// "CASE/SECTION/BEGIN-END", as forms send it.
std::string evidence_place(const QuotedEvidence& evidence);

/// The line over a quoted sentence: steps, case, scale, supporter.
Html evidence_head(const QuotedEvidence& evidence, const Taxonomy& taxonomy);

/// 「確認済み」, 「違うとされた文」 or 「推定 0.82」; without a value what a person's word was
/// taken back of and no run has seen since.
Html evidence_state(const QuotedEvidence& evidence);

/// "0.82".
std::string two_decimals(double value);
/// "2.3".
std::string one_decimal(double value);

}  // namespace kizuki
