// What similar cases are asked for, from a form or from JSON.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/query/similarity.hpp"
#include "server/app/search_request.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

struct SimilarRequest {
  std::string text;     // notes, as typed
  std::string case_id;  // or a case to begin with
  SimilarPurpose purpose = SimilarPurpose::kSituation;
  std::vector<std::string> disbelieved;  // QueryChoices::disbelieved
  std::vector<ChosenFilter> filters;
  std::size_t limit = 10;

  bool empty() const { return text.empty() && case_id.empty(); }

  /// Reads the fields m (notes), case, p (purpose_code; of a button, `purpose` instead), r and u as
  /// read_disbelieved does. kInvalidArgument for what no page of ours sends.
  static Result<SimilarRequest> from_form(const FormFields& form);
  /// Reads {"text" | "case","purpose","ignore","filters","limit"}. kInvalidArgument with `field`
  /// for anything else, for both of text and case, and for none.
  static Result<SimilarRequest> from_json(const Json& json);
};

/// "situation", "measures", "contrast".
std::string_view purpose_code(SimilarPurpose purpose);

}  // namespace kizuki
