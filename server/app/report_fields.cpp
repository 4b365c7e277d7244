#include "server/app/report_fields.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {
namespace {

std::string typed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\t') {
      out += ' ';
    } else if (c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
      out += c;
    }
  }
  return out;
}

/// Of one line: a line break that somebody pasted is a space.
std::string typed_line(std::string_view text) {
  std::string out = typed(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::vector<int> steps_in(const FormFields& fields, const std::string& name) {
  std::vector<int> steps;
  for (const std::string_view value : fields.values(name)) {
    if (value.size() == 1 && value.front() >= '1' && value.front() <= '7') {
      steps.push_back(value.front() - '0');
    }
  }
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return steps;
}

std::vector<std::string> words_in(const FormFields& fields, std::string_view name) {
  std::vector<std::string> words;
  for (const std::string_view value : fields.values(name)) {
    std::string word = typed_line(value);
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) {
      words.push_back(std::move(word));
    }
  }
  return words;
}

std::size_t number_in(const FormFields& fields, std::string_view name) {
  std::size_t number = 0;
  const std::string_view text = fields.value(name);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

ReportForm report_form_in(const FormFields& fields) {
  ReportForm form;
  form.title = typed_line(fields.value("title"));
  form.business = typed_line(fields.value("business"));
  form.industry = typed_line(fields.value("industry"));
  form.employees = typed_line(fields.value("employees"));
  form.prefecture = typed_line(fields.value("prefecture"));
  form.founded = typed_line(fields.value("founded"));
  form.supporter = typed_line(fields.value("supporter"));
  form.period_from = typed_line(fields.value("period_from"));
  form.period_to = typed_line(fields.value("period_to"));
  form.tools = typed_line(fields.value("tools"));
  form.stated_issues = words_in(fields, "stated");
  form.essential_issues = words_in(fields, "essential");
  form.other_issues = words_in(fields, "other");
  form.visibility = typed_line(fields.value("visibility"));
  const std::size_t sections = std::min(number_in(fields, "n"), kMaxReportSections);
  for (std::size_t i = 1; i <= sections; ++i) {
    const std::string number = std::to_string(i);
    form.sections.push_back({typed_line(fields.value("h" + number)),
                             typed(fields.value("t" + number)), steps_in(fields, "s" + number),
                             number_in(fields, "b" + number)});
  }
  form.outcome = typed(fields.value("outcome"));
  form.reflection = typed(fields.value("reflection"));
  for (std::size_t i = 0; i < kChecklistPoints; ++i) {
    const std::string_view mark = fields.value("c" + std::to_string(i + 1));
    if (mark == "○" || mark == "△" || mark == "×") form.checklist.at(i) = mark;
  }
  form.consent = fields.value("consent") == "1";
  form.consent_scope = typed_line(fields.value("consent_scope"));
  form.consent_until = typed_line(fields.value("consent_until"));
  form.kept_names = words_in(fields, "kept");
  return form;
}

}  // namespace kizuki
