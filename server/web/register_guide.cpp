// Guidance beside the writing: the guideline's points, questions of know-how cards, the checklist.
#include <array>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/register_page.hpp"

namespace kizuki {
namespace {

struct Mark {
  std::string_view value;
  std::string_view label;
};
constexpr std::array<Mark, 4> kMarks{
    {{"○", "○ はい"}, {"△", "△ 気になる"}, {"×", "× いいえ"}, {"", "未回答"}}};

void print_points(const std::vector<StepPoint>& points, bool avoid, std::string_view heading,
                  Html& out) {
  Html items;
  for (const StepPoint& point : points) {
    if (point.avoid == avoid) items << "<li>" << point.text << "</li>";
  }
  if (items.empty()) return;
  out << R"(<p class="label">)" << heading << R"(</p><ul class="guide__points">)" << items
      << "</ul>\n";
}

}  // namespace

Html print_step_guide(const WritingGuide& guide, int step) {
  Html out;
  if (guide.guidance == nullptr || step < 1 || step > kStepCount) return out;
  const std::vector<StepPoint>& points = guide.guidance->points(step);
  const auto& questions = guide.questions.at(static_cast<std::size_t>(step - 1));
  out << R"(<details class="guide" data-step=")" << step << R"("><summary>)" << step_badge(step)
      << " " << step_name(step) << "の留意点と問いかけ</summary>\n";
  print_points(points, false, "心がけること", out);
  print_points(points, true, "避けること", out);
  if (!questions.empty()) {
    out << R"(<p class="label">問いかけの例</p><ul class="guide__points">)";
    for (const GuidingQuestion& question : questions) {
      out << "<li>「" << question.text << R"(」<br><a class="small" href="/knowhow/)"
          << percent_encode(question.card) << "\">" << question.label << "</a></li>";
    }
    out << "</ul>\n";
  }
  out << "</details>\n";
  return out;
}

Html print_checklist(const WritingGuide& guide, const ReportForm& form) {
  Html out;
  if (guide.guidance == nullptr) return out;
  out << R"(<details class="block" id="checklist"><summary>伴走支援が合うかのチェックリスト（①②のときに）</summary>
<p class="hint">すべて○なら積極的に、△があれば気をつけて進めます。×があれば、ほかの支援の形も考えます。答えは下書きと一緒に残ります。</p>
)";
  const auto& texts = guide.guidance->checklist();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    out << R"(<fieldset class="check5"><legend>)" << i + 1 << "　" << texts.at(i)
        << R"(</legend><div class="checks">)";
    for (const Mark& mark : kMarks) {
      out << R"(<label><input type="radio" name="c)" << i + 1 << R"(" value=")" << mark.value
          << "\"";
      if (form.checklist.at(i) == mark.value) out << " checked";
      out << ">" << mark.label << "</label>";
    }
    out << "</div></fieldset>\n";
  }
  out << "</details>\n";
  return out;
}

}  // namespace kizuki
