#include "engine/library/report_draft.hpp"

namespace kizuki {

bool is_open(DraftState state) {
  return state == DraftState::kWriting || state == DraftState::kInReview ||
         state == DraftState::kReturned;
}

bool may_become(DraftState from, DraftState to) {
  switch (from) {
    case DraftState::kWriting:
    case DraftState::kReturned:
      return to != DraftState::kPublished && (to != DraftState::kReturned || from == to);
    case DraftState::kInReview:
      return to != DraftState::kInReview;
    case DraftState::kPublished:
      return to == DraftState::kWriting;
    case DraftState::kDiscarded:
      return false;
  }
  return false;
}

}  // namespace kizuki
