#include "engine/query/snippet.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/query_planner.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/engine/query/wanted_words.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::vector<std::string> snippets(const std::string& query, const std::vector<std::string>& texts) {
  const WantedWords wanted(query);
  std::vector<std::string> out;
  const CaseAnalysis analysis = analyze(make_case("a", "題名", texts));
  const SnippetTexts looked_for(wanted.query);
  for (const auto& snippet : make_snippets(CaseMatches(looked_for, analysis))) {
    out.push_back(with_marks(snippet.text, snippet.marks));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(SnippetTest, ShowsTheSentencesThatAddTerms) {
  EXPECT_EQ(snippets("現場 反発 原価", {"会社の概要。現場を歩いた。現場の反発が強かった。",
                                        "原価を調べた。現場も見た。"}),
            (Lines{"【現場】の【反発】が強かった。", "【原価】を調べた。"}));
}

TEST(SnippetTest, MarksCompoundsForTheirPartsAndTheirOther) {
  EXPECT_EQ(snippets("承継", {"事業承継の相談。"}), (Lines{"【事業承継】の相談。"}));
  EXPECT_EQ(snippets("事業承継", {"事業の承継を相談。"}), (Lines{"【事業】の【承継】を相談。"}));
}

TEST(SnippetTest, JoinsMarksThatTouch) {
  EXPECT_EQ(snippets("信頼 関係", {"信頼関係を築く。"}), (Lines{"【信頼関係】を築く。"}));
}

TEST(SnippetTest, MarksAPhraseWholeAndOnlyWhereItStands) {
  EXPECT_EQ(snippets("\"心を開く\"", {"心の声。社長が心を開いた。"}),
            (Lines{"社長が【心を開い】た。"}));
}

TEST(SnippetTest, DoesNotMarkWhatIsExcluded) {
  EXPECT_EQ(snippets("原価 -補助金", {"原価と補助金の話。"}), (Lines{"【原価】と補助金の話。"}));
}

TEST(SnippetTest, OpensTheCaseWhenNothingIsLookedFor) {
  EXPECT_EQ(snippets("規模:小規模", {"木綿豆腐を造る。三代続く。"}), (Lines{"木綿豆腐を造る。"}));
  EXPECT_EQ(snippets("規模:小規模", {""}), Lines{});
}

TEST(SnippetTest, EndsWhereTheLineEnds) {
  EXPECT_EQ(snippets("原価", {"（原価を\r\n調べる）手順"}), (Lines{"（【原価】を"}));
}

std::string repeat(const std::string& text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(SnippetTest, CutsALongSentenceAroundWhatMatters) {
  const auto lines =
      snippets("後継者 反発", {repeat("会社の歴史を語り、", 30) + "後継者への反発を知り、" +
                               repeat("現場を歩いて話を聞き、", 30) + "終えた。"});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("【後継者】への【反発】"), std::string::npos) << lines[0];
  EXPECT_EQ(lines[0].rfind("…", 0), 0u) << lines[0];
  EXPECT_EQ(lines[0].substr(lines[0].size() - 3), "…") << lines[0];
  EXPECT_LE(utf8_length(lines[0]), kSnippetCharacters + 2 + 4);
  EXPECT_GE(utf8_length(lines[0]), kSnippetCharacters / 2) << lines[0];
}

TEST(SnippetTest, CutsWithinAWordThatIsTooLong) {
  const auto lines = snippets("原価", {repeat("あ", 300) + "原価" + repeat("い", 300)});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("原価"), std::string::npos);
  EXPECT_LE(utf8_length(lines[0]), kSnippetCharacters + 4);
}

/// Bytes of the field that a term of the query covers, found the slow way.
std::set<std::uint32_t> covered_bytes(const WantedWords& wanted, const CaseAnalysis& analysis,
                                      const AnalyzedField& field) {
  std::set<std::uint32_t> bytes;
  const auto cover = [&](TextSpan span) {
    for (std::uint32_t at = span.begin; at < span.end; ++at) bytes.insert(at);
  };
  for (const TermOccurrence& occurrence : field.occurrences) {
    for (const SnippetQuery::Term& entry : wanted.query.terms) {
      const PlanTerm& term = *entry.term;
      const bool same_space =
          (term.kind == TermKind::kBigram) == (occurrence.kind == TermKind::kBigram);
      if (same_space && term.text == analysis.terms[occurrence.term]) cover(occurrence.span);
    }
  }
  return bytes;
}

TEST(SnippetTest, MarksCoverExactlyWhatMatched) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed);
  const auto records = corpus.cases(80);
  std::size_t marks = 0;
  for (std::uint64_t round = 0; round < 300; ++round) {
    const std::string text = corpus.query();
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    if (text.find('"') != std::string::npos) continue;  // places of phrases: phrase_matcher_test
    const WantedWords wanted(text);
    const CaseAnalysis analysis = analyze(records[corpus.below(records.size())]);
    const SnippetTexts texts(wanted.query);
    for (const Snippet& snippet : make_snippets(CaseMatches(texts, analysis))) {
      const auto field = std::find_if(
          analysis.fields.begin(), analysis.fields.end(), [&](const AnalyzedField& candidate) {
            return candidate.kind == snippet.field && candidate.section == snippet.section;
          });
      ASSERT_NE(field, analysis.fields.end());
      EXPECT_LE(utf8_length(snippet.source.of(field->text)), kSnippetCharacters);
      const std::uint32_t shift = snippet.text.rfind("…", 0) == 0 ? 3 : 0;
      EXPECT_EQ(snippet.text.substr(shift, snippet.source.size()), snippet.source.of(field->text));
      const auto covered = covered_bytes(wanted, analysis, *field);
      std::set<std::uint32_t> marked;
      std::uint32_t behind = 0;
      for (const TextSpan mark : snippet.marks) {
        EXPECT_TRUE(utf8_is_border(snippet.text, mark.begin));
        EXPECT_TRUE(utf8_is_border(snippet.text, mark.end));
        EXPECT_LT(mark.begin, mark.end);
        EXPECT_TRUE(behind == 0 || behind < mark.begin);
        behind = mark.end;
        for (std::uint32_t at = mark.begin; at < mark.end; ++at) {
          marked.insert(at - shift + snippet.source.begin);
        }
        ++marks;
      }
      for (std::uint32_t at = snippet.source.begin; at < snippet.source.end; ++at) {
        EXPECT_EQ(marked.count(at), covered.count(at)) << snippet.text << " at " << at;
      }
    }
  }
  EXPECT_GT(marks, 100u);
}

}  // namespace
}  // namespace kizuki
