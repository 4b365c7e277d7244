// kizuki cards: the catalogue of know-how, and people's decisions about it.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/cards_output.hpp"
#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/base/file.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/catalogue_editor.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

class CardsRun {
 public:
  CardsRun(const CardsCommand& command, Console& console) : command_(command), console_(console) {}

  ExitStatus run() {
    auto done = open();
    if (done) done = act();
    return done ? ExitStatus::kOk : console_.fail(done.error());
  }

 private:
  using Action = CardsCommand::Action;

  bool reads() const {
    return command_.action == Action::kList || command_.action == Action::kShow ||
           command_.action == Action::kExport;
  }

  Result<void> open() {
    auto library = Library::open(command_.index,
                                 reads() ? Library::Mode::kReadOnly : Library::Mode::kReadWrite);
    if (!library) return std::move(library).error();
    library_.emplace(std::move(*library));
    auto scope = command_.as ? ReaderScope::of_account(*library_, *command_.as)
                             : Result<ReaderScope>(ReaderScope::everything());
    if (!scope) return std::move(scope).error();
    scope_.emplace(std::move(*scope));
    auto tools = load_record_tools("case");
    if (!tools) return std::move(tools).error();
    tools_.emplace(std::move(*tools));
    auto analyzer = load_analyzer(tools_->data_folder, command_.index);
    if (!analyzer) return std::move(analyzer).error();
    analyzer_ = std::move(*analyzer);
    auto shipped = load_cards(tools_->data_folder / "cards" / "cards.jsonl");
    if (!shipped) return std::move(shipped).error();
    shipped_ = std::move(*shipped);
    const MayRead may_read = [this](std::string_view name) { return scope_->may_read(name); };
    auto catalogue = read_catalogue(*library_, may_read, shipped_);
    if (!catalogue) return std::move(catalogue).error();
    catalogue_ = std::move(*catalogue);
    reader_.emplace(analyzer_, records_within(*library_, *scope_, tools_->codec));
    return {};
  }

  Result<void> act() {
    CatalogueEditor editor(*library_, catalogue_, *reader_, scope_->account());
    switch (command_.action) {
      case Action::kList:
        return list();
      case Action::kShow:
        return show();
      case Action::kConfirm:
        return decide(editor, true);
      case Action::kReject:
        if (!command_.evidence.empty()) return decide(editor, false);
        return told(editor.dismiss(command_.card, command_.reason),
                    command_.card + " はノウハウではないとしました");
      case Action::kRestore:
        return told(editor.restore(command_.card, command_.reason),
                    command_.card + " の見送りを取り消しました");
      case Action::kUndo:
        return undo(editor);
      case Action::kAccept:
        return accept(editor);
      case Action::kMerge:
        return told(editor.merge(command_.card, command_.into, command_.reason),
                    command_.card + " を " + command_.into + " にまとめました");
      case Action::kSplit: {
        auto part = editor.split(command_.card, command_.cases, command_.reason);
        if (!part) return std::move(part).error();
        console_.say("分けた候補の id: " + *part);
        return {};
      }
      case Action::kRename:
        return told(editor.rename(command_.card, command_.label, command_.reason),
                    command_.card + " の見出しを変えました");
      case Action::kExport:
        return write_out();
      case Action::kImport:
        return take_in(editor);
    }
    return {};
  }

  Result<void> told(Result<void> done, const std::string& message) {
    if (done) console_.say(message);
    return done;
  }

  Result<EvidencePlace> place() const {
    auto place = parse_evidence_place(command_.evidence);
    if (place) return std::move(*place);
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "文の場所は 事例/節/始まり-終わり の形で書いてください: " + command_.evidence;
    return error;
  }

  Result<void> undo(CatalogueEditor& editor) {
    if (!command_.evidence.empty()) {
      const auto place = this->place();
      if (!place) return place.error();
      return told(editor.take_back(command_.card, *place, 0, command_.reason),
                  "この文の決定を取り消しました。次の kizuki essence から効きます");
    }
    const auto undone = editor.undo(command_.card, shipped_, 0, command_.reason);
    if (!undone) return undone.error();
    console_.say(command_.card + " の決定を取り消しました: " + undone->time + " " + undone->author +
                 " " + std::string(card_action_text(undone->action)) +
                 "。次の kizuki essence から効きます");
    return {};
  }

  Result<void> decide(CatalogueEditor& editor, bool confirmed) {
    const auto place = this->place();
    if (!place) return place.error();
    auto written = editor.decide(command_.card, *place, confirmed, command_.reason);
    if (!written) return std::move(written).error();
    console_.say(!*written   ? "変わりはありません（何も書きませんでした）"
                 : confirmed ? "例文に加えました。次の kizuki essence から効きます"
                             : "反例に加えました。次の kizuki essence から効きます");
    return {};
  }

  Result<void> accept(CatalogueEditor& editor) {
    AcceptedCard accepted{command_.label, command_.definition, command_.steps, {}};
    if (!command_.compartment.empty()) accepted.compartments = {command_.compartment};
    std::string fallback;
    if (const CatalogueCard* card = catalogue_.find(command_.card);
        card != nullptr && command_.label.empty()) {
      auto labels = labels_of(*card);
      if (!labels) return std::move(labels).error();
      if (!labels->empty()) fallback = labels->front();
    }
    return told(editor.accept(command_.card, std::move(accepted), fallback, command_.reason),
                command_.card + " をカードにしました。次の kizuki essence から効きます");
  }

