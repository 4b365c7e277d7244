// The page of what people said is no know-how, to be taken back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/web/html.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {

struct RejectedKnowHow {
  std::string id;
  std::string label;
  bool card = false;  // it stood as one; otherwise a candidate
  std::string author;
  std::string date;  // "2024-11-02"
  std::string reason;
  std::vector<QuotedEvidence> evidence;  // of a candidate, some of it
  bool decides = false;                  // the visitor may take it back
};

struct KnowHowRejectedView {
  std::vector<RejectedKnowHow> rejected;  // of this page
  KnowHowTabs tabs;
  std::size_t page = 1;
  std::size_t pages = 1;
  bool outdated = false;
  bool restored = false;  // one was taken back just now
  std::string csrf;
};

/// What stands in <main>.
Html print_knowhow_rejected(const KnowHowRejectedView& view, const Taxonomy& taxonomy);

}  // namespace kizuki
