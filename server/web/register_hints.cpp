// What a report still needs, beside its form.
#include <algorithm>
#include <array>

#include "server/web/register_page.hpp"

namespace kizuki {
namespace {

struct FlowStep {
  std::string_view label;
  DraftState state;
};
constexpr std::array<FlowStep, 3> kFlow{{{"1 下書き", DraftState::kWriting},
                                         {"2 ほかの人の確認", DraftState::kInReview},
                                         {"3 公開", DraftState::kPublished}}};

/// Where on the page somebody does something about a hint.
std::string anchor_of(const ReportHint& hint, const ReportForm& form) {
  if (hint.level == HintLevel::kFine) return "";
  if (!hint.field.starts_with("step")) return hint.field;
  const int step = hint.field.back() - '0';
  for (std::size_t i = 0; i < form.sections.size(); ++i) {
    const std::vector<int>& steps = form.sections[i].steps;
    if (std::find(steps.begin(), steps.end(), step) != steps.end()) {
      return "t" + std::to_string(i + 1);
    }
  }
  return "add";
}

/// Buttons of the form around.
void print_name_buttons(const std::string& word, Html& out) {
  out << R"(<span class="chips"><button class="btn btn--s" name="replace" value=")" << word
      << R"(">置きかえる<span class="vh">：)" << word
      << R"(</span></button><button class="btn btn--s btn--quiet" name="keep" value=")" << word
      << R"(">名前ではない<span class="vh">：)" << word << "</span></button></span>";
}

void print_hint(const ReportHint& hint, std::string_view anchor, Html& out) {
  switch (hint.level) {
    case HintLevel::kStop:
      out << R"(<li class="bad"><span class="vh">直すところ：</span>)";
      break;
    case HintLevel::kAdvice:
      out << R"(<li class="warn"><span class="vh">たずねたいこと：</span>)";
      break;
    case HintLevel::kFine:
      out << R"(<li class="ok"><span class="vh">よい：</span>)";
      break;
  }
  if (anchor.empty()) {
    out << hint.message;
  } else {
    out << "<a href=\"#" << anchor << "\">" << hint.message << "</a>";
    if (!hint.name.empty()) print_name_buttons(hint.name, out);
  }
  out << "</li>\n";
}

/// Words that stay although they look like names; what is no longer ticked is looked at again.
void print_kept(const std::vector<std::string>& kept, Html& out) {
  if (kept.empty()) return;
  out << R"(<fieldset class="sec"><legend class="small">名前ではないとした語</legend><div class="checks">)";
  for (const std::string& word : kept) {
    out << R"(<label><input type="checkbox" name="kept" value=")" << word << R"(" checked>)" << word
        << "</label>";
  }
  out << "</div></fieldset>\n";
}

}  // namespace

Html print_register_hints(const RegisterView& view, bool links) {
  Html out;
  out << R"(<h2>確かめ</h2>)";
  if (is_blank(view.content.form) && !view.checked) {
    out << R"(<p class="hint">書きはじめて「確かめる」を押すと、足りないところと、会社や人の名前らしい語をここに示します。</p>)";
    return out;
  }
  const auto stops =
      std::count_if(view.hints.begin(), view.hints.end(),
                    [](const ReportHint& hint) { return hint.level == HintLevel::kStop; });
  if (stops == 0) {
    out << R"(<p class="small">確認に出せます。</p>)";
  } else {
    out << R"(<p class="small">確認に出すまでに直すところが <b>)" << stops << "つ</b></p>";
  }
  out << R"(<ul class="hints">)";
  for (const ReportHint& hint : view.hints) {
    print_hint(hint, links ? anchor_of(hint, view.content.form) : std::string(), out);
  }
  out << "</ul>\n";
  if (links) print_kept(view.content.form.kept_names, out);
  return out;
}

Html print_register_flow(DraftState state) {
  Html out;
  const DraftState shown = state == DraftState::kReturned ? DraftState::kWriting : state;
  out << R"(<ol class="flow" aria-label="公開までの進み">)";
  for (const FlowStep& step : kFlow) {
    if (step.state == shown) {
      out << R"(<li aria-current="step">)" << step.label << "</li>";
    } else {
      out << "<li>" << step.label << "</li>";
    }
  }
  out << "</ol>\n";
  return out;
}

std::string_view draft_state_label(DraftState state) {
  switch (state) {
    case DraftState::kWriting:
      return "書きかけ";
    case DraftState::kInReview:
      return "確認待ち";
    case DraftState::kReturned:
      return "差し戻し";
    case DraftState::kPublished:
      return "公開済み";
    case DraftState::kDiscarded:
      return "取りやめ";
  }
  return "";
}

}  // namespace kizuki
