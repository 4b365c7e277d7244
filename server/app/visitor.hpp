// Who asks: found out anew for every request, so that a changed right or a disabled account counts
// with the next one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/library/library.hpp"
#include "server/app/cookie.hpp"
#include "server/http/http_message.hpp"

namespace kizuki {

struct Visitor {
  ReaderScope scope = ReaderScope::of_anybody();
  std::string session;   // hash of its secret; empty: no session
  std::string csrf;      // what the forms of the session carry
  bool refused = false;  // a token was shown that opens nothing

  const std::optional<Account>& account() const { return scope.account(); }
  bool signed_in() const { return account().has_value(); }
  /// For the audit log; empty for nobody.
  std::string name() const { return signed_in() ? account()->name : std::string(); }
};

/// Who looks at a page: whose session the cookie opens, else nobody. `now`: UTC. Errors: those of
/// the library.
Result<Visitor> page_visitor(const HttpRequest& request, const CookieJar& cookies,
                             const Library& library, std::string_view now);

/// Who asks the API: whose token stands in "Authorization: Bearer", else nobody. Cookies count for
/// nothing here, so that no page of somebody else's can ask in a visitor's name.
Result<Visitor> api_visitor(const HttpRequest& request, const Library& library,
                            std::string_view now);

/// Whether a POST comes from a page of ours, as far as the browser tells (Origin, Sec-Fetch-Site).
/// A client that tells nothing is no browser that could be led on.
bool is_from_own_page(const HttpRequest& request);

}  // namespace kizuki
