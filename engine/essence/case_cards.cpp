#include "engine/essence/case_cards.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <map>
#include <tuple>

#include "engine/essence/people_words.hpp"

namespace kizuki {
namespace {

constexpr float kConfirmedScore = 1e3F;  // before all that is guessed

/// What people said of sentences of one case: by place of the sentence and card.
std::map<std::pair<std::uint32_t, std::uint32_t>, bool> said_of(
    const ScannedCase& scan, std::string_view case_id, std::span<const KnowHowCard> cards,
    std::span<const SentenceVerdict> verdicts) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> out;
  for (const SentenceVerdict& verdict : verdicts) {
    if (verdict.case_id != case_id) continue;
    const auto card = std::find_if(cards.begin(), cards.end(),
                                   [&](const KnowHowCard& one) { return one.id == verdict.card; });
    const auto sentence =
        std::find_if(scan.sentences.begin(), scan.sentences.end(), [&](const ScannedSentence& one) {
          return one.section == verdict.section && one.span.begin == verdict.span.begin;
        });
    if (card == cards.end() || sentence == scan.sentences.end()) continue;
    out[{static_cast<std::uint32_t>(sentence - scan.sentences.begin()),
         static_cast<std::uint32_t>(card - cards.begin())}] = verdict.confirmed;
  }
  return out;
}

constexpr std::size_t kKanjiBytes = 3;
constexpr std::size_t kLeads = std::size_t{1} << 16U;

/// The characters that words of people begin with; all of them have three bytes.
class PeopleWords {
 public:
  PeopleWords() {
    const auto take = [&](std::string_view word) {
      leads_.set(lead_of(word));
      words_.push_back(word);
    };
    std::for_each(kSupporterWords.begin(), kSupporterWords.end(), take);
    std::for_each(kManagerWords.begin(), kManagerWords.end(), take);
  }

  /// The word that `text` begins with; empty when it begins with none.
  std::string_view at_beginning(std::string_view text) const {
    if (text.size() < kKanjiBytes || !leads_.test(lead_of(text))) return {};
    const auto found = std::find_if(words_.begin(), words_.end(),
                                    [&](std::string_view word) { return text.starts_with(word); });
    return found == words_.end() ? std::string_view() : *found;
  }

 private:
  /// The lower bits of the second and third byte and four of the first: of characters of three
  /// bytes the code point.
  static std::size_t lead_of(std::string_view text) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(text[i]));
    };
    return (byte(0) & 0xFU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  }

  std::bitset<kLeads> leads_;
  std::vector<std::string_view> words_;
};

/// Whether the text, together with `first` of the texts before, names people by two words.
bool names_two(std::string_view text, std::string_view& first) {
  static const PeopleWords kWords;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xF0U) != 0xE0U) continue;
    const std::string_view word = kWords.at_beginning(text.substr(at));
    if (word.empty() || word == first) continue;
    if (!first.empty()) return true;
    first = word;
  }
  return false;
}

}  // namespace

std::vector<CaseCard> cards_of_case(const ScannedCase& scan, std::string_view case_id,
                                    std::span<const KnowHowCard> cards,
                                    std::span<const SentenceVerdict> verdicts) {
  const auto said = said_of(scan, case_id, cards, verdicts);
  std::vector<CaseCard> candidates;
  for (std::uint32_t s = 0; s < scan.sentences.size(); ++s) {
    for (const CardMatch& match : scan.sentences[s].matches) {
      if (!said.contains({s, match.card}))
        candidates.push_back({match.card, s, match.score, false});
    }
  }
  for (const auto& [place, confirmed] : said) {
    if (confirmed) candidates.push_back({place.second, place.first, kConfirmedScore, true});
  }
  std::sort(candidates.begin(), candidates.end(), [](const CaseCard& a, const CaseCard& b) {
    return std::tie(b.score, a.sentence, a.card) < std::tie(a.score, b.sentence, b.card);
  });
  std::vector<CaseCard> out;
  for (const CaseCard& candidate : candidates) {
    const bool taken = std::any_of(out.begin(), out.end(), [&](const CaseCard& one) {
      return one.card == candidate.card || one.sentence == candidate.sentence;
    });
    if (!taken) out.push_back(candidate);
  }
  std::sort(out.begin(), out.end(),
            [](const CaseCard& a, const CaseCard& b) { return a.card < b.card; });
  return out;
}

bool may_show_cards(const CaseRecord& record) {
  if (!record.supporter.empty()) return true;
  std::string_view first;
  for (const Section& section : record.sections) {
    if (!section.steps.empty()) return true;
    if (names_two(section.text, first)) return true;
  }
  return false;
}

}  // namespace kizuki
