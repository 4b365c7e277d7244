// What a browser does between two pages: keeps cookies, sends forms with their hidden fields.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "tests/e2e/server_program.hpp"

namespace kizuki::test {

/// The value of the first `name` field in a page; empty when there is none.
inline std::string field_of(const std::string& page, const std::string& name) {
  const std::string sign = "name=\"" + name + "\" value=\"";
  const std::size_t at = page.find(sign);
  if (at == std::string::npos) return {};
  return page.substr(at + sign.size(), page.find('"', at + sign.size()) - at - sign.size());
}

/// Characters of the token that links from hits bear (HitTrails).
inline constexpr std::size_t kTrailToken = 43;

/// A page with a star in the place of these tokens, which differ from search to search.
inline std::string without_trails(std::string page) {
  const std::string from = "?from=";
  for (std::size_t at = page.find(from); at != std::string::npos; at = page.find(from, at + 1)) {
    page.replace(at + from.size(), kTrailToken, "*");
  }
  return page;
}

class Browser {
 public:
  explicit Browser(const ServerProgram& server) : server_(&server) {}

  HttpAnswer get(const std::string& path) { return kept(server_->get(path, cookie_header())); }
  HttpAnswer post(const std::string& path, const std::string& body,
                  const std::string& headers = "") {
    return kept(server_->post_form(path, body, cookie_header() + headers));
  }
  /// A form with the hidden field of the page at `form`.
  HttpAnswer send(const std::string& form, const std::string& path, const std::string& body) {
    return post(path, "csrf=" + field_of(get(form).body, "csrf") + "&" + body);
  }
  /// A form with a file and these other fields.
  HttpAnswer upload(const std::string& path, const std::map<std::string, std::string>& fields,
                    const std::string& file) {
    const std::string line = "--kizuki-test-boundary\r\n";
    std::string body;
    for (const auto& [name, value] : fields) {
      body.append(line).append("Content-Disposition: form-data; name=\"").append(name);
      body.append("\"\r\n\r\n").append(value).append("\r\n");
    }
    body += line + "Content-Disposition: form-data; name=\"file\"; filename=\"f.jsonl\"\r\n" +
            "Content-Type: application/octet-stream\r\n\r\n" + file +
            "\r\n--kizuki-test-boundary--\r\n";
    return kept(HttpClient(server_->port())
                    .post(path, "multipart/form-data; boundary=kizuki-test-boundary", body,
                          cookie_header()));
  }
  HttpAnswer sign_in(const std::string& name, const std::string& password,
                     const std::string& to = "") {
    return send("/signin", "/signin", "name=" + name + "&password=" + password + "&to=" + to);
  }

  std::map<std::string, std::string> cookies;

 private:
  std::string cookie_header() const {
    std::string header;
    for (const auto& [name, value] : cookies) {
      header.append(header.empty() ? "Cookie: " : "; ").append(name).append("=").append(value);
    }
    return header.empty() ? header : header + "\r\n";
  }
  HttpAnswer kept(HttpAnswer answer) {
    for (const auto& [name, value] : answer.headers) {
      if (name != "set-cookie") continue;
      const std::size_t equals = value.find('=');
      const std::string text = value.substr(equals + 1, value.find(';') - equals - 1);
      if (text.empty()) {
        cookies.erase(value.substr(0, equals));
      } else {
        cookies[value.substr(0, equals)] = text;
      }
    }
    return answer;
  }

  const ServerProgram* server_;
};

}  // namespace kizuki::test
