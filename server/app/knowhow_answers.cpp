#include "server/app/knowhow_answers.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/essence/know_how_counts.hpp"
#include "server/app/knowhow_changes.hpp"
#include "server/app/knowhow_history.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/web/knowhow_candidates_page.hpp"
#include "server/web/knowhow_card_page.hpp"
#include "server/web/knowhow_page.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kEvidenceOnPage = 10;
constexpr std::size_t kCautionsOnPage = 5;
constexpr std::size_t kCandidatesOnPage = 5;
constexpr std::size_t kShownIssues = 2;
constexpr std::size_t kMostCompanions = 6;
constexpr std::size_t kMostPage = 1'000;
constexpr std::size_t kDateCharacters = 10;

/// The page while there is no result.
HttpResponse without_result(Call& call, std::string_view heading, KnowHowAnswer::State state) {
  Html main;
  main << "<h1>" << heading << "</h1>\n<div class=\"sec\">";
  const bool working = state == KnowHowAnswer::State::kWorking;
  main << (working ? print_being_counted()
                   : print_not_counted(state == KnowHowAnswer::State::kTooManyCases))
       << "</div>\n";
  return knowhow_page(call, std::string(heading), main, working ? kKnowHowRefreshSeconds : 0);
}

/// What was pressed came while there is no result to decide on.
HttpResponse not_decided(const Call& call) {
  HttpResponse response =
      message_page(503, call.route.name, call.frame("受け付けませんでした"),
                   {"受け付けませんでした", "集計しているあいだは決められません",
                    "何も変わっていません。少し待ってページを開き直し、もう一度決めてください。"});
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

std::string_view one_of(std::string_view value, std::initializer_list<std::string_view> known) {
  const auto found = std::find(known.begin(), known.end(), value);
  return found == known.end() ? std::string_view() : *found;
}

bool has_facet(const EssenceCase& info, std::string_view name, const std::string& value) {
  return value.empty() || std::binary_search(info.facets.begin(), info.facets.end(),
                                             FacetValue{std::string(name), value});
}

std::vector<std::string> commonest(const ValueCounts& counts, std::size_t most) {
  std::vector<std::pair<std::string, std::uint32_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) out.push_back(sorted[i].first);
  return out;
}

// ---- the list

/// The item counted over the cases that the filter lets through, each once.
KnowHowRow row_of(const CountedCard& counted, const KnowHowResult& result,
                  const KnowHowFilter& filter) {
  KnowHowRow row;
  row.id = counted.card->card.id;
  row.label = counted.card->card.label;
  KnowHow part;
  for (const KnowHowEvidence& evidence : counted.item->evidence) {
    const EssenceCase& info = result.cases[evidence.case_number];
    if (result.original[evidence.case_number] != evidence.case_number) continue;
    if (!has_facet(info, "scale", filter.scale) || !has_facet(info, "issue", filter.issue))
      continue;
    part.evidence.push_back(evidence);
  }
  std::vector<std::string> organizations;
  for (const KnowHowEvidence& evidence : part.evidence) {
    organizations.push_back(result.cases[evidence.case_number].organization);
  }
  std::sort(organizations.begin(), organizations.end());
  row.organizations = static_cast<std::uint32_t>(
      std::unique(organizations.begin(), organizations.end()) - organizations.begin());
  row.cases = static_cast<std::uint32_t>(part.evidence.size());
  ValueCounts scales = count_values(part, result.cases, "scale");
  row.small = scales["small"];
  row.medium = scales["medium"];
  row.issues = commonest(count_values(part, result.cases, "issue"), kShownIssues);
  return row;
}

HttpResponse list_page(Call& call, const FormFields& form, const KnowHowReading& knowhow) {
  const KnowHowResult& result = knowhow.findings->result;
  KnowHowListView view;
  view.filter.scale = one_of(form.value("scale"), {"small", "medium"});
  if (call.taxonomy().issue(form.value("issue")) != nullptr)
    view.filter.issue = form.value("issue");
  for (const IssueType& issue : call.taxonomy().issues()) view.issues.push_back(issue.code);
  view.cases = result.counted_cases;
  view.sentences = result.explained;
  view.tabs = knowhow_tabs(call, knowhow);
  view.outdated = knowhow.outdated;
  view.curates = may_curate(call.visitor);
  for (const CountedCard& counted : knowhow.cards()) {
    if (counted.item == nullptr) {
      KnowHowRow thin;
      thin.id = counted.card->card.id;
      thin.label = counted.card->card.label;
      thin.cases = counted.thin_cases;
      view.thin.push_back(std::move(thin));
      continue;
    }
    KnowHowRow row = row_of(counted, result, view.filter);
    if (row.cases == 0) continue;
    view.rows.at(static_cast<std::size_t>(main_step(counted))).push_back(std::move(row));
  }
  for (auto& rows : view.rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const KnowHowRow& left, const KnowHowRow& right) {
      return left.cases > right.cases;
    });
  }
  return knowhow_page(call, "ノウハウ", print_knowhow(view, call.taxonomy()));
}

