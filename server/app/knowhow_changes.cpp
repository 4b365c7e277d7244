#include "server/app/knowhow_changes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/catalogue/catalogue_editor.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {
namespace {

bool shared(const std::vector<std::string>& compartments) {
  return std::all_of(compartments.begin(), compartments.end(),
                     [](const std::string& name) { return name == "public" || name == "members"; });
}

HttpResponse refused(Call& call, const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound:
      return not_found_page(call.frame());
    case ErrorCode::kPermissionDenied:
      return message_page(403, call.route.name, call.frame("受け付けませんでした"),
                          {"受け付けませんでした", "このノウハウを変える権限がありません",
                           "みなが使うノウハウは、すべての組織の事例を読める人が決めます。"});
    case ErrorCode::kInvalidArgument:
      return message_page(400, call.route.name, call.frame("受け付けませんでした"),
                          {"受け付けませんでした", "この内容では変えられません", error.message});
    case ErrorCode::kLocked:
      return message_page(
          503, call.route.name, call.frame("受け付けませんでした"),
          {"受け付けませんでした", "ほかの人が先に変えました",
           "何も変わっていません。ページを開き直して、確かめてからもう一度決めてください。"});
    default:
      return call.failed(error);
  }
}

/// Candidates that the visitor may settle, as a run hands them to the library; the rest stays out
/// of it, for he could not decide on them anyway.
KnowHowResult settled_by(const Visitor& visitor, const KnowHowResult& result) {
  KnowHowResult out = result;
  out.items.erase(
      std::remove_if(out.items.begin(), out.items.end(),
                     [&](const KnowHow& item) {
                       if (item.kind != KnowHowKind::kCandidate) return true;
                       std::vector<std::string> compartments;
                       for (const KnowHowEvidence& evidence : item.evidence) {
                         compartments.push_back(result.cases[evidence.case_number].compartment);
                       }
                       return !may_settle(visitor, compartments);
                     }),
      out.items.end());
  return out;
}

class Change {
 public:
  Change(Call& call, const FormFields& form, const KnowHowReading& knowhow)
      : call_(call), form_(form), knowhow_(knowhow), action_(form.value("a")) {}

  HttpResponse run() {
    auto library = Library::open(call_.engine.models().index, Library::Mode::kReadWrite);
    if (!library) return call_.failed(library.error());
    auto done = call_.route.work == Work::kKnowHowCandidatesPage ? settle(*library)
                : call_.route.work == Work::kKnowHowRejectedPage ? restore(*library)
                                                                 : edit(*library);
    if (!done) return refused(call_, done.error());
    if (done->empty()) return bad_form(call_.frame());
    call_.audit.push_back({call_.visitor.name(), "knowhow-" + action_, "", "", id_});
    return redirect(call_.route.name, std::move(*done));
  }

 private:
  static constexpr std::string_view kReason = "ページで確認";

  std::string reason() const {
    const std::string_view why = form_.value("why");
    return std::string(why.empty() ? kReason : why);
  }

  SentenceFinder finder(const Library& library) const {
    return {knowhow_.tools->analyzer,
            records_within(library, call_.reading->scope, *knowhow_.tools->codec)};
  }

  /// A decision about a candidate. Where to go then; empty: no form of ours.
  Result<std::string> settle(Library& library) {
    id_ = form_.value("id");
    if (action_ == "undo") return undo(library);
    if (action_ != "accept" && action_ != "merge" && action_ != "reject" && action_ != "split") {
      return std::string();
    }
    auto catalogue = with_candidate(library);
    if (!catalogue) return std::move(catalogue).error();
    SentenceFinder reader = finder(library);
    CatalogueEditor editor(library, *catalogue, reader, call_.visitor.account());
    const auto done = [&]() -> Result<void> {
      if (action_ == "reject") return editor.dismiss(id_, reason());
      if (action_ == "merge") return editor.merge(id_, form_.value("into"), std::string(kReason));
      if (action_ == "split") {
        std::vector<std::string> cases;
        for (const std::string_view id : form_.values("case")) cases.emplace_back(id);
        const auto part = editor.split(id_, cases, std::string(kReason));
        return part ? Result<void>() : Result<void>(part.error());
      }
      AcceptedCard accepted;
      accepted.label = form_.value("label");
      const KnowHow* item = knowhow_.findings->find(id_);
      return editor.accept(id_, accepted, item == nullptr ? "" : item->label, std::string(kReason));
    }();
    if (!done) return done.error();
    return "/knowhow/candidates?done=" + action_ + "&id=" + percent_encode(id_);
  }

