// The page マイリスト: what somebody has collected for himself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/library/list_entry.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/web/html.hpp"

namespace kizuki {

inline constexpr std::size_t kListPage = 20;  // entries a page

/// An entry as it may be shown now.
struct ListedCase {
  ListEntry entry;
  std::optional<CaseBrief>
      brief;                     // nothing: it may not be read any more, and nothing is told of it
  std::vector<HitFacet> facets;  // what the index knows of it
};

struct MyListView {
  std::vector<ListedCase> cases;  // of this page
  std::size_t offset = 0;         // of the first of them
  std::size_t total = 0;
  std::string csrf;
  std::string problem;     // why something was refused
  std::string refused_id;  // the case whose note was refused
  std::string typed_note;  // what stood in it
};

/// What stands in <main>.
Html print_my_list(const MyListView& view, const Taxonomy& taxonomy);

/// What is said instead of a case that may not be read any more.
inline constexpr std::string_view kNoLongerReadable = "閲覧できなくなった事例";

/// The list as a table: its columns, and a row for an entry at `number` (from 1).
std::vector<std::string> list_columns();
std::vector<std::string> list_row(std::size_t number, const ListedCase& listed);

}  // namespace kizuki