// ---- one card

void disclose(Call& call, const std::vector<QuotedEvidence>& evidence) {
  for (const QuotedEvidence& one : evidence) {
    call.disclose("knowhow", one.case_id, one.compartment);
  }
}

Result<void> fill_evidence(const Call& call, const KnowHowReading& knowhow,
                           const CountedCard& counted, KnowHowCardView& view) {
  const auto& evidence = counted.item->evidence;
  view.pages = (evidence.size() + kEvidenceOnPage - 1) / kEvidenceOnPage;
  view.page = std::min(view.page, view.pages);
  std::vector<std::uint32_t> places;
  std::vector<std::uint32_t> cautions;
  for (std::uint32_t i = 0; i < evidence.size(); ++i) {
    if (i / kEvidenceOnPage + 1 == view.page) places.push_back(i);
    if (view.page == 1 && evidence[i].caution && cautions.size() < kCautionsOnPage) {
      cautions.push_back(i);
    }
  }
  auto shown = read_evidence(*call.reading, *knowhow.findings, counted.item_number, places);
  if (!shown) return std::move(shown).error();
  auto cautioned = read_evidence(*call.reading, *knowhow.findings, counted.item_number, cautions);
  if (!cautioned) return std::move(cautioned).error();
  view.evidence = std::move(*shown);
  view.cautioned = std::move(*cautioned);
  add_verdicts(*knowhow.catalogue, counted.card->card.id, view.evidence);
  add_verdicts(*knowhow.catalogue, counted.card->card.id, view.cautioned);
  return {};
}

void fill_counts(const KnowHowReading& knowhow, const CountedCard& counted, KnowHowCardView& view) {
  const KnowHow& item = *counted.item;
  const KnowHowFindings& findings = *knowhow.findings;
  view.counted = true;
  view.cases = item.cases;
  view.organizations = item.organizations;
  view.cautions = item.cautions;
  view.expected_low = item.expected_low;
  view.expected_high = item.expected_high;
  view.steps = item.steps;
  view.scale = item.scale;
  view.issues = item.issues;
  for (const auto& [value, cases] : count_values(item, findings.result.cases, "industry")) {
    if (value.size() == 1) view.industries[value] = cases;
  }
  for (const auto& [facet, contrast] : findings.contrasts) {
    const bool division = facet != "industry" || contrast.value.size() == 1;
    if (contrast.item == item.id && division) view.contrasts.emplace_back(facet, contrast);
  }
  for (const CoOccurrence& pair : findings.together) {
    if (pair.first != counted.item_number && pair.second != counted.item_number) continue;
    const std::uint32_t other = pair.first == counted.item_number ? pair.second : pair.first;
    const KnowHow& companion = findings.result.items[other];
    if (companion.kind != KnowHowKind::kCard) continue;
    const auto standing = knowhow.card(companion.id);
    if (!standing || view.companions.size() == kMostCompanions) continue;
    view.companions.push_back({companion.id, standing->card->card.label, pair.cases});
  }
}

HttpResponse card_page(Call& call, const FormFields& form, const KnowHowReading& knowhow) {
  const auto counted = knowhow.card(call.route.rest);
  if (!counted) return not_found_page(call.frame());
  KnowHowCardView view;
  view.card = *counted->card;
  view.thin_cases = counted->thin_cases;
  view.step = main_step(*counted);
  view.page = knowhow_page_number(form);
  view.outdated = knowhow.outdated;
  view.csrf = call.visitor.csrf;
  view.done = one_of(form.value("done"), {"confirm", "reject", "rename", "undo"});
  view.decides = may_curate(call.visitor);
  view.edits = may_settle(call.visitor, view.card.compartments);
  if (counted->item != nullptr) {
    fill_counts(knowhow, *counted, view);
    if (auto filled = fill_evidence(call, knowhow, *counted, view); !filled) {
      return call.failed(filled.error());
    }
  }
  if (call.visitor.signed_in()) {
    auto history = history_of(call, knowhow, view.card.card.id, view.decides);
    if (!history) return call.failed(history.error());
    view.history = std::move(*history);
  }
  disclose(call, view.evidence);
  disclose(call, view.cautioned);
  return knowhow_page(call, view.card.card.label, print_knowhow_card(view, call.taxonomy()));
}

// ---- candidates