  /// The decision that a form means, by the number of its row; 0: no form of ours.
  std::uint64_t meant() const {
    const std::string_view text = form_.value("of");
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
  }

  /// The newest decision on a card or candidate taken back.
  Result<std::string> undo(Library& library) {
    const std::uint64_t of = meant();
    if (of == 0) return std::string();
    SentenceFinder reader = finder(library);
    CatalogueEditor editor(library, *knowhow_.catalogue, reader, call_.visitor.account());
    const auto undone = editor.undo(id_, knowhow_.tools->shipped_cards, of, std::string(kReason));
    if (!undone) return undone.error();
    // What was accepted is a card no more, and has no page.
    const bool card =
        call_.route.work == Work::kKnowHowCardPage && undone->action != CardAction::kAccept;
    return (card ? "/knowhow/" + percent_encode(id_) : std::string("/knowhow/candidates")) +
           "?done=undo";
  }

  /// A rejection taken back.
  Result<std::string> restore(Library& library) {
    id_ = form_.value("id");
    if (action_ != "restore") return std::string();
    SentenceFinder reader = finder(library);
    CatalogueEditor editor(library, *knowhow_.catalogue, reader, call_.visitor.account());
    if (auto done = editor.restore(id_, std::string(kReason)); !done) {
      return std::move(done).error();
    }
    return std::string("/knowhow/rejected?done=restore");
  }

  /// The catalogue as it stands, with the candidate in it: the first decision after a run makes the
  /// library keep what the run found.
  Result<Catalogue> with_candidate(Library& library) {
    const MayRead may_read = [this](std::string_view name) {
      return call_.reading->scope.may_read(name);
    };
    auto catalogue = read_catalogue(library, may_read, knowhow_.tools->shipped_cards);
    if (!catalogue) return catalogue;
    if (catalogue->find(id_) != nullptr || knowhow_.findings->find(id_) == nullptr)
      return catalogue;
    const auto kept =
        keep_candidates(library, *catalogue, settled_by(call_.visitor, knowhow_.findings->result),
                        call_.visitor.name());
    if (!kept) return kept.error();
    return read_catalogue(library, may_read, knowhow_.tools->shipped_cards);
  }

  /// A decision about a card or one of its sentences.
  Result<std::string> edit(Library& library) {
    id_ = call_.route.rest;
    SentenceFinder reader = finder(library);
    CatalogueEditor editor(library, *knowhow_.catalogue, reader, call_.visitor.account());
    const std::string page = "/knowhow/" + percent_encode(id_);
    if (action_ == "rename") {
      auto done = editor.rename(id_, std::string(form_.value("label")), reason());
      if (!done) return std::move(done).error();
      return page + "?done=rename";
    }
    if (action_ == "dismiss") {
      auto done = editor.dismiss(id_, reason());
      if (!done) return std::move(done).error();
      return std::string("/knowhow");
    }
    if (action_ == "undo" && form_.value("e").empty()) return undo(library);
    const auto place = parse_evidence_place(form_.value("e"));
    if (place && action_ == "undo") {
      const std::uint64_t of = meant();
      if (of == 0) return std::string();
      if (auto done = editor.take_back(id_, *place, of, reason()); !done) {
        return std::move(done).error();
      }
      return page + "?done=undo";
    }
    if (!place || (action_ != "confirm" && action_ != "reject")) return std::string();
    auto done = editor.decide(id_, *place, action_ == "confirm", reason());
    if (!done) return std::move(done).error();
    return page + "?done=" + action_;
  }

  Call& call_;
  const FormFields& form_;
  const KnowHowReading& knowhow_;
  std::string action_;
  std::string id_;
};

}  // namespace

bool may_curate(const Visitor& visitor) {
  if (!visitor.signed_in()) return false;
  const Role role = visitor.account()->role;
  return role == Role::kCurator || role == Role::kOperator;
}

bool may_settle(const Visitor& visitor, const std::vector<std::string>& compartments) {
  if (!may_curate(visitor)) return false;
  const Account& account = *visitor.account();
  return !shared(compartments) || account.role == Role::kOperator || account.all_organizations;
}

HttpResponse change_knowhow(Call& call, const FormFields& form, const KnowHowReading& knowhow) {
  return Change(call, form, knowhow).run();
}

}  // namespace kizuki