  Result<std::vector<std::string>> labels_of(const CatalogueCard& card) {
    if (card.status == CardStatus::kActive) return std::vector<std::string>();
    Analyzer analyzer(analyzer_);
    return labels_of_candidate(card, *reader_, analyzer);
  }

  Result<ListedCard> listed(const CatalogueCard& card, std::vector<std::string>* others = nullptr) {
    ListedCard out;
    out.card = &card;
    out.label = card.card.label;
    if (out.label.empty() || others != nullptr) {
      auto labels = labels_of(card);
      if (!labels) return std::move(labels).error();
      // Its sentences name a candidate; those of one that was not found again may be gone.
      if (out.label.empty())
        out.label = labels->empty() ? "（根拠の文がもうない候補）" : labels->front();
      if (others != nullptr) *others = std::move(*labels);
    }
    for (const EvidenceDecision& decision : catalogue_.decisions) {
      const CatalogueCard* standing = catalogue_.standing(decision.card);
      if (standing == nullptr || standing->card.id != card.card.id) continue;
      ++(decision.confirmed ? out.confirmed : out.denied);
    }
    return out;
  }

  Result<void> list() {
    std::vector<ListedCard> cards;
    for (const CatalogueCard& card : catalogue_.cards) {
      const bool wanted =
          command_.status.empty()
              ? card.status != CardStatus::kGone && card.status != CardStatus::kMerged
              : card_status_code(card.status) == command_.status;
      if (!wanted) continue;
      auto one = listed(card);
      if (!one) return std::move(one).error();
      cards.push_back(std::move(*one));
    }
    console_.out(command_.format == OutputFormat::kJson ? print_cards_as_json(cards)
                                                        : print_cards_as_text(cards));
    return {};
  }

  Result<void> show() {
    const CatalogueCard* card = catalogue_.find(command_.card);
    if (card == nullptr) return no_such_card();
    ShownCard shown;
    auto one = listed(*card, &shown.other_labels);
    if (!one) return std::move(one).error();
    shown.listed = std::move(*one);
    for (const EvidenceDecision& decision : catalogue_.decisions) {
      const CatalogueCard* standing = catalogue_.standing(decision.card);
      if (standing == nullptr || standing->card.id != card->card.id) continue;
      auto found = reader_->of(decision);
      if (!found) return std::move(found).error();
      if (!*found) continue;
      shown.evidence.push_back({std::move(**found), decision.confirmed ? "confirmed" : "rejected",
                                decision.author, decision.reason, decision.time});
    }
    for (const GroupMember& member : card->members) {
      auto found = reader_->of(member);
      if (!found) return std::move(found).error();
      if (*found) shown.evidence.push_back({std::move(**found), "proposed", "", "", ""});
    }
    auto history = library_->card_history(command_.card);
    if (!history) return std::move(history).error();
    shown.history = visible(std::move(*history));
    auto said = evidence_history(*library_, catalogue_, command_.card);
    if (!said) return std::move(said).error();
    shown.said = std::move(*said);
    console_.out(command_.format == OutputFormat::kJson ? print_card_as_json(shown)
                                                        : print_card_as_text(shown));
    return {};
  }

  /// An earlier row may have come from behind walls that the newest one does not name.
  std::vector<CardEntry> visible(std::vector<CardEntry> history) const {
    std::vector<CardEntry> out;
    for (CardEntry& entry : history) {
      const auto& names = entry.compartments;
      if (std::all_of(names.begin(), names.end(),
                      [&](const std::string& name) { return scope_->may_read(name); })) {
        out.push_back(std::move(entry));
      }
    }
    return out;
  }

  Error no_such_card() const {
    Error error;
    error.code = ErrorCode::kNotFound;
    error.message = "そのカードはありません";
    error.field = command_.card;
    return error;
  }

  Result<void> write_out() {
    std::vector<KnowHowCard> cards;
    if (command_.with_evidence) {
      auto knowledge = knowledge_of(catalogue_, *reader_);
      if (!knowledge) return std::move(knowledge).error();
      cards = std::move(knowledge->cards);
    } else {
      for (const CatalogueCard& card : catalogue_.cards) {
        if (card.status == CardStatus::kActive) cards.push_back(card.card);
      }
    }
    const std::string text = cards_to_lines(cards);
    if (!command_.file.empty()) return write_file_atomically(command_.file, text);
    console_.out(text);
    return {};
  }

  Result<void> take_in(CatalogueEditor& editor) {
    auto cards = load_cards(command_.file);
    if (!cards) return std::move(cards).error();
    const std::string compartment = command_.compartment.empty() ? "public" : command_.compartment;
    auto changed = editor.import(*cards, {compartment}, command_.reason);
    if (!changed) return std::move(changed).error();
    console_.say(std::to_string(cards->size()) + " 枚のうち " + std::to_string(*changed) +
                 " 枚を取り込みました（ほかは同じ内容です）");
    return {};
  }

  const CardsCommand& command_;
  Console& console_;
  std::optional<Library> library_;
  std::optional<ReaderScope> scope_;
  std::optional<RecordTools> tools_;
  std::shared_ptr<const AnalyzerModel> analyzer_;
  std::vector<KnowHowCard> shipped_;
  Catalogue catalogue_;
  std::optional<SentenceFinder> reader_;
};

}  // namespace

ExitStatus run(const CardsCommand& command, Console& console) {
  return CardsRun(command, console).run();
}

}  // namespace kizuki
