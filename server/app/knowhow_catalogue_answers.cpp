#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/essence/know_how_card.hpp"
#include "server/app/card_catalogue.hpp"
#include "server/app/knowhow_answers.hpp"
#include "server/app/knowhow_changes.hpp"
#include "server/web/csv.hpp"
#include "server/web/knowhow_catalogue_page.hpp"

namespace kizuki {
namespace {

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
    offer(kPublicPlace, "だれでも");
    offer(kMembersPlace, "会員");
    offer(kOwnPlace, "所属機関だけ（" + call.visitor.account()->organization + "）");
    view_.csrf = call.visitor.csrf;
  }

  HttpResponse show(const FormFields& form) {
    if (form.value("as") == "jsonl") return download();
    view_.notice = notice_of(form);
    return page(200);
  }

  HttpResponse take_in(const FormFields& form) {
    const std::string_view bytes = form.value("file");
    if (bytes.empty()) return refused(400, "ファイルが選ばれていないか、中身が空です。");
    if (!utf8_is_valid(bytes)) {
      return refused(
          400, "ファイルの文字コードが UTF-8 ではありません。UTF-8 で保存しなおしてください。");
    }
    const auto compartments = compartments_of_place(call_.visitor, form.value("where"));
    if (compartments.empty()) return bad_form(call_.frame());
    auto cards = parse_cards(bytes, "");
    if (!cards) return refused(400, told(cards.error()));
    if (cards->empty()) return refused(400, "ファイルに、ノウハウが一件もありません。");
    const auto changed = take_in_cards(call_, *cards, compartments);
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
  void offer(std::string_view place, std::string label) {
    if (compartments_of_place(call_.visitor, place).empty()) return;
    view_.places.emplace_back(place, std::move(label));
  }

  HttpResponse download() {
    const auto cards = hand_out_cards(call_);
    if (!cards) return call_.failed(cards.error());
    HttpResponse response =
        csv_response(call_.route.name, "kizuki-knowhow.jsonl", cards_to_lines(*cards));
    response.type = "application/x-ndjson; charset=utf-8";
    return response;
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
    return page(status);
  }

  HttpResponse page(unsigned status) {
    const auto cards = count_standing_cards(call_);
    if (!cards) return call_.failed(cards.error());
    view_.cards = *cards;
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
