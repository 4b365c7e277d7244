#include "engine/privacy/consent.hpp"

#include <chrono>

#include "engine/base/json.hpp"
#include "engine/library/credential.hpp"

namespace kizuki {
namespace {

/// "2026", "2026-01" or "2026-01-31".
bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != 4 && text.size() != 7 && text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != '-') return false;
  }
  return true;
}

}  // namespace

bool consent_holds(std::string_view record_json, std::string_view today) {
  // Most records say nothing of it; canonical JSON writes the member just so.
  if (record_json.find("\"consent\"") == std::string_view::npos) return true;
  const auto record = parse_json(record_json, {.text_bytes = record_json.size()});
  if (!record || !record->is_object()) return false;
  const Json* consent = record->find("consent");
  if (consent == nullptr) return true;
  if (!consent->is_object()) return false;
  const Json* until = consent->find("until");
  if (until == nullptr) return true;
  if (!until->is_string() || !is_date(until->as_string())) return false;
  const std::string& end = until->as_string();
  return today.substr(0, end.size()) <= end;
}

std::string japan_date(std::string_view utc) {
  constexpr std::chrono::hours kAhead{9};
  return utc_after(utc, kAhead).substr(0, 10);
}

}  // namespace kizuki
