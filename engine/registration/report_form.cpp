#include "engine/registration/report_form.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

struct LineField {
  std::string_view name;
  std::string_view label;
  std::string ReportForm::*text;
};
constexpr auto kLines = std::to_array<LineField>({
    {"title", "題名", &ReportForm::title},
    {"business", "事業の内容", &ReportForm::business},
    {"industry", "業種", &ReportForm::industry},
    {"employees", "従業員数", &ReportForm::employees},
    {"prefecture", "都道府県", &ReportForm::prefecture},
    {"founded", "創業の年", &ReportForm::founded},
    {"supporter", "支援機関", &ReportForm::supporter},
    {"period_from", "支援の始まり", &ReportForm::period_from},
    {"period_to", "支援の終わり", &ReportForm::period_to},
    {"tools", "使った道具", &ReportForm::tools},
    {"visibility", "だれに見せるか", &ReportForm::visibility},
    {"consent_scope", "同意の範囲", &ReportForm::consent_scope},
    {"consent_until", "同意の期限", &ReportForm::consent_until},
});
constexpr auto kTexts = std::to_array<LineField>({
    {"outcome", "成果", &ReportForm::outcome},
    {"reflection", "振り返り", &ReportForm::reflection},
});

constexpr std::array<std::string_view, 7> kHeadings{
    "相談のきっかけ", "支援の進め方を決める", "話を聴く", "気づき",
    "覚悟を決める",   "取り組みを進める",     "その後"};

Error refuse(std::string field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::move(field), ""};
}

bool is_text(std::string_view text, bool lines) {
  return utf8_is_valid(text) && std::none_of(text.begin(), text.end(), [lines](char c) {
           return (static_cast<unsigned char>(c) < 0x20 && !(lines && c == '\n')) || c == 0x7F;
         });
}

Result<void> check_text(const std::string& field, std::string_view label, std::string_view text,
                        bool lines) {
  if (!is_text(text, lines)) {
    return refuse(field, std::string(label) + "に、使えない文字があります");
  }
  const std::size_t most = lines ? kMaxParagraphCharacters : kMaxLineCharacters;
  const std::size_t length = utf8_length(text);
  if (length <= most) return {};
  return refuse(field, std::string(label) + "は " + std::to_string(most) +
                           " 文字までです（いまは " + std::to_string(length) + " 文字）");
}

Result<void> check_sections(const ReportForm& form) {
  if (form.sections.size() > kMaxReportSections) {
    return refuse("sections", "本文は " + std::to_string(kMaxReportSections) + " 個までです");
  }
  for (std::size_t i = 0; i < form.sections.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string label = "本文 " + number;
    if (auto done = check_text("h" + number, label + "の見出し", form.sections[i].heading, false);
        !done) {
      return done;
    }
    if (auto done = check_text("t" + number, label, form.sections[i].text, true); !done) {
      return done;
    }
  }
  return {};
}

std::size_t characters_of(const ReportForm& form) {
  std::size_t sum = utf8_length(form.outcome) + utf8_length(form.reflection);
  for (const ReportForm::Section& section : form.sections) sum += utf8_length(section.text);
  return sum;
}

Json json_of(const std::vector<std::string>& words) {
  JsonArray array;
  for (const std::string& word : words) array.emplace_back(word);
  return array;
}

std::vector<std::string> words_of(const Json& json, std::string_view name) {
  std::vector<std::string> words;
  const Json* list = json.find(name);
  if (list == nullptr || !list->is_array()) return words;
  for (const Json& word : list->as_array()) {
    if (word.is_string()) words.push_back(word.as_string());
  }
  return words;
}

ReportForm::Section section_of(const Json& json) {
  ReportForm::Section section;
  section.heading = json.string_or("heading", "");
  section.text = json.string_or("text", "");
  section.origin = static_cast<std::size_t>(std::max<std::int64_t>(0, json.int_or("origin", 0)));
  const Json* steps = json.find("steps");
  if (steps == nullptr || !steps->is_array()) return section;
  for (const Json& step : steps->as_array()) {
    if (step.is_int() && step.as_int() >= 1 && step.as_int() <= 7) {
      section.steps.push_back(static_cast<int>(step.as_int()));
    }
  }
  return section;
}

}  // namespace

