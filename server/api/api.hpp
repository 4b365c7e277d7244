// The JSON API under /api/v1/: docs/http-api.md, docs/openapi.yaml.
#pragma once

#include <string_view>

#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "server/app/case_desk.hpp"
#include "server/http/http_message.hpp"

namespace kizuki {

/// An answer of JSON that nobody stores.
HttpResponse json_response(unsigned status, std::string_view route, const Json& json);

/// {"error":{"code","message","field"}} with the status that fits the code. What went wrong inside
/// (files, damage) is not told.
HttpResponse error_response(std::string_view route, const Error& error);
/// 401: a token is needed, or the one that was shown opens nothing. The same for both.
HttpResponse unauthorized_response(std::string_view route);
/// The status for an error.
unsigned status_of(ErrorCode code);

/// {"id","revision","record":{…},"facets","predicted","confirmed"}.
Json case_as_json(const CaseView& view);

}  // namespace kizuki
