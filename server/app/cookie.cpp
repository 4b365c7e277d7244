#include "server/app/cookie.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

constexpr std::string_view kSession = "kizuki";
constexpr std::string_view kForm = "kizuki_form";
constexpr std::size_t kSecretCharacters = 43;
constexpr std::chrono::hours kFormLifetime{1};

}  // namespace

std::string CookieJar::name(std::string_view base) const {
  return (https_ ? "__Host-" : "") + std::string(base);
}

std::string CookieJar::find(const HttpRequest& request, std::string_view base) const {
  const std::string wanted = name(base);
  std::string found;
  for (const auto& [header, value] : request.headers) {
    if (header != "cookie") continue;
    for (std::string_view rest = value; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != wanted) continue;
      const std::string_view secret = pair.substr(equals + 1);
      if (secret.size() != kSecretCharacters) continue;
      if (!found.empty() && found != secret) return {};
      found = secret;
    }
  }
  return found;
}

std::string CookieJar::session_of(const HttpRequest& request) const {
  return find(request, kSession);
}

std::string CookieJar::form_of(const HttpRequest& request) const { return find(request, kForm); }

void CookieJar::set(HttpResponse& response, std::string_view base, std::string_view value,
                    std::chrono::seconds lifetime) const {
  std::string text = name(base);
  text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  text += std::to_string(lifetime.count());
  if (https_) text += "; Secure";
  response.headers.emplace_back("Set-Cookie", std::move(text));
}

void CookieJar::set_session(HttpResponse& response, std::string_view secret,
                            std::chrono::seconds lifetime) const {
  set(response, kSession, secret, lifetime);
}

void CookieJar::set_form(HttpResponse& response, std::string_view secret) const {
  set(response, kForm, secret, kFormLifetime);
}

void CookieJar::clear(HttpResponse& response) const {
  set(response, kSession, "", std::chrono::seconds(0));
  set(response, kForm, "", std::chrono::seconds(0));
}

}  // namespace kizuki
