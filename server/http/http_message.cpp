#include "server/http/http_message.hpp"

namespace kizuki {
namespace {

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out.push_back(c);
  }
  out.append("\r\n");
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

std::string print_response_head(const HttpResponse& response, std::string_view date, bool close) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
  out.reserve(512);
  out.append(reason_phrase(response.status)).append("\r\n");
  append_header(out, "Date", date);
  if (response.status != 304) {
    append_header(out, "Content-Type", response.type);
    append_header(out, "Content-Length", std::to_string(response.content().size()));
  }
  for (const auto& [name, value] : response.headers) append_header(out, name, value);
  if (close) append_header(out, "Connection", "close");
  out.append("\r\n");
  return out;
}

}  // namespace kizuki
