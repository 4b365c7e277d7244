// The cookies of the pages: one for a session, one for the form that begins it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/http_message.hpp"

namespace kizuki {

/// Names and attributes. Over TLS a name begins with "__Host-": a browser then takes it from this
/// very host alone, with Secure and for all paths (RFC 6265bis, 4.1.3.2), so that nobody beside us
/// can plant one.
class CookieJar {
 public:
  explicit CookieJar(bool https) : https_(https) {}

  /// The secret of the session; empty when there is none, or two that differ (one was planted).
  std::string session_of(const HttpRequest& request) const;
  /// The secret behind the sign-in form.
  std::string form_of(const HttpRequest& request) const;

  void set_session(HttpResponse& response, std::string_view secret,
                   std::chrono::seconds lifetime) const;
  void set_form(HttpResponse& response, std::string_view secret) const;
  /// Takes both from the browser.
  void clear(HttpResponse& response) const;

 private:
  std::string name(std::string_view base) const;
  std::string find(const HttpRequest& request, std::string_view base) const;
  void set(HttpResponse& response, std::string_view base, std::string_view value,
           std::chrono::seconds lifetime) const;

  bool https_;
};

}  // namespace kizuki
