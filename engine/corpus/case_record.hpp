// A case report: the record that every part of Kizuki works on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Size class of a company by the SME Basic Act.
enum class Scale : std::uint8_t { kUnknown, kSmall, kMedium, kLarge };

/// How the scale came to be known.
enum class ScaleBasis : std::uint8_t {
  kNone,      // unknown
  kGiven,     // stated in the record
  kComputed,  // from industry and employees (and capital) by the Act
};

/// Who may read a record (design: compartments).
enum class Visibility : std::uint8_t { kPublic, kMembers, kOrganization };

struct Company {
  std::string industry;  // JSIC letter "A".."T" or numeric code; empty when unknown
  std::string business;
  std::optional<std::int64_t> employees;
  std::optional<std::int64_t> capital_yen;
  std::string prefecture;
  std::optional<std::int64_t> founded;  // year
  JsonObject other;                     // members that the schema does not know

  friend bool operator==(const Company&, const Company&) = default;
};

struct Section {
  std::string heading;
  std::string text;
  std::vector<int> steps;  // 1..7, ascending, no doubles
  JsonObject other;        // members that the schema does not know

  friend bool operator==(const Section&, const Section&) = default;
};

/// A validated record. Strings are valid UTF-8 without NUL; text is kept byte for byte as given.
struct CaseRecord {
  std::string id;  // 1–64 of A-Za-z0-9._- , not "." or ".."
  std::string title;
  Company company;
  Scale scale = Scale::kUnknown;
  ScaleBasis scale_basis = ScaleBasis::kNone;
  std::string supporter;
  std::string period_from;  // "2021-06", as given
  std::string period_to;
  JsonObject period_other;          // members of the period that the schema does not know
  std::vector<std::string> issues;  // codes of the taxonomy, as given order
  std::vector<std::string> tools;
  std::vector<Section> sections;
  std::string outcome;
  std::string organization;  // owner; empty = local
  std::optional<Visibility> visibility;
  std::string updated_at;
  std::vector<std::string> stated_issues;
  std::vector<std::string> essential_issues;
  /// All other members, known and unknown, kept as given (consent, walls, checklist, bridge_to,
  /// self_running, reflection, source, facets, …).
  JsonObject other;

  friend bool operator==(const CaseRecord&, const CaseRecord&) = default;
};

/// The record as JSON in the form of the schema, empty fields left out; CaseCodec::decode of it
/// gives r again when r came from decode. The scale is written only when it was given: what is
/// computed is computed anew.
Json to_json(const CaseRecord& record);

/// SHA-256 over the canonical JSON: names the content, independent of member order and white space.
std::string content_hash(const CaseRecord& record);

/// Name of the compartment that the record lies in: "public", "members", "org:<organization>" or
/// "local" (no organisation named and not public).
std::string compartment_of(const CaseRecord& record);

/// The institutions that the company was handed over to, from the member `bridge_to`, as given.
std::vector<std::string> given_bridges(const CaseRecord& record);

/// Facets beyond the core, from the member `facets`: (name, value) in the order given, a pair for
/// each value of a list. A profile names them (accidents: "accident_type", "agent", …).
std::vector<std::pair<std::string, std::string>> extra_facets(const CaseRecord& record);

/// Stable codes: "small", "medium", "large", "unknown".
std::string_view scale_code(Scale scale);
/// "小規模", "中規模", "大企業", "不明".
std::string_view scale_label(Scale scale);
/// Stable codes: "public", "members", "organization".
std::string_view visibility_code(Visibility visibility);

}  // namespace kizuki
