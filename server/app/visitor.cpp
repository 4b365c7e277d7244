#include "server/app/visitor.hpp"

#include <utility>

#include "engine/privacy/secret.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kBearer = "Bearer ";

/// The scope of the account that a secret belongs to; nobody's when it opens nothing any more.
Result<std::optional<ReaderScope>> scope_behind(const Library& library, SecretKind kind,
                                                std::string_view hash, std::string_view now) {
  const auto found = library.secret(kind, hash, now);
  if (!found) return found.error();
  if (!*found) return std::optional<ReaderScope>();
  auto scope = ReaderScope::of_account(library, (*found)->account);
  if (scope) return std::optional<ReaderScope>(std::move(*scope));
  const ErrorCode code = scope.error().code;
  if (code == ErrorCode::kNotFound || code == ErrorCode::kPermissionDenied) {
    return std::optional<ReaderScope>();
  }
  return std::move(scope).error();
}

}  // namespace

Result<Visitor> page_visitor(const HttpRequest& request, const CookieJar& cookies,
                             const Library& library, std::string_view now) {
  Visitor visitor;
  const std::string secret = cookies.session_of(request);
  if (secret.empty()) return visitor;
  std::string hash = secret_hash(secret);
  auto scope = scope_behind(library, SecretKind::kSession, hash, now);
  if (!scope) return std::move(scope).error();
  if (!*scope) return visitor;
  visitor.scope = std::move(**scope);
  visitor.session = std::move(hash);
  visitor.csrf = form_secret(secret);
  return visitor;
}

Result<Visitor> api_visitor(const HttpRequest& request, const Library& library,
                            std::string_view now) {
  Visitor visitor;
  const std::string_view given = request.header("authorization");
  if (given.empty()) return visitor;
  visitor.refused = true;
  if (!given.starts_with(kBearer)) return visitor;
  auto scope =
      scope_behind(library, SecretKind::kToken, secret_hash(given.substr(kBearer.size())), now);
  if (!scope) return std::move(scope).error();
  if (!*scope) return visitor;
  visitor.scope = std::move(**scope);
  visitor.refused = false;
  return visitor;
}

bool is_from_own_page(const HttpRequest& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("host");
}

}  // namespace kizuki
