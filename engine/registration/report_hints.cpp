#include "engine/registration/report_hints.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/corpus/scale.hpp"
#include "engine/corpus/value_conversion.hpp"

namespace kizuki {
namespace {

constexpr std::int64_t kMostEmployees = 10'000'000;
constexpr std::int64_t kLastYear = 2'999;
constexpr int kSteps = 7;

/// What to tell in a step that no section bears, as a question.
constexpr std::array<std::string_view, kSteps> kQuestions{
    "どのようなきっかけで、支援を始めることになりましたか。",
    "支援の進め方や期間を、事業者とどう確かめましたか。",
    "信頼してもらうために、どう話を聴きましたか。",
    "経営者は、何に、どうして気づきましたか。",
    "経営者の言葉や行動は、どう変わりましたか。",
    "だれを巻き込み、何から取り組みましたか。",
    "支援のあと、何が根付きましたか。"};

bool has_text(std::string_view text) { return !trim_space(text).empty(); }

bool has_digit(std::string_view text) {
  const std::string folded = fold_width(text);
  return std::any_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view kind_label(NameKind kind) {
  switch (kind) {
    case NameKind::kCompany:
      return "会社名らしい語";
    case NameKind::kPerson:
      return "人の名前らしい語";
    case NameKind::kContact:
      return "連絡先";
    case NameKind::kPlace:
      return "市町村名らしい語";
  }
  return "";
}

/// Where a name stands, for readers.
std::string field_label(const std::string& field) {
  if (field == "title") return "題名";
  if (field == "business") return "事業の内容";
  if (field == "supporter") return "支援した人・機関の種類";
  if (field == "outcome") return "成果";
  if (field == "reflection") return "振り返り";
  const std::string number = field.substr(std::min<std::size_t>(1, field.size()));
  return field.starts_with("h") ? "本文 " + number + " の見出し" : "本文 " + number + " の文章";
}

class HintFinder {
 public:
  HintFinder(const ReportForm& form, const Taxonomy& taxonomy, const std::vector<ReportName>& names)
      : form_(form), taxonomy_(taxonomy), names_(names) {}

  std::vector<ReportHint> find() {
    check_lines();
    check_names();
    check_checklist();
    check_consent();
    check_sections();
    check_steps();
    check_issues();
    check_results();
    std::stable_sort(hints_.begin(), hints_.end(),
                     [](const ReportHint& a, const ReportHint& b) { return a.level < b.level; });
    return std::move(hints_);
  }

 private:
  void stop(std::string field, std::string message) {
    hints_.push_back({HintLevel::kStop, std::move(field), std::move(message), ""});
  }
  void advise(std::string field, std::string message) {
    hints_.push_back({HintLevel::kAdvice, std::move(field), std::move(message), ""});
  }
  void praise(std::string field, std::string message) {
    hints_.push_back({HintLevel::kFine, std::move(field), std::move(message), ""});
  }

  void check_lines() {
    if (!has_text(form_.title)) stop("title", "題名がありません。");
    check_scale();
    if (!form_.prefecture.empty() && taxonomy_.prefecture(form_.prefecture) == nullptr) {
      stop("prefecture", "都道府県を一覧から選んでください。");
    }
    const auto founded = parse_count(form_.founded);
    if (has_text(form_.founded) && (!founded || *founded < 1 || *founded > kLastYear)) {
      stop("founded", "創業の年を西暦で書いてください（例：1968）。");
    }
    check_date("period_from", "支援の始まり", form_.period_from);
    check_date("period_to", "支援の終わり", form_.period_to);
    const auto from = parse_date(form_.period_from);
    const auto to = parse_date(form_.period_to);
    if (from && to && *to < from->substr(0, to->size())) {
      stop("period_to", "支援の終わりが、始まりより前です。");
    }
    if (form_.visibility != "organization" && form_.visibility != "members" &&
        form_.visibility != "public") {
      stop("visibility", "だれに見せるかを選んでください。");
    }
  }

  void check_names() {
    for (const ReportName& name : names_) {
      const bool place = name.kind == NameKind::kPlace;
      std::string message = std::string(kind_label(name.kind)) + "「" + name.word + "」が、" +
                            field_label(name.field) + "にあります。";
      hints_.push_back({place ? HintLevel::kAdvice : HintLevel::kStop, name.field,
                        std::move(message), name.word});
    }
    if (names_.empty() && has_text(all_text())) {
      praise("names", "会社や人の名前らしい語は見つかりません。");
    }
  }

  std::string all_text() const {
    std::string all = form_.title;
    for (const ReportForm::Section& section : form_.sections) all += section.text;
    return all;
  }

  void check_date(std::string field, const std::string& label, std::string_view text) {
    if (!has_text(text) || parse_date(text)) return;
    stop(std::move(field), label + "を「2021-06」の形で書いてください。");
  }

  void check_scale() {
    if (!form_.industry.empty() && taxonomy_.industry_division(form_.industry) == '\0') {
      stop("industry", "業種を一覧から選んでください。");
    }
    const auto employees = parse_count(form_.employees);
    if (has_text(form_.employees) && (!employees || *employees > kMostEmployees)) {
      return stop("employees", "従業員数を数で書いてください（例：28）。");
    }
    const ScaleEstimate estimate = compute_scale(form_.industry, employees, std::nullopt);
    if (estimate.scale == Scale::kUnknown) {
      return advise("employees", "規模が決まりません。" + estimate.reason + "。");
    }
    praise("employees", std::string(scale_label(estimate.scale)) + "：" + estimate.reason);
  }

  void check_checklist() {
    const auto count = [this](std::string_view mark) {
      return std::count(form_.checklist.begin(), form_.checklist.end(), mark);
    };
    if (count("×") > 0) {
      advise("checklist",
             "チェックリストに×があります。ほかの支援の形も考えたか、書いておくと役に立ちます。");
    } else if (count("△") > 0) {
      praise("checklist", "チェックリストに△があります。気をつけながら進められる事業者です。");
    } else if (count("○") == static_cast<std::ptrdiff_t>(kChecklistPoints)) {
      praise("checklist", "チェックリストはすべて○です。");
    }
  }

  void check_consent() {
    if (!form_.consent || !has_text(form_.consent_scope)) {
      stop("consent", "事業者の同意の記録がありません。同意を得て、範囲を書いてください。");
    }
    check_date("consent_until", "同意の期限", form_.consent_until);
  }

  void check_sections() {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < form_.sections.size(); ++i) {
      const ReportForm::Section& section = form_.sections[i];
      const std::string number = std::to_string(i + 1);
      const std::size_t length = utf8_length(trim_space(section.text));
      sum += length;
      if (length == 0) continue;
      if (length < kShortSectionCharacters) {
        advise("t" + number, "本文 " + number + " は " + std::to_string(length) +
                                 " 文字です。だれが何をしたかまで書くと、読む人の役に立ちます。");
      }
      if (section.steps.empty()) {
        advise("s" + number, "本文 " + number + " のステップが選ばれていません。");
      }
    }
    if (sum == 0) return stop("t1", "本文がありません。");
    if (sum < kShortReportCharacters) {
      advise("t1", "全体で " + std::to_string(sum) + " 文字です。" +
                       std::to_string(kShortReportCharacters) +
                       " 文字ほどあると、ほかの人が状況を思い描けます。");
    }
  }

  void check_steps() {
    std::string borne;
    for (int step = 1; step <= kSteps; ++step) {
      const bool found = std::any_of(
          form_.sections.begin(), form_.sections.end(), [step](const ReportForm::Section& section) {
            return has_text(section.text) && std::find(section.steps.begin(), section.steps.end(),
                                                       step) != section.steps.end();
          });
      const std::string label(taxonomy_.step_label(step));
      if (found) {
        borne += label.substr(0, std::string("①").size());
        continue;
      }
      advise("step" + std::to_string(step),
             label + "の記述がまだありません。" +
                 std::string(kQuestions.at(static_cast<std::size_t>(step - 1))));
    }
    if (!borne.empty()) praise("steps", borne + "の記述があります。");
  }

  void check_issues() {
    for (const auto* list : {&form_.stated_issues, &form_.essential_issues}) {
      const bool known = std::all_of(list->begin(), list->end(), [this](const std::string& code) {
        return taxonomy_.issue(code) != nullptr;
      });
      if (!known) return stop("issues", "課題を一覧から選んでください。");
    }
    if (form_.stated_issues.empty()) {
      advise("issues", "相談のことばにあった課題が選ばれていません。");
    }
    if (form_.essential_issues.empty()) {
      advise("issues", "奥にあった課題が選ばれていません。はじめの相談とどう違いましたか。");
    }
  }

  void check_results() {
    if (!has_text(form_.outcome)) {
      advise("outcome", "成果が書かれていません。数字でも、ふるまいの変化でもかまいません。");
    } else if (has_digit(form_.outcome)) {
      praise("outcome", "成果に数字があります。");
    }
    if (!has_text(form_.reflection)) {
      advise("reflection",
             "うまくいかなかった点が書かれていません。つまずきも、読む人の役に立ちます。");
    }
  }

  const ReportForm& form_;
  const Taxonomy& taxonomy_;
  const std::vector<ReportName>& names_;
  std::vector<ReportHint> hints_;
};

}  // namespace

std::vector<ReportHint> report_hints(const ReportForm& form, const Taxonomy& taxonomy,
                                     const std::vector<ReportName>& names) {
  return HintFinder(form, taxonomy, names).find();
}

bool may_be_reviewed(const std::vector<ReportHint>& hints) {
  return std::none_of(hints.begin(), hints.end(),
                      [](const ReportHint& hint) { return hint.level == HintLevel::kStop; });
}

}  // namespace kizuki