/// A decision that the visitor may take back.
struct Undo {
  CardAction action = CardAction::kAccept;
  UndoShown shown;
};

Result<std::optional<Undo>> undo_of(const Call& call, const KnowHowReading& knowhow,
                                    std::string_view id) {
  const auto decision = undoable_by(call, knowhow, id);
  if (!decision) return decision.error();
  if (!*decision) return std::optional<Undo>();
  const CardEntry& row = **decision;
  return std::optional<Undo>({row.action,
                              {row.id, row.sequence,
                               row.time.substr(0, kDateCharacters) + " " + row.author + "：" +
                                   std::string(card_action_label(row.action))}});
}

/// The steps that a third of the cases tell of.
StepBits steps_of(const KnowHow& item) {
  std::vector<int> steps;
  for (const auto& [step, cases] : item.steps) {
    if (3 * cases >= item.cases && step.size() == 1) steps.push_back(step.front() - '0');
  }
  return step_bits(steps);
}

Result<ShownCandidate> shown_candidate(Call& call, const KnowHowReading& knowhow,
                                       std::uint32_t number) {
  const KnowHow& item = knowhow.findings->result.items[number];
  ShownCandidate out;
  out.id = item.id;
  out.label = item.label;
  const CatalogueCard* known = knowhow.catalogue->find(item.id);
  if (known != nullptr && !known->card.label.empty()) out.label = known->card.label;
  out.cases = item.cases;
  out.organizations = item.organizations;
  out.scale = item.scale;
  out.cohesion = item.cohesion;
  out.steps = steps_of(item);
  std::vector<std::uint32_t> places;
  for (std::uint32_t i = 0; i < item.evidence.size(); ++i) places.push_back(i);
  auto evidence = read_evidence(*call.reading, *knowhow.findings, number, places);
  if (!evidence) return std::move(evidence).error();
  // The label is made of the words of one of the sentences, shown or not.
  disclose(call, *evidence);
  std::vector<std::string> compartments;
  for (const QuotedEvidence& one : *evidence) compartments.push_back(one.compartment);
  out.decides = may_settle(call.visitor, compartments);
  if (out.decides && known != nullptr && (known->held || !known->card.label.empty())) {
    const auto undo = undo_of(call, knowhow, item.id);
    if (!undo) return undo.error();
    if (*undo) out.undo = (*undo)->shown;
  }
  out.evidence = std::move(*evidence);
  return out;
}

/// What a candidate is near, as it stands by now; nothing when the visitor has none to be shown.
Result<std::optional<NearShown>> near_of(Call& call, const KnowHowReading& knowhow,
                                         std::uint32_t number,
                                         const std::vector<std::uint32_t>& candidates) {
  const auto near = knowhow.findings->near.find(number);
  if (near == knowhow.findings->near.end()) return std::optional<NearShown>();
  for (const NearGroup& group : near->second) {
    const KnowHow& item = knowhow.findings->result.items[group.group];
    if (item.kind == KnowHowKind::kCard) {
      const auto card = knowhow.card(item.id);
      if (!card) continue;
      const std::string& id = card->card->card.id;
      return std::optional<NearShown>(
          {"/knowhow/" + percent_encode(id), id, card->card->card.label, false, group.times});
    }
    const auto place = std::find(candidates.begin(), candidates.end(), group.group);
    if (place == candidates.end()) continue;
    auto shown = shown_candidate(call, knowhow, group.group);
    if (!shown) return std::move(shown).error();
    if (shown->evidence.size() < kLeastOfCandidate) continue;
    const auto page = static_cast<std::size_t>(place - candidates.begin()) / kCandidatesOnPage + 1;
    return std::optional<NearShown>(
        {"/knowhow/candidates?page=" + std::to_string(page) + "#c-" + percent_encode(shown->id),
         shown->id, shown->label, true, group.times});
  }
  return std::optional<NearShown>();
}

/// The groups below the least number of cases that may be shown whole: with a sentence less one
/// could tell that there is another. To those who have signed in: so few cases are not published.
Result<std::vector<ShownBelow>> below_of(Call& call, const KnowHowReading& knowhow) {
  std::vector<ShownBelow> out;
  if (!call.visitor.signed_in()) return out;
  const KnowHowResult& result = knowhow.findings->result;
  for (std::size_t i = 0; i < result.below.size(); ++i) {
    const KnowHow& item = result.below[i];
    std::vector<std::uint32_t> places;
    for (std::uint32_t place = 0; place < item.evidence.size(); ++place) places.push_back(place);
    auto evidence = read_evidence(*call.reading, *knowhow.findings,
                                  static_cast<std::uint32_t>(result.items.size() + i), places);
    if (!evidence) return std::move(evidence).error();
    if (evidence->size() < item.evidence.size()) continue;
    disclose(call, *evidence);
    out.push_back({item.label, item.cases, item.organizations, steps_of(item), item.cohesion,
                   std::move(*evidence)});
  }
  return out;
}

