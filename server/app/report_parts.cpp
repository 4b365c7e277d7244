#include "server/app/report_parts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/catalogue/catalogue.hpp"
#include "server/app/report_rarity.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kQuestionsAStep = 4;

struct Notice {
  std::string_view done;
  std::string_view text;
};
constexpr auto kNotices = std::to_array<Notice>({
    {"saved", "下書きを保存しました。"},
    {"stopped",
     "下書きを保存しました。確認に出すには、「確かめ」にある直すところを直してください。"},
    {"sent", "確認に出しました。所属機関の確認者が読みます。"},
    {"withdrawn", "確認から取り下げました。続きを書けます。"},
    {"returned", "差し戻しました。"},
    {"published", "公開しました。数秒で検索に出ます。"},
    {"revising",
     "公開した事例の写しです。直したものは、確認のあとで公開した事例と入れ替わります。"},
    {"discarded", "下書きを消しました。"},
});

bool is_of_step(const KnowHowCard& card, int step) {
  return std::find(card.typical_steps.begin(), card.typical_steps.end(), step) !=
         card.typical_steps.end();
}

}  // namespace

Result<std::vector<ReportHint>> hints_for(const Call& call, const ReportForm& form,
                                          std::string_view id) {
  NameFinder finder(call.engine.models().analyzer, call.engine.models().taxonomy);
  const auto names = names_in_report(form, finder);
  if (!names) return names.error();
  std::vector<ReportHint> hints = report_hints(form, call.taxonomy(), *names);
  auto rare = rarity_hint(call, form, id);
  if (!rare) return std::move(rare).error();
  if (*rare) {
    // The last of the advices.
    const auto place = std::find_if(hints.begin(), hints.end(), [](const ReportHint& hint) {
      return hint.level == HintLevel::kFine;
    });
    hints.insert(place, std::move(**rare));
  }
  return hints;
}

Result<WritingGuide> guide_for(const Call& call, const Library& library) {
  const EngineModels& models = call.engine.models();
  const ReaderScope& scope = call.visitor.scope;
  const auto catalogue = read_catalogue(
      library, [&scope](std::string_view name) { return scope.may_read(name); },
      *models.shipped_cards);
  if (!catalogue) return catalogue.error();
  WritingGuide guide;
  guide.guidance = models.guidance;
  for (int step = 1; step <= static_cast<int>(guide.questions.size()); ++step) {
    std::vector<GuidingQuestion>& questions =
        guide.questions.at(static_cast<std::size_t>(step - 1));
    for (const CatalogueCard& card : catalogue->cards) {
      if (questions.size() >= kQuestionsAStep) break;
      if (card.status != CardStatus::kActive || card.card.questions.empty() ||
          !is_of_step(card.card, step)) {
        continue;
      }
      questions.push_back({card.card.questions.front(), card.card.id, card.card.label});
    }
  }
  return guide;
}

std::string done_notice(const FormFields& form) {
  const std::string_view done = form.value("done");
  for (const Notice& notice : kNotices) {
    if (notice.done == done) return std::string(notice.text);
  }
  return {};
}

std::uint64_t version_in(const FormFields& form) {
  std::uint64_t version = 0;
  const std::string_view text = form.value("v");
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

HttpResponse report_page(const Call& call, unsigned status, std::string_view title,
                         const Html& main) {
  PageFrame page = call.frame(title.empty() ? "事例登録" : std::string(title));
  page.current = "/register";
  return page_response(status, call.route.name, print_page(page, main));
}

HttpResponse to_report(const Call& call, std::string_view id, std::string_view done) {
  return redirect(call.route.name, "/register/" + std::string(id) + "?done=" + std::string(done));
}

HttpResponse overtaken_report(const Call& call) {
  return message_page(kConflict, call.route.name, call.frame("受け付けませんでした"),
                      {"受け付けませんでした", "ほかの人が先に変えました",
                       "書いた内容は、もどるボタンで取り出せます。事例登録のページから開き直し、"
                       "確かめてからもう一度押してください。"});
}

}  // namespace kizuki
