// A report as its writer typed it, before anything is made of it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

inline constexpr std::size_t kChecklistPoints = 5;
inline constexpr std::size_t kMaxReportSections = 20;
inline constexpr std::size_t kMaxLineCharacters = 200;         // of a field of one line
inline constexpr std::size_t kMaxParagraphCharacters = 8'000;  // of a text
/// Of all texts together: what a form can send (a body of 256 KiB, 9 bytes a character).
inline constexpr std::size_t kMaxReportCharacters = 24'000;
inline constexpr std::size_t kMaxKeptNames = 50;

/// Texts as typed, so that a draft loses nothing that cannot be read yet; UTF-8 without control
/// characters but line breaks (LF) in texts.
struct ReportForm {
  struct Section {
    std::string heading;
    std::string text;
    std::vector<int> steps;  // 1 … 7, ascending
    /// Which section of the record that is revised it was, from 1; 0: a new one.
    std::size_t origin = 0;
    friend bool operator==(const Section&, const Section&) = default;
  };
  std::string title;
  std::string business;
  std::string industry;   // JSIC letter or code, or empty
  std::string employees;  // "28", "28人"
  std::string prefecture;
  std::string founded;  // year
  std::string supporter;
  std::string period_from;
  std::string period_to;
  std::string tools;  // with 、 between them
  std::vector<std::string> stated_issues;
  std::vector<std::string> essential_issues;
  std::vector<std::string> other_issues;    // of the record that is revised, named as neither
  std::string visibility = "organization";  // code of Visibility
  std::vector<Section> sections;
  std::string outcome;
  std::string reflection;
  std::array<std::string, kChecklistPoints> checklist;  // "○", "△", "×" or empty
  bool consent = false;                                 // the company has agreed
  std::string consent_scope;
  std::string consent_until;            // a date, or empty: no end
  std::vector<std::string> kept_names;  // found words that name neither company nor person

  friend bool operator==(const ReportForm&, const ReportForm&) = default;
};

/// A form to begin with: a section a step, its heading suggested, its step ticked.
ReportForm new_report_form();

/// Whether nothing was typed or chosen beyond what new_report_form suggests.
bool is_blank(const ReportForm& form);

/// kInvalidArgument with field and a message for the writer when something is longer or more than
/// the limits above, or has characters that do not belong into a text.
Result<void> check_report_form(const ReportForm& form);

/// As it lies in a draft.
Json report_form_json(const ReportForm& form);
/// Reads what report_form_json wrote; a member that is missing or of another kind is empty.
ReportForm report_form_from(const Json& json);

}  // namespace kizuki
