#include "bench/essence/label_agreement.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/essence/candidate_label.hpp"
#include "engine/essence/discovery_sentence.hpp"
#include "engine/essence/feature_table.hpp"
#include "engine/essence/training/essence_trainer.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLeastCases = 3;
constexpr std::size_t kFirstPlaces = 3;
/// Far below the border of acceptance: all cards are wanted, in their order.
constexpr float kAnyScore = 1'000.0F;

/// The most central first, as discovery hands them on.
Result<std::vector<std::string>> by_centrality(const std::vector<std::string>& sentences,
                                               CaseSentenceReader& reader) {
  std::vector<DiscoverySentence> compared;
  SentenceTraits traits;
  for (std::uint32_t i = 0; i < sentences.size(); ++i) {
    if (auto read = reader.read(sentences[i], traits); !read) return std::move(read).error();
    compared.push_back({i, 0, i, discovery_features(traits)});
  }
  const std::vector<SparseVector> vectors = discovery_vectors(compared);
  std::vector<std::pair<float, std::size_t>> order;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    float sum = 0;
    for (std::size_t j = 0; j < vectors.size(); ++j)
      sum += i == j ? 0 : dot(vectors[i], vectors[j]);
    order.emplace_back(-sum, i);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::string> out;
  for (const auto& [sum, i] : order) {
    if (out.size() < kMostLabelSentences) out.push_back(sentences[i]);
  }
  return out;
}

/// Whether a piece of evidence is a marked sentence or as good as one.
bool is_marked(const std::string& evidence, const std::string& marked) {
  return evidence.find(marked) != std::string::npos || marked.find(evidence) != std::string::npos;
}

/// 1 for the card that fits a name best; 0 when none does.
Result<std::size_t> place_of(const std::string& name, const std::string& know_how,
                             CaseSentenceReader& reader, SentenceMatcher& matcher,
                             const std::vector<KnowHowCard>& cards) {
  SentenceTraits traits;
  if (auto read = reader.read(name, traits); !read) return std::move(read).error();
  SparseVector vector;
  matcher.vector(traits, vector);
  std::vector<CardMatch> matches;
  matcher.match(vector, 0, 0, matches, kAnyScore);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (cards[matches[i].card].id == know_how) return i + 1;
  }
  return std::size_t{0};
}

}  // namespace

Result<std::vector<NamedGroup>> marked_groups(const EvaluationSetup& setup,
                                              const ChosenStyles& chosen) {
  std::map<std::string, std::vector<std::string>> marked;
  for (const MarkedCase& one : setup.cases) {
    if (!chosen(style_of_sample(one.record.id))) continue;
    for (const KnowHowMark& mark : one.marks) {
      if (mark.know_how != "OTHER") marked[mark.know_how].push_back(mark.sentence);
    }
  }
  CaseSentenceReader reader(setup.analyzer);
  std::vector<NamedGroup> out;
  for (const auto& [know_how, sentences] : marked) {
    if (sentences.size() < kLeastCases) continue;
    auto ordered = by_centrality(sentences, reader);
    if (!ordered) return std::move(ordered).error();
    out.push_back({know_how, std::move(*ordered)});
  }
  return out;
}

std::vector<NamedGroup> found_groups(const EvaluationRun& run) {
  std::map<std::string, std::vector<const GoldMark*>> marks;  // by case
  for (const GoldMark& mark : run.gold) marks[mark.case_id].push_back(&mark);
  std::vector<NamedGroup> out;
  for (const ScoredItem& item : run.items) {
    if (!item.candidate) continue;
    std::map<std::string, std::size_t> shown;
    NamedGroup group;
    for (const auto& [id, sentence] : item.evidence) {
      if (group.sentences.size() < kMostLabelSentences) group.sentences.push_back(sentence);
      for (const GoldMark* mark : marks[id]) {
        if (mark->know_how != "OTHER" && is_marked(sentence, mark->sentence)) {
          ++shown[mark->know_how];
        }
      }
    }
    const auto most =
        std::max_element(shown.begin(), shown.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == shown.end() || most->second < 2 || 2 * most->second <= item.evidence.size()) {
      continue;
    }
    group.know_how = most->first;
    out.push_back(std::move(group));
  }
  return out;
}

Result<LabelAgreement> label_agreement(const EvaluationSetup& setup,
                                       const std::vector<NamedGroup>& groups) {
  CaseSentenceReader reader(setup.analyzer);
  Analyzer analyzer(setup.analyzer);
  auto trained = CardMatcher::train(setup.models.begin()->second, setup.cards, reader);
  if (!trained) return std::move(trained).error();
  SentenceMatcher matcher(*trained);
  LabelAgreement out;
  for (const NamedGroup& group : groups) {
    const auto labels = label_candidate(group.sentences, analyzer);
    if (!labels) return labels.error();
    ++out.groups;
    if (labels->empty()) continue;
    const auto place = place_of(labels->front(), group.know_how, reader, matcher, setup.cards);
    if (!place) return place.error();
    out.first += *place == 1 ? 1 : 0;
    out.among_three += *place >= 1 && *place <= kFirstPlaces ? 1 : 0;
  }
  if (out.groups == 0) return out;
  out.first /= static_cast<double>(out.groups);
  out.among_three /= static_cast<double>(out.groups);
  return out;
}

}  // namespace kizuki
