// A report that lacks nothing.
#pragma once

#include <string>

#include "engine/registration/report_form.hpp"

namespace kizuki::test {

inline ReportForm full_report() {
  ReportForm form = new_report_form();
  form.title = "椅子一脚の売り方をめぐる沈黙をほどく";
  form.business = "木製家具製造";
  form.industry = "E";
  form.employees = "２８人（うちパート３人）";
  form.prefecture = "北海道";
  form.founded = "1968";
  form.supporter = "経営指導員";
  form.period_from = "2023年4月";
  form.period_to = "2024-03";
  form.tools = "ローカルベンチマーク、 なぜなぜ分析";
  form.stated_issues = {"sales"};
  form.essential_issues = {"succession", "sales"};
  form.visibility = "members";
  std::string text;
  for (int i = 0; i < 4; ++i)
    text += "支援者は父と娘の話を別々に聴き、互いの言葉を言い換えて渡した。";
  for (ReportForm::Section& section : form.sections) section.text = text;
  form.outcome = "共同受注の月商は8か月で240万円になった。";
  form.reflection = "はじめに売り方の案を出しすぎた。";
  form.checklist = {"○", "○", "△", "", "○"};
  form.consent = true;
  form.consent_scope = "匿名での共有";
  form.consent_until = "2027年3月31日";
  return form;
}

}  // namespace kizuki::test
