#include "server/app/report_rarity.hpp"

#include <algorithm>
#include <string>

#include "engine/corpus/scale.hpp"
#include "engine/corpus/value_conversion.hpp"
#include "server/app/case_desk.hpp"
#include "server/web/labels.hpp"

namespace kizuki {

Result<std::optional<ReportHint>> rarity_hint(const Call& call, const ReportForm& form,
                                              std::string_view id) {
  const Taxonomy& taxonomy = call.taxonomy();
  const char division = taxonomy.industry_division(form.industry);
  const Scale scale = compute_scale(form.industry, parse_count(form.employees), std::nullopt).scale;
  const bool told = division != '\0' && scale != Scale::kUnknown &&
                    taxonomy.prefecture(form.prefecture) != nullptr;
  const bool shared = form.visibility == "members" || form.visibility == "public";
  if (!told || !shared || call.reading == nullptr) return std::optional<ReportHint>();
  SearchRequest request;
  request.filters = {{"industry", std::string(1, division)},
                     {"scale", std::string(scale_code(scale))},
                     {"prefecture", form.prefecture}};
  const auto alike = ids_of_hits(*call.reading, request, 2, call.deadline);
  if (!alike) return alike.error();
  const bool alone =
      std::all_of(alike->begin(), alike->end(), [id](const std::string& one) { return one == id; });
  if (!alone) return std::optional<ReportHint>();
  const std::string who = std::string(taxonomy.industry_label(division)) + "・" +
                          std::string(scale_label(scale)) + "・" + form.prefecture;
  return std::optional<ReportHint>(
      {HintLevel::kAdvice, "prefecture",
       who + "の組は、読める事例のなかでこの1件だけです。会社が分かるおそれがあります。", ""});
}

}  // namespace kizuki
