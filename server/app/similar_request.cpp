#include "server/app/similar_request.hpp"

#include <optional>
#include <utility>

#include "engine/corpus/record_limits.hpp"

namespace kizuki {
namespace {

std::optional<SimilarPurpose> parse_purpose(std::string_view text) {
  for (const SimilarPurpose purpose : {SimilarPurpose::kSituation, SimilarPurpose::kMeasures,
                                       SimilarPurpose::kContrast, SimilarPurpose::kVaried}) {
    if (text == purpose_code(purpose)) return purpose;
  }
  return std::nullopt;
}

Result<void> read_member(const std::string& name, const Json& value, SimilarRequest& request) {
  const auto shared = read_shared_member(name, value, request.filters, request.disbelieved);
  if (!shared) return shared.error();
  if (*shared) return {};
  if (name == "text" || name == "case") {
    if (!value.is_string()) return bad_field(name, "文字列で指定してください");
    (name == "text" ? request.text : request.case_id) = value.as_string();
    return {};
  }
  if (name == "purpose") {
    const auto purpose = parse_purpose(value.is_string() ? value.as_string() : std::string());
    if (!purpose) {
      return bad_field(name, "situation, measures, contrast, varied のどれかで指定してください");
    }
    request.purpose = *purpose;
    return {};
  }
  if (name == "limit") {
    const auto limit = read_json_count(name, value, 1, kMaxApiLimit);
    if (!limit) return limit.error();
    request.limit = *limit;
    return {};
  }
  return bad_field(name, "知らない項目です");
}

}  // namespace

std::string_view purpose_code(SimilarPurpose purpose) {
  switch (purpose) {
    case SimilarPurpose::kSituation:
      return "situation";
    case SimilarPurpose::kMeasures:
      return "measures";
    case SimilarPurpose::kContrast:
      return "contrast";
    case SimilarPurpose::kVaried:
      return "varied";
  }
  return "";
}

Result<SimilarRequest> SimilarRequest::from_form(const FormFields& form) {
  SimilarRequest request;
  request.text = trimmed(form.value("m"));
  const std::string_view id = form.value("case");
  if (!id.empty() && !is_case_id(id)) return bad_field("case", "番号を読めません");
  // Notes win: who has typed some no longer means the case.
  if (request.text.empty()) request.case_id = id;
  const std::string_view purpose = form.has("purpose") ? form.value("purpose") : form.value("p");
  const auto parsed = parse_purpose(purpose.empty() ? "situation" : purpose);
  if (!parsed) return bad_field("p", "似かたの種類を読めません");
  request.purpose = *parsed;
  auto disbelieved = read_disbelieved(form);
  if (!disbelieved) return std::move(disbelieved).error();
  request.disbelieved = std::move(*disbelieved);
  return request;
}

Result<SimilarRequest> SimilarRequest::from_json(const Json& json) {
  if (!json.is_object()) return bad_field("", "JSON の {…} で指定してください");
  SimilarRequest request;
  for (const auto& [name, value] : json.as_object()) {
    if (auto read = read_member(name, value, request); !read) return std::move(read).error();
  }
  if (request.text.empty() == request.case_id.empty()) {
    return bad_field("text", "text か case のどちらか一つを指定してください");
  }
  return request;
}

}  // namespace kizuki
