#include "server/web/knowhow_parts.hpp"

#include <algorithm>
#include <cmath>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

std::string decimal_place(const QuotedEvidence& evidence, std::string_view between) {
  std::string out = std::to_string(evidence.section);
  out += between;
  return out + std::to_string(evidence.span.begin) + "-" + std::to_string(evidence.span.end);
}

}  // namespace

Html print_knowhow_tabs(std::string_view current, const KnowHowTabs& tabs) {
  Html out;
  out << R"(<nav class="tabs" aria-label="ノウハウの種類">)";
  const auto tab = [&](std::string_view path, std::string_view label, std::size_t number) {
    out << "<a href=\"" << path << "\"";
    if (path == current) out << R"( aria-current="page")";
    out << ">" << label << R"( <span class="num">)" << number
        << R"(<span class="vh">件</span></span></a>)";
  };
  tab("/knowhow", "一覧", tabs.cards);
  tab("/knowhow/candidates", "候補", tabs.candidates);
  if (tabs.rejected) tab("/knowhow/rejected", "見送り", *tabs.rejected);
  return out << "</nav>\n";
}

Html print_restore_form(std::string_view id, std::string_view of, std::string_view label,
                        std::string_view csrf) {
  Html out;
  out << R"(<form class="inline" method="post" action="/knowhow/rejected">)" << csrf_field(csrf)
      << R"(<input type="hidden" name="id" value=")" << id
      << R"("><button class="btn btn--s" name="a" value="restore")";
  if (!of.empty()) out << " aria-label=\"" << label << "（" << of << "）\"";
  return out << ">" << label << "</button></form>";
}

Html print_undo_form(std::string_view path, const UndoShown& undo, std::string_view of,
                     std::string_view csrf) {
  Html out;
  out << R"(<form class="inline" method="post" action=")" << path << "\">" << csrf_field(csrf)
      << R"(<input type="hidden" name="id" value=")" << undo.id
      << R"("><input type="hidden" name="of" value=")" << undo.of
      << R"("><button class="btn btn--s btn--quiet" name="a" value="undo")";
  if (!of.empty()) out << " aria-label=\"取り消す（" << of << "）\"";
  return out << ">取り消す</button></form>";
}

std::string_view card_action_label(CardAction action) {
  switch (action) {
    case CardAction::kImport:
      return "取り込み";
    case CardAction::kFind:
      return "候補として見つかった";
    case CardAction::kAccept:
      return "候補から採用";
    case CardAction::kReject:
      return "見送り";
    case CardAction::kMerge:
      return "統合";
    case CardAction::kSplit:
      return "分けた";
    case CardAction::kRename:
      return "名前を直した";
    case CardAction::kLose:
      return "集計で見つからなくなった";
    case CardAction::kRestore:
      return "決定を取り消した";
  }
  return "";
}

Html print_being_counted() {
  Html out;
  return out
         << R"(<div class="note" role="status"><strong>集計しています</strong>読める事例を読み通して、くり返し出てくる関わり方を数えています。済むと、このページに出ます（数秒ごとに自動で確かめます）。</div>
)";
}

Html print_not_counted(bool too_many) {
  Html out;
  out << R"(<div class="note note--warn" role="status">)";
  if (too_many) {
    out << "<strong>事例が多いため、このページでは集計しません</strong>運用担当の方は kizuki "
           "essence で報告書を作れます。数えられる事例の数は、設定の knowhow_cases "
           "で変えられます。";
  } else {
    out << "<strong>集計できませんでした</"
           "strong>少し待って開き直すと、もう一度集計します。続くときは"
           "運用担当に伝えてください。";
  }
  return out << "</div>\n";
}

Html print_outdated() {
  Html out;
  return out
         << R"(<div class="note" role="status"><strong>集計しなおしています</strong>加わった事例や決めたことは、次の集計から数に入ります。それまでは前の集計を出しています。</div>
)";
}

Html print_knowhow_pager(std::string_view path, std::string_view of, std::size_t page,
                         std::size_t pages) {
  Html out;
  if (pages < 2) return out;
  out << R"(<nav class="pager" aria-label=")" << of << R"(のページ">)";
  const auto link = [&](std::size_t to, std::string_view text) {
    out << R"(<a class="btn btn--s" href=")" << path << "?page=" << to << "\">" << text << "</a>";
  };
  if (page > 1) link(page - 1, "前へ");
  out << "<span>" << page << " / " << pages << "ページ</span>";
  if (page < pages) link(page + 1, "次へ");
  return out << "</nav>\n";
}

Html bar_cell(std::uint64_t number, std::uint64_t most) {
  Html out;
  return out
         << R"(<span class="barcell"><b>)" << number
         << R"(</b><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
         << (most == 0 ? 0 : number * 100 / most) << R"(" height="10"/></svg></span>)";
}

Html step_badges(StepBits steps) {
  Html out;
  if (steps == 0) return out;
  out << R"(<span class="nb">)";
  for (int step = 1; step <= kStepCount; ++step) {
    if ((steps & step_bits({step})) != 0) out << step_badge(step);
  }
  return out << "</span>";
}

std::string evidence_link(const QuotedEvidence& evidence) {
  return "/cases/" + percent_encode(evidence.case_id) + "?at=" + decimal_place(evidence, ":") +
         "#at";
}

std::string evidence_place(const QuotedEvidence& evidence) {
  return evidence.case_id + "/" + decimal_place(evidence, "/");
}

Html evidence_head(const QuotedEvidence& evidence, const Taxonomy& taxonomy) {
  Html out;
  out << R"(<p class="kwic__m">)" << step_badges(evidence.steps) << "<a href=\""
      << evidence_link(evidence) << "\">" << evidence.title << "</a>";
  if (!evidence.scale.empty()) {
    out << "<span>" << shown_value("scale", evidence.scale, taxonomy) << "</span>";
  }
  if (!evidence.supporter.empty()) out << "<span>" << evidence.supporter << "</span>";
  if (evidence.caution) out << R"(<span class="tag">つまずき・注意</span>)";
  return out << "</p>\n";
}

Html evidence_state(const QuotedEvidence& evidence) {
  Html out;
  if (!evidence.said && evidence.by_person) {
    return out << R"(<span class="tag tag--guess">推定</span>)";
  }
  if (!evidence.said) {
    return out << R"(<span class="tag tag--guess">推定 )"
               << two_decimals(static_cast<double>(evidence.confidence)) << "</span>";
  }
  if (*evidence.said) return out << R"(<span class="tag tag--ok">確認済み</span>)";
  return out << R"(<span class="tag">違うとされた文</span>)";
}

std::string two_decimals(double value) {
  constexpr double kHundred = 100;
  const auto hundredths = std::lround(std::max(value, 0.0) * kHundred);
  const std::string digits = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (digits.size() < 2 ? "0" : "") + digits;
}

std::string one_decimal(double value) {
  constexpr double kTen = 10;
  const auto tenths = std::lround(std::max(value, 0.0) * kTen);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace kizuki
