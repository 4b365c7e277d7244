#include "engine/tagging/facet_text.hpp"

#include <algorithm>

namespace kizuki {
namespace {

constexpr GramViews kFacetViews{{1.0F, 0.7F, 1.0F}};
constexpr std::size_t kPairedWords = 200;

// The key of a word that cannot be: a hash of both (splitmix64), `first` < `second`.
GramKey pair_key(GramKey first, GramKey second) {
  GramKey key = first * 0x9E3779B97F4A7C15U + second;
  key = (key ^ (key >> 30U)) * 0xbf58476d1ce4e5b9U;
  key = (key ^ (key >> 27U)) * 0x94d049bb133111ebU;
  return (key ^ (key >> 31U)) | GramKey{1} << 63;
}

}  // namespace

Result<void> FacetTextReader::read(const CaseRecord& record, FacetText& out) {
  out.sentences.clear();
  if (auto read = reader_.read(record, out.text); !read) return read;
  for (std::size_t at = 0; at < out.text.fields.size(); ++at) {
    const CaseField& field = out.text.fields[at];
    if (field.kind != CaseFieldKind::kBody && field.kind != CaseFieldKind::kOutcome) continue;
    for (std::size_t i = field.first_passage; i < field.end_passage; ++i) {
      FacetSentence& sentence = out.sentences.emplace_back();
      sentence.field = at;
      sentence.passage = i;
      collect_grams(out.text.passages[i].text, sentence.grams);
    }
  }
  collect_pairs(out);
  return {};
}

void FacetTextReader::collect_pairs(FacetText& out) {
  out.pairs.clear();
  words_.clear();
  for (const FacetSentence& sentence : out.sentences) {
    for (const Gram& gram : sentence.grams) {
      if (gram_kind(gram.key) != GramKind::kWord || words_.size() == kPairedWords) continue;
      if (std::find(words_.begin(), words_.end(), gram.key) == words_.end()) {
        words_.push_back(gram.key);
      }
    }
  }
  std::sort(words_.begin(), words_.end());
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::size_t j = i + 1; j < words_.size(); ++j) {
      out.pairs.push_back({pair_key(words_[i], words_[j]), 0, 0});
    }
  }
}

void build_facet_vector(const FacetText& text, GramVectorizer& vectorizer, SparseVector& out) {
  std::vector<KnownGram> known;
  for (const FacetSentence& sentence : text.sentences) {
    vectorizer.look_up(sentence.grams, known);
    vectorizer.add(known);
  }
  vectorizer.look_up(text.pairs, known);
  vectorizer.add(known);
  vectorizer.finish(kFacetViews, out);
}

}  // namespace kizuki
