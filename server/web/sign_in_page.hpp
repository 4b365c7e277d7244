// The page that asks for name and password.
#pragma once

#include <string>

#include "server/web/html.hpp"

namespace kizuki {

struct SignInView {
  std::string csrf;             // of the form
  std::string to;               // where to go then: a path of ours, or empty
  std::string name;             // as it was typed
  std::string problem;          // why it did not work
  bool offer_way_back = false;  // a link to `to`, for who came from another site's link
};

/// What stands in <main>.
Html print_sign_in(const SignInView& view);

/// Whether a path may be gone to after signing in: one of ours, with nothing behind it.
bool is_way_back(std::string_view path);

}  // namespace kizuki
