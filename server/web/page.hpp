// The frame that all pages share, and answers made of pages.
#pragma once

#include <string>
#include <string_view>

#include "server/http/http_message.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// Where a page stands and who looks at it.
struct PageFrame {
  std::string title;             // before 「｜気づき」
  std::string_view current;      // the path of the page in the navigation, if it is there
  std::string visitor;           // name of the account; empty: nobody has signed in
  std::string csrf;              // of the session, for forms that change something
  bool may_sign_in = false;      // accounts exist: the frame offers to sign in
  bool operates = false;         // the navigation shows what operators do
  bool registers = false;        // … and where reports are written
  std::string_view skip_target;  // a second skip link: "hits"
  unsigned refresh_after = 0;    // seconds until the page loads itself anew; 0: never
};

/// The hidden field that a form of a session carries; nothing without a session.
Html csrf_field(std::string_view csrf);

/// The whole document.
std::string print_page(const PageFrame& frame, const Html& main);

/// An answer with the headers that every page has: strict content security policy, no storing.
HttpResponse page_response(unsigned status, std::string_view route, std::string html);

/// A page that says what happened, what is safe, and what to do.
struct Message {
  std::string heading;
  std::string strong;
  std::string text;
  std::string to = "/";  // where the button leads
  std::string to_label = "検索にもどる";
};
HttpResponse message_page(unsigned status, std::string_view route, const PageFrame& frame,
                          const Message& message);

/// The page for a case, or anything else, that is not there or may not be read: the same bytes for
/// both.
HttpResponse not_found_page(const PageFrame& frame);

/// Answers 303 to `target`, a path of our own.
HttpResponse redirect(std::string_view route, std::string target);

/// Headers for every answer.
void add_security_headers(HttpResponse& response);

}  // namespace kizuki
