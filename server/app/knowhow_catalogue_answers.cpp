#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/catalogue_editor.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "server/api/api.hpp"
#include "server/app/knowhow_answers.hpp"
#include "server/app/knowhow_changes.hpp"
#include "server/web/csv.hpp"
#include "server/web/knowhow_catalogue_page.hpp"

namespace kizuki {
namespace {

constexpr const char* kReason = "ファイルから取り込み";
constexpr std::string_view kPublicPlace = "public";
constexpr std::string_view kMembersPlace = "members";
constexpr std::string_view kOwnPlace = "organization";
constexpr std::size_t kMostCards = 1'000'000;  // in an address of ours

/// What is wrong with a file, for who has chosen it.
std::string told(const Error& error) {
  std::string text;
  if (error.line > 0) text += std::to_string(error.line) + "行目";
  const bool record = error.code == ErrorCode::kInvalidRecord && !error.field.empty();
  if (record) text += (text.empty() ? "" : "の ") + error.field;
  if (!text.empty()) text += "：";
  text += error.message;
  return text.ends_with("。") ? text : text + "。";
}

class CatalogueDesk {
 public:
  explicit CatalogueDesk(Call& call) : call_(call) {
    const Account& account = *call.visitor.account();
    if (may_settle(call.visitor, {std::string(kPublicPlace)})) {
      view_.places.emplace_back(kPublicPlace, "だれでも");
      view_.places.emplace_back(kMembersPlace, "会員");
    }
    if (!account.organization.empty()) {
      view_.places.emplace_back(kOwnPlace, "所属機関だけ（" + account.organization + "）");
    }
    view_.csrf = call.visitor.csrf;
  }

  HttpResponse show(const FormFields& form) {
    auto cards = standing_cards();
    if (!cards) return call_.failed(cards.error());
    if (form.value("as") == "jsonl") return download(*cards);
    view_.notice = notice_of(form);
    return page(200, cards->size());
  }

  HttpResponse take_in(const FormFields& form) {
    const std::string_view bytes = form.value("file");
    if (bytes.empty()) return refused(400, "ファイルが選ばれていないか、中身が空です。");
    if (!utf8_is_valid(bytes)) {
      return refused(
          400, "ファイルの文字コードが UTF-8 ではありません。UTF-8 で保存しなおしてください。");
    }
    const auto compartments = place_of(form.value("where"));
    if (compartments.empty()) return bad_form(call_.frame());
    auto cards = parse_cards(bytes, "");
    if (!cards) return refused(400, told(cards.error()));
    if (cards->empty()) return refused(400, "ファイルに、ノウハウが一件もありません。");
    const auto changed = import(*cards, compartments);
    if (changed) {
      return redirect(call_.route.name, "/knowhow/catalogue?of=" + std::to_string(cards->size()) +
                                            "&changed=" + std::to_string(*changed));
    }
    const Error& error = changed.error();
    switch (error.code) {
      case ErrorCode::kPermissionDenied:
        return refused(403, error.field +
                                "：みなが使うノウハウを変えられるのは、すべての組織の事例を読める"
                                "人だけです。");
      case ErrorCode::kInvalidArgument:
        return refused(400, told(error));
      case ErrorCode::kLocked:
        return refused(409, "ほかの人が先に変えました。もう一度取り込んでください。");
      default:
        return call_.failed(error);
    }
  }

 private:
  Result<Catalogue> catalogue(const Library& library) const {
    const ReaderScope& scope = call_.visitor.scope;
    return read_catalogue(
        library, [&scope](std::string_view name) { return scope.may_read(name); },
        *call_.engine.models().shipped_cards);
  }

  Result<std::vector<KnowHowCard>> standing_cards() {
    const auto library = call_.desks.worker->library();
    if (!library) return library.error();
    const ReaderScope& scope = call_.visitor.scope;
    auto all = read_catalogue_cards(
        **library, [&scope](std::string_view name) { return scope.may_read(name); },
        *call_.engine.models().shipped_cards);
    if (!all) return std::move(all).error();
    std::vector<KnowHowCard> cards;
    for (CatalogueCard& card : *all) {
      if (card.status == CardStatus::kActive) cards.push_back(std::move(card.card));
    }
    return cards;
  }

  HttpResponse download(const std::vector<KnowHowCard>& cards) {
    // Example sentences may come from cases that are not public.
    call_.audit.push_back(
        {call_.visitor.name(), "knowhow-export", "", "", std::to_string(cards.size())});
    HttpResponse response =
        csv_response(call_.route.name, "kizuki-knowhow.jsonl", cards_to_lines(cards));
    response.type = "application/x-ndjson; charset=utf-8";
    return response;
  }

  /// The compartments of new cards; none for what the page does not offer.
  std::vector<std::string> place_of(std::string_view value) const {
    const bool offered = std::any_of(view_.places.begin(), view_.places.end(),
                                     [value](const auto& place) { return place.first == value; });
    if (!offered) return {};
    if (value != kOwnPlace) return {std::string(value)};
    return {"org:" + call_.visitor.account()->organization};
  }

  Result<std::size_t> import(const std::vector<KnowHowCard>& cards,
                             const std::vector<std::string>& compartments) {
    auto library = Library::open(call_.engine.models().index, Library::Mode::kReadWrite);
    if (!library) return std::move(library).error();
    const auto now = catalogue(*library);
    if (!now) return now.error();
    const EngineModels& models = call_.engine.models();
    SentenceFinder reader(models.analyzer,
                          records_within(*library, call_.visitor.scope, *models.codec));
    CatalogueEditor editor(*library, *now, reader, call_.visitor.account());
    if (auto kept = call_.record("knowhow-import", std::to_string(cards.size())); !kept) {
      return kept.error();
    }
    return editor.import(cards, compartments, kReason);
  }

  static std::size_t number_in(const FormFields& form, std::string_view name) {
    std::size_t number = 0;
    const std::string_view text = form.value(name);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::min(number, kMostCards);
  }

  static std::string notice_of(const FormFields& form) {
    if (!form.has("changed")) return {};
    const std::size_t changed = number_in(form, "changed");
    const std::string all = std::to_string(number_in(form, "of")) + "件のうち ";
    if (changed == 0) return "すべて、いまの一覧と同じ内容でした。";
    return all + std::to_string(changed) + "件が新しくなりました。次の集計から数に入ります。";
  }

  HttpResponse refused(unsigned status, std::string why) {
    view_.problem = std::move(why);
    const auto cards = standing_cards();
    return cards ? page(status, cards->size()) : call_.failed(cards.error());
  }

  HttpResponse page(unsigned status, std::size_t cards) {
    view_.cards = cards;
    PageFrame frame = call_.frame("ノウハウの書き出しと取り込み");
    frame.current = "/knowhow";
    return page_response(status, call_.route.name,
                         print_page(frame, print_knowhow_catalogue(view_)));
  }

  Call& call_;
  KnowHowCatalogueView view_;
};

}  // namespace

HttpResponse answer_knowhow_catalogue(Call& call, const FormFields& form) {
  if (!may_curate(call.visitor)) return not_found_page(call.frame());
  CatalogueDesk desk(call);
  return call.posted() ? desk.take_in(form) : desk.show(form);
}

}  // namespace kizuki
