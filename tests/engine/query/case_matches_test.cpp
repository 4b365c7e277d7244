#include "engine/query/case_matches.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/phrase_matcher.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/engine/query/wanted_words.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using Places = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::size_t>>;

/// Each term of the query held against each occurrence, each phrase against the field.
Places places_the_slow_way(const SnippetQuery& query, const CaseAnalysis& analysis,
                           const AnalyzedField& field) {
  Places places;
  for (const TermOccurrence& occurrence : field.occurrences) {
    for (const SnippetQuery::Term& entry : query.terms) {
      const bool same_space =
          (entry.term->kind == TermKind::kBigram) == (occurrence.kind == TermKind::kBigram);
      if (!same_space || entry.term->text != analysis.terms[occurrence.term]) continue;
      places.emplace_back(occurrence.span.begin, occurrence.span.end, entry.key);
      break;  // of equal terms the first
    }
  }
  for (const SnippetQuery::Phrase& phrase : query.phrases) {
    for (const TextSpan place : find_phrase(*phrase.pattern, field, analysis.terms)) {
      places.emplace_back(place.begin, place.end, phrase.key);
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const auto& left, const auto& right) {
    return std::tie(std::get<0>(left), std::get<1>(left)) <
           std::tie(std::get<0>(right), std::get<1>(right));
  });
  return places;
}

bool has_key(const std::vector<Places>& fields, std::size_t key) {
  return std::any_of(fields.begin(), fields.end(), [&](const Places& places) {
    return std::any_of(places.begin(), places.end(),
                       [&](const auto& place) { return std::get<2>(place) == key; });
  });
}

TEST(CaseMatchesTest, FindsWhatASearchOfEachTermFinds) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed);
  const auto records = corpus.cases(60);
  std::size_t found = 0;
  std::size_t phrases = 0;
  for (std::uint64_t round = 0; round < 300; ++round) {
    const std::string text = corpus.query();
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    const WantedWords wanted(text);
    const CaseAnalysis analysis = analyze(records[corpus.below(records.size())]);
    const SnippetTexts texts(wanted.query);
    const CaseMatches matches(texts, analysis);
    std::vector<Places> expected;
    for (std::size_t field = 0; field < analysis.fields.size(); ++field) {
      expected.push_back(places_the_slow_way(wanted.query, analysis, analysis.fields[field]));
      Places places;
      for (const SnippetMatch& match : matches.of_field(field)) {
        places.emplace_back(match.span.begin, match.span.end, match.key);
      }
      EXPECT_EQ(places, expected.back());
      found += places.size();
    }
    for (std::size_t i = 0; i < wanted.query.terms.size(); ++i) {
      EXPECT_EQ(matches.has_term(i), has_key(expected, wanted.query.terms[i].key)) << i;
    }
    for (std::size_t i = 0; i < wanted.query.phrases.size(); ++i) {
      EXPECT_EQ(matches.has_phrase(i), has_key(expected, wanted.query.phrases[i].key)) << i;
      phrases += matches.has_phrase(i) ? 1U : 0U;
    }
  }
  EXPECT_GT(found, 100U);
  EXPECT_GT(phrases, 0U);
}

TEST(CaseMatchesTest, MarksAreJoinedWhereTheyTouch) {
  const WantedWords wanted("信頼 関係");
  const CaseAnalysis analysis = analyze(make_case("a", "題名", {"信頼関係を築く。関係が続く。"}));
  const SnippetTexts texts(wanted.query);
  const CaseMatches matches(texts, analysis);
  const auto body =
      std::find_if(analysis.fields.begin(), analysis.fields.end(),
                   [](const AnalyzedField& field) { return field.kind == FieldKind::kBody; });
  ASSERT_NE(body, analysis.fields.end());
  const auto number = static_cast<std::size_t>(body - analysis.fields.begin());
  EXPECT_EQ(with_marks(body->text, matches.marks(number)), "【信頼関係】を築く。【関係】が続く。");
}

TEST(CaseMatchesTest, NamesTheWordsOfTheQueryThatTheCaseHas) {
  const WantedWords wanted("現場 反発 原価");
  const CaseAnalysis analysis = analyze(make_case("a", "原価の話", {"現場を歩いた。"}));
  const SnippetTexts texts(wanted.query);
  const auto words = find_matched_words(CaseMatches(texts, analysis));
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].word, "現場");
  EXPECT_EQ(words[1].word, "原価");
}

}  // namespace
}  // namespace kizuki
