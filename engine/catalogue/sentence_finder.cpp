#include "engine/catalogue/sentence_finder.hpp"

#include <utility>

namespace kizuki {

Result<std::optional<FoundSentence>> SentenceFinder::search(const std::string& id,
                                                            const Wanted& wanted) {
  auto record = read_(id);
  if (!record) return std::move(record).error();
  if (!*record) return std::optional<FoundSentence>();
  std::vector<CaseSentence> sentences;
  auto read = sentences_.read(**record, given_step_bits(**record), sentences);
  if (!read) return std::move(read).error();
  for (const CaseSentence& sentence : sentences) {
    const std::string_view text = sentence.span.of((*record)->sections[sentence.section].text);
    if (!wanted(sentence, text)) continue;
    FoundSentence found;
    found.place = {id, sentence.section, sentence.span};
    found.sentence = text;
    found.steps = sentence.steps;
    return std::optional<FoundSentence>(std::move(found));
  }
  return std::optional<FoundSentence>();
}

Result<std::optional<FoundSentence>> SentenceFinder::at(const EvidencePlace& place) {
  return search(place.case_id, [&](const CaseSentence& sentence, std::string_view) {
    return sentence.section == place.section && sentence.span.begin == place.span.begin &&
           sentence.span.end == place.span.end;
  });
}

Result<std::optional<FoundSentence>> SentenceFinder::of(const EvidenceDecision& decision) {
  const EvidencePlace& place = decision.place;
  auto record = read_(place.case_id);
  if (!record) return std::move(record).error();
  if (!*record) return std::optional<FoundSentence>();
  // Nearly always it stands where it stood; then nothing has to be analysed.
  if (place.section < (*record)->sections.size()) {
    const Section& section = (*record)->sections[place.section];
    if (place.span.end <= section.text.size()) {
      std::string text(place.span.of(section.text));
      if (sentence_key(text) == decision.sentence_key) {
        return std::optional<FoundSentence>({place, std::move(text), step_bits(section.steps)});
      }
    }
  }
  return search(place.case_id, [&](const CaseSentence&, std::string_view text) {
    return sentence_key(text) == decision.sentence_key;
  });
}

Result<std::optional<FoundSentence>> SentenceFinder::of(const GroupMember& member) {
  return search(member.first, [&](const CaseSentence& sentence, std::string_view) {
    return sentence.features.text_hash == member.second;
  });
}

}  // namespace kizuki