ReportForm new_report_form() {
  ReportForm form;
  for (std::size_t i = 0; i < kHeadings.size(); ++i) {
    form.sections.push_back({std::string(kHeadings.at(i)), "", {static_cast<int>(i) + 1}, 0});
  }
  return form;
}

bool is_blank(const ReportForm& form) {
  ReportForm bare = form;
  for (ReportForm::Section& section : bare.sections) {
    if (!section.text.empty()) return false;
    section.heading.clear();
    section.steps.clear();
    section.origin = 0;
  }
  bare.visibility = ReportForm().visibility;
  bare.sections.clear();
  return bare == ReportForm();
}

Result<void> check_report_form(const ReportForm& form) {
  for (const LineField& field : kLines) {
    if (auto done = check_text(std::string(field.name), field.label, form.*field.text, false);
        !done) {
      return done;
    }
  }
  for (const LineField& field : kTexts) {
    if (auto done = check_text(std::string(field.name), field.label, form.*field.text, true);
        !done) {
      return done;
    }
  }
  if (auto done = check_sections(form); !done) return done;
  if (characters_of(form) > kMaxReportCharacters) {
    return refuse("sections", "文章は全体で " + std::to_string(kMaxReportCharacters) +
                                  " 文字までです（いまは " + std::to_string(characters_of(form)) +
                                  " 文字）。短くするか、二つの事例に分けてください");
  }
  if (form.kept_names.size() > kMaxKeptNames) {
    return refuse("kept", "「名前ではない」とした語が多すぎます");
  }
  for (const std::string& word : form.kept_names) {
    if (auto done = check_text("kept", "「名前ではない」とした語", word, false); !done) return done;
  }
  return {};
}

Json report_form_json(const ReportForm& form) {
  Json json(JsonObject{});
  for (const LineField& field : kLines) json.set(field.name, form.*field.text);
  for (const LineField& field : kTexts) json.set(field.name, form.*field.text);
  json.set("stated_issues", json_of(form.stated_issues));
  json.set("essential_issues", json_of(form.essential_issues));
  json.set("other_issues", json_of(form.other_issues));
  JsonArray sections;
  for (const ReportForm::Section& section : form.sections) {
    Json one(JsonObject{});
    one.set("heading", section.heading);
    one.set("text", section.text);
    JsonArray steps;
    for (const int step : section.steps) steps.emplace_back(step);
    one.set("steps", std::move(steps));
    if (section.origin != 0) one.set("origin", static_cast<std::int64_t>(section.origin));
    sections.push_back(std::move(one));
  }
  json.set("sections", std::move(sections));
  json.set("checklist", json_of({form.checklist.begin(), form.checklist.end()}));
  json.set("consent", form.consent);
  json.set("kept_names", json_of(form.kept_names));
  return json;
}

ReportForm report_form_from(const Json& json) {
  ReportForm form;
  for (const LineField& field : kLines) form.*field.text = json.string_or(field.name, "");
  for (const LineField& field : kTexts) form.*field.text = json.string_or(field.name, "");
  form.stated_issues = words_of(json, "stated_issues");
  form.essential_issues = words_of(json, "essential_issues");
  form.other_issues = words_of(json, "other_issues");
  form.kept_names = words_of(json, "kept_names");
  if (const Json* sections = json.find("sections"); sections != nullptr && sections->is_array()) {
    for (const Json& section : sections->as_array()) form.sections.push_back(section_of(section));
  }
  const std::vector<std::string> checklist = words_of(json, "checklist");
  for (std::size_t i = 0; i < std::min(checklist.size(), kChecklistPoints); ++i) {
    form.checklist.at(i) = checklist[i];
  }
  const Json* consent = json.find("consent");
  form.consent = consent != nullptr && consent->is_bool() && consent->as_bool();
  return form;
}

}  // namespace kizuki
