#include "server/web/case_parts.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "server/web/labels.hpp"

namespace kizuki {
namespace {

std::string digit(int step) { return std::to_string(step); }

Html step_strip(const std::vector<HitFacet>& facets) {
  std::array<const HitFacet*, kStepCount> found{};
  for (const HitFacet& facet : facets) {
    if (facet.name != "step" || facet.value.size() != 1) continue;
    const int step = facet.value.front() - '0';
    if (step >= 1 && step <= kStepCount) found.at(static_cast<std::size_t>(step - 1)) = &facet;
  }
  std::string spoken;
  for (int step = 1; step <= kStepCount; ++step) {
    if (found.at(static_cast<std::size_t>(step - 1)) == nullptr) continue;
    spoken += (spoken.empty() ? "" : "、") + digit(step);
  }
  Html out;
  out << R"(<span class="steps" role="img" aria-label=")"
      << (spoken.empty() ? std::string("記述のあるステップはありません")
                         : "記述のあるステップ " + spoken)
      << R"(">)";
  for (int step = 1; step <= kStepCount; ++step) {
    const HitFacet* facet = found.at(static_cast<std::size_t>(step - 1));
    out << R"(<span class="step )";
    if (facet == nullptr) {
      out << "step--none";
    } else {
      out << "s" << step;
      if (facet->origin == AttributeOrigin::kPredicted) out << " step--guess";
    }
    out << R"(" aria-hidden="true">)" << step << "</span>";
  }
  out << "</span>";
  return out;
}

std::string first_value(const std::vector<HitFacet>& facets, std::string_view name) {
  const auto named = facets_named(facets, name);
  return named.empty() ? std::string() : named.front().value;
}

}  // namespace

Html step_badge(int step) {
  Html out;
  out << R"(<span class="step s)" << step << R"("><span class="vh">ステップ</span>)" << step
      << "</span>";
  return out;
}

std::vector<HitFacet> facets_named(const std::vector<HitFacet>& facets, std::string_view name) {
  std::vector<HitFacet> named;
  std::copy_if(facets.begin(), facets.end(), std::back_inserter(named),
               [&](const HitFacet& facet) { return facet.name == name; });
  return named;
}

Html origin_tag(const HitFacet& facet) {
  Html out;
  if (facet.origin == AttributeOrigin::kPredicted)
    out << R"( <span class="tag tag--guess">推定</span>)";
  if (facet.origin == AttributeOrigin::kConfirmed)
    out << R"( <span class="tag tag--ok">確認済み</span>)";
  return out;
}

Html scale_line(const std::vector<HitFacet>& facets, const CaseBrief& brief,
                const Taxonomy& taxonomy) {
  Html out;
  const auto scales = facets_named(facets, "scale");
  if (!scales.empty()) out << shown_value("scale", scales.front().value, taxonomy);
  if (brief.employees) {
    if (!scales.empty()) out << "・";
    out << *brief.employees << "人";
  }
  if (!scales.empty()) out << origin_tag(scales.front());
  return out;
}

Html who_line(const std::vector<HitFacet>& facets, const CaseBrief& brief,
              const Taxonomy& taxonomy) {
  Html out;
  out << R"(<p class="hit__who">)";
  const Html scale = scale_line(facets, brief, taxonomy);
  if (!scale.empty()) out << "<span>" << scale << "</span>";
  for (const std::string* text : {&brief.business, &brief.prefecture, &brief.supporter}) {
    if (!text->empty()) out << "<span>" << *text << "</span>";
  }
  if (const std::string year = first_value(facets, "year"); !year.empty()) {
    out << R"(<span class="num">)" << year << "年</span>";
  }
  out << step_strip(facets) << "</p>\n";
  return out;
}

}  // namespace kizuki
