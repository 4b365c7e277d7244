// /knowhow/rejected: what people said is no know-how.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/essence/anonymizer.hpp"
#include "engine/essence/candidate_label.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/knowhow_answers.hpp"
#include "server/app/knowhow_changes.hpp"
#include "server/web/knowhow_rejected_page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kRejectedOnPage = 10;
constexpr std::size_t kShownSentences = 2;
constexpr std::size_t kDateCharacters = 10;

class RejectedReader {
 public:
  RejectedReader(Call& call, const KnowHowReading& knowhow)
      : call_(call),
        finder_(knowhow.tools->analyzer,
                records_within(*call.reading->library, call.reading->scope, *knowhow.tools->codec)),
        analyzer_(knowhow.tools->analyzer) {}

  /// Nothing for a candidate of which too little may still be shown. Errors: the library's, the
  /// analyser's.
  Result<std::optional<RejectedKnowHow>> read(const CatalogueCard& card) {
    RejectedKnowHow out;
    out.id = card.card.id;
    out.label = card.card.label;
    out.card = card.members.empty();
    out.decides = may_settle(call_.visitor, card.compartments);
    const auto history = visible_history(*call_.reading, out.id);
    if (!history) return history.error();
    if (!history->empty()) {
      out.author = history->back().author;
      out.date = history->back().time.substr(0, kDateCharacters);
      out.reason = history->back().reason;
    }
    if (out.card) return std::optional<RejectedKnowHow>(std::move(out));
    if (auto read = read_sentences(card, out); !read) return std::move(read).error();
    if (out.evidence.size() < kLeastOfCandidate) return std::optional<RejectedKnowHow>();
    // The label is made of the words of one of the sentences, shown or not.
    for (const QuotedEvidence& one : out.evidence) {
      call_.disclose("knowhow", one.case_id, one.compartment);
    }
    if (out.label.empty()) {
      if (auto named = name(out); !named) return std::move(named).error();
    }
    out.evidence.resize(kShownSentences);
    return std::optional<RejectedKnowHow>(std::move(out));
  }

 private:
  Result<void> read_sentences(const CatalogueCard& card, RejectedKnowHow& out) {
    for (const GroupMember& member : card.members) {
      if (out.evidence.size() == kMostLabelSentences) break;
      auto found = finder_.of(member);
      if (!found) return std::move(found).error();
      if (!*found) continue;
      const auto stored = call_.reading->scope.read(*call_.reading->library, member.first);
      if (!stored && stored.error().code == ErrorCode::kNotFound) continue;
      if (!stored) return stored.error();
      auto brief = brief_of(*stored);
      if (!brief) return std::move(brief).error();
      QuotedEvidence one;
      one.case_id = member.first;
      one.compartment = stored->compartment;
      one.title = std::move(brief->title);
      one.supporter = std::move(brief->supporter);
      one.section = (*found)->place.section;
      one.span = (*found)->place.span;
      one.steps = (*found)->steps;
      one.sentence = std::move((*found)->sentence);
      out.evidence.push_back(std::move(one));
    }
    return {};
  }

  Result<void> name(RejectedKnowHow& out) {
    std::vector<std::string> sentences;
    for (const QuotedEvidence& one : out.evidence) sentences.push_back(one.sentence);
    const auto labels = label_candidate(sentences, analyzer_);
    if (!labels) return labels.error();
    if (labels->empty()) return {};
    auto masked = anonymized(labels->front(), analyzer_);
    if (!masked) return std::move(masked).error();
    out.label = std::move(*masked);
    return {};
  }

  Call& call_;
  SentenceFinder finder_;
  Analyzer analyzer_;
};

}  // namespace

HttpResponse rejected_page(Call& call, const FormFields& form, const KnowHowReading& knowhow) {
  const std::vector<const CatalogueCard*> rejected = knowhow.rejected();
  KnowHowRejectedView view;
  view.tabs = knowhow_tabs(call, knowhow);
  view.outdated = knowhow.outdated;
  view.csrf = call.visitor.csrf;
  view.restored = form.value("done") == "restore";
  view.pages = std::max<std::size_t>((rejected.size() + kRejectedOnPage - 1) / kRejectedOnPage, 1);
  view.page = std::min(knowhow_page_number(form), view.pages);
  RejectedReader reader(call, knowhow);
  const std::size_t first = (view.page - 1) * kRejectedOnPage;
  for (std::size_t i = first; i < std::min(first + kRejectedOnPage, rejected.size()); ++i) {
    auto shown = reader.read(*rejected[i]);
    if (!shown) return call.failed(shown.error());
    if (*shown) view.rejected.push_back(std::move(**shown));
  }
  return knowhow_page(call, "見送ったノウハウ", print_knowhow_rejected(view, call.taxonomy()));
}

}  // namespace kizuki
