#include "engine/index/view_definition.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kViewPrefix = "view:";
constexpr std::string_view kAllName = "view:all";
constexpr std::size_t kNameDigits = 32;

void sort_without_doubles(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// Those of both ascending lists.
std::vector<std::string> common(const std::vector<std::string>& left,
                                const std::vector<std::string>& right) {
  std::vector<std::string> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  return both;
}

/// Equal for equal lists (ascending) of one kind.
std::string view_name(std::string_view kind, const std::vector<std::string>& compartments) {
  Sha256 hash;
  hash.update(kind);
  for (const std::string& name : compartments) {
    hash.update(std::string_view("\0", 1));  // no name has a NUL
    hash.update(name);
  }
  return std::string(kViewPrefix) + to_hex(hash.finish()).substr(0, kNameDigits);
}

}  // namespace

ViewDefinition view_of_all() { return {std::string(kAllName), {}, {}}; }

ViewDefinition view_without(std::vector<std::string> compartments) {
  sort_without_doubles(compartments);
  return {view_name("without", compartments), {}, std::move(compartments)};
}

ViewDefinition view_of(std::vector<std::string> compartments) {
  sort_without_doubles(compartments);
  std::string name = view_name("of", compartments);
  return {std::move(name), std::move(compartments), {}};
}

std::vector<ViewDefinition> needed_views(const std::vector<ViewDefinition>& wanted,
                                         const std::vector<std::string>& compartments) {
  std::vector<ViewDefinition> needed;
  if (compartments.size() > kMaxCompartmentsWithoutView) needed.push_back(view_of_all());
  for (const ViewDefinition& view : wanted) {
    const ManifestView rule{"", "", view.reads, view.without, {}};
    const auto members = static_cast<std::size_t>(
        std::count_if(compartments.begin(), compartments.end(),
                      [&](const std::string& name) { return rule.may_hold(name); }));
    if (members > kMaxCompartmentsWithoutView) needed.push_back(view);
  }
  const auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
  std::sort(needed.begin(), needed.end(), by_name);
  const auto same = [](const auto& a, const auto& b) { return a.name == b.name; };
  needed.erase(std::unique(needed.begin(), needed.end(), same), needed.end());
  return needed;
}

Result<std::vector<std::string>> parts_to_read(const Generation& generation,
                                               const std::vector<std::string>& compartments) {
  std::vector<std::string> asked = compartments;
  sort_without_doubles(asked);
  const std::vector<std::string> existing = generation.compartments();
  std::vector<std::string> names = common(existing, asked);
  if (names.size() <= kMaxCompartmentsWithoutView) return names;
  for (const ManifestView& view : generation.manifest().views) {
    const bool fits = std::all_of(existing.begin(), existing.end(), [&](const std::string& name) {
      return view.may_hold(name) == std::binary_search(names.begin(), names.end(), name);
    });
    if (fits) return std::vector<std::string>{view.name};
  }
  return Error{ErrorCode::kNotFound,
               "この権限で読める区画（" + std::to_string(names.size()) +
                   "個）をまとめた索引がまだありません。kizuki index --merge "
                   "で作り直してください",
               generation.folder().string(),
               0,
               "",
               ""};
}

}  // namespace kizuki