HttpResponse candidates_page(Call& call, const FormFields& form, const KnowHowReading& knowhow) {
  const std::vector<std::uint32_t> candidates = knowhow.candidates();
  KnowHowCandidatesView view;
  view.tabs = knowhow_tabs(call, knowhow);
  view.curates = may_curate(call.visitor);
  view.outdated = knowhow.outdated;
  view.csrf = call.visitor.csrf;
  view.done = one_of(form.value("done"), {"accept", "merge", "reject", "split", "undo"});
  const CatalogueCard* rejected = knowhow.catalogue->find(form.value("id"));
  if (view.done == "reject" && rejected != nullptr && rejected->status == CardStatus::kRejected &&
      may_settle(call.visitor, rejected->compartments)) {
    view.rejected = rejected->card.id;
  }
  if (view.done == "accept" || view.done == "merge" || view.done == "split") {
    const auto undo = undo_of(call, knowhow, form.value("id"));
    if (!undo) return call.failed(undo.error());
    if (*undo && card_action_code((*undo)->action) == view.done) view.undo = (*undo)->shown;
  }
  view.pages =
      std::max<std::size_t>((candidates.size() + kCandidatesOnPage - 1) / kCandidatesOnPage, 1);
  view.page = std::min(knowhow_page_number(form), view.pages);
  for (const CountedCard& card : knowhow.cards()) {
    if (may_settle(call.visitor, card.card->compartments)) {
      view.cards.emplace_back(card.card->card.id, card.card->card.label);
    }
  }
  const std::size_t first = (view.page - 1) * kCandidatesOnPage;
  for (std::size_t i = first; i < std::min(first + kCandidatesOnPage, candidates.size()); ++i) {
    auto shown = shown_candidate(call, knowhow, candidates[i]);
    if (!shown) return call.failed(shown.error());
    // Too few of its sentences may still be shown: then neither is its name.
    if (shown->evidence.size() < kLeastOfCandidate) continue;
    auto near = near_of(call, knowhow, candidates[i], candidates);
    if (!near) return call.failed(near.error());
    shown->near = std::move(*near);
    view.candidates.push_back(std::move(*shown));
  }
  view.least_cases = knowhow.findings->snapshot.least_cases;
  if (view.page == view.pages) {
    auto below = below_of(call, knowhow);
    if (!below) return call.failed(below.error());
    view.below = std::move(*below);
  }
  return knowhow_page(call, "ノウハウの候補", print_knowhow_candidates(view, call.taxonomy()));
}

}  // namespace

HttpResponse knowhow_page(Call& call, std::string title, const Html& main, unsigned refresh) {
  PageFrame page = call.frame(std::move(title));
  page.current = "/knowhow";
  page.refresh_after = refresh;
  return page_response(200, call.route.name, print_page(page, main));
}

KnowHowTabs knowhow_tabs(const Call& call, const KnowHowReading& knowhow) {
  KnowHowTabs tabs{knowhow.cards().size(), knowhow.candidates().size(), std::nullopt};
  if (may_curate(call.visitor)) tabs.rejected = knowhow.rejected().size();
  return tabs;
}

std::size_t knowhow_page_number(const FormFields& form) {
  const std::string_view text = form.value("page");
  std::size_t page = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
  const bool good = error == std::errc() && end == text.data() + text.size();
  return good && page >= 1 && page <= kMostPage ? page : 1;
}

HttpResponse answer_knowhow(Call& call, const FormFields& form) {
  const bool candidates = call.route.work == Work::kKnowHowCandidatesPage;
  const bool rejected = call.route.work == Work::kKnowHowRejectedPage;
  if ((call.posted() || rejected) && !may_curate(call.visitor)) return not_found_page(call.frame());
  const auto knowhow = read_knowhow(call.knowhow, *call.reading);
  if (!knowhow) return call.failed(knowhow.error());
  if (!knowhow->ready() && call.posted()) return not_decided(call);
  if (!knowhow->ready()) {
    return without_result(call,
                          candidates ? "ノウハウの候補"
                          : rejected ? "見送ったノウハウ"
                                     : "ノウハウ",
                          knowhow->state);
  }
  if (call.posted()) return change_knowhow(call, form, *knowhow);
  if (candidates) return candidates_page(call, form, *knowhow);
  if (rejected) return rejected_page(call, form, *knowhow);
  if (call.route.work == Work::kKnowHowPage) return list_page(call, form, *knowhow);
  return card_page(call, form, *knowhow);
}

}  // namespace kizuki
