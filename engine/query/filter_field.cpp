#include "engine/query/filter_field.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/query/query_characters.hpp"

namespace kizuki {
namespace {

struct FieldNames {
  std::string_view name;
  std::array<std::string_view, 2> japanese;  // the first is the one shown
};

// In the order of FilterField.
constexpr std::array<FieldNames, kFilterFieldCount> kFields{{
    {"issue", {"課題"}},
    {"scale", {"規模"}},
    {"step", {"段階", "ステップ"}},
    {"industry", {"業種"}},
    {"prefecture", {"都道府県"}},
    {"supporter", {"支援機関"}},
    {"year", {"年", "年度"}},
    {"organization", {"組織"}},
    {"tool", {"ツール"}},
    {"stated_issue", {"顕在課題"}},
    {"essential_issue", {"本質的課題"}},
    {"bridge_to", {"橋渡し先", "連携先"}},
    {"knowhow", {"ノウハウ"}},
    {"id", {"事例id"}},
}};

}  // namespace

std::string_view filter_field_name(FilterField field) {
  return kFields[static_cast<std::size_t>(field)].name;
}

std::string_view filter_field_label(FilterField field) {
  return kFields[static_cast<std::size_t>(field)].japanese.front();
}

std::optional<FilterField> find_filter_field(std::string_view name) {
  const std::string folded = fold_name(name);
  if (folded.empty()) return std::nullopt;
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const auto& japanese = kFields[i].japanese;
    if (folded == kFields[i].name ||
        std::find(japanese.begin(), japanese.end(), folded) != japanese.end()) {
      return static_cast<FilterField>(i);
    }
  }
  return std::nullopt;
}

bool may_name_facet(std::string_view name) {
  constexpr std::size_t kMaxBytes = 32;
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  return !name.empty() && name.size() <= kMaxBytes &&
         kLetters.find(name.front()) != std::string_view::npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace kizuki
