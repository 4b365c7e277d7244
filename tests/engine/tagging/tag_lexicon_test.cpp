#include "engine/tagging/tag_lexicon.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kHeader = "kind\tcode\tcue\tstrength\n";
constexpr std::string_view kStemHeader = "code\tstem\n";
constexpr std::string_view kNamedHeader = "kind\tname\twritten\n";

Result<TagLexicon> parsed(const std::string& cues, const std::string& stems = "",
                          const std::string& named = "") {
  return TagLexicon::parse(std::string(kHeader) + cues, std::string(kStemHeader) + stems,
                           std::string(kNamedHeader) + named, {"hr", "dx"});
}

TEST(TagLexicon, ReadsCuesAndStems) {
  const auto lexicon =
      parsed("step\tS3\t傾聴\t2\nwall\tW5\t資金がな\t1\nissue\tdx\tＤＸ\t2\n", "hr\t辞め\n");
  ASSERT_TRUE(lexicon.has_value());
  ASSERT_EQ(lexicon->phrases().size(), 4U);
  EXPECT_EQ(lexicon->cue(0).kind, CueKind::kStep);
  EXPECT_EQ(lexicon->cue(0).label, 2);
  EXPECT_EQ(lexicon->cue(0).strength, 2);
  EXPECT_EQ(lexicon->cue(1).label, 4);
  EXPECT_EQ(lexicon->cue(2).label, 1);
  EXPECT_EQ(lexicon->phrases().phrase(2), U"dx");
  EXPECT_EQ(lexicon->cue(3).kind, CueKind::kIssueStem);
}

TEST(TagLexicon, NamesHaveWrittenForms) {
  const auto lexicon = parsed("", "",
                              "tool\tSWOT分析\tSWOT\ntool\tSWOT分析\tＳＷＯＴ分析\n"
                              "partner\t税理士\t税理士\nbridge\t-\t紹介\n");
  ASSERT_TRUE(lexicon.has_value());
  EXPECT_EQ(lexicon->names(), (std::vector<std::string>{"SWOT分析", "税理士"}));
  EXPECT_EQ(lexicon->cue(1).kind, CueKind::kTool);
  EXPECT_EQ(lexicon->cue(1).label, 0);
  EXPECT_EQ(lexicon->cue(2).kind, CueKind::kPartner);
  EXPECT_EQ(lexicon->cue(2).label, 1);
  EXPECT_EQ(lexicon->cue(3).kind, CueKind::kBridge);
  const auto again = TagLexicon::from_text(lexicon->to_text(), lexicon->issues());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->names(), lexicon->names());
  EXPECT_FALSE(parsed("", "", "other\tx\tx\n").has_value());
  EXPECT_FALSE(parsed("", "", "tool\t\tx\n").has_value());
}

TEST(TagLexicon, RefusesWhatItDoesNotKnowByLine) {
  for (const char* line :
       {"step\tS8\tx\t1\n", "step\tS0\tx\t1\n", "wall\tW6\tx\t1\n", "issue\tnone\tx\t1\n",
        "other\tS1\tx\t1\n", "step\tS1\t\t1\n", "step\tS1\tx\n"}) {
    const auto lexicon = parsed(std::string("step\tS1\t見極め\t2\n") + line);
    ASSERT_FALSE(lexicon.has_value()) << line;
    EXPECT_EQ(lexicon.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(lexicon.error().line, 3U) << line;
  }
  EXPECT_FALSE(parsed("", "none\tx\n").has_value());
}

TEST(TagLexicon, ItsTextReadsBackTheSame) {
  const TagLexicon& lexicon = test::sample_data().lexicon;
  const auto again = TagLexicon::from_text(lexicon.to_text(), lexicon.issues());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->to_text(), lexicon.to_text());
  EXPECT_FALSE(TagLexicon::from_text("0\t7\t1\tx\n", {}).has_value());
  EXPECT_FALSE(TagLexicon::from_text("9\t0\t1\tx\n", {}).has_value());
  EXPECT_FALSE(TagLexicon::from_text("0\t0\tx\n", {}).has_value());
}

TEST(TagLexicon, ShippedTablesSpeakOfEveryIssueStepAndWall) {
  const TagLexicon& lexicon = test::sample_data().lexicon;
  std::vector<int> issues(lexicon.issues().size());
  std::vector<int> steps(kSteps);
  for (std::uint32_t i = 0; i < lexicon.phrases().size(); ++i) {
    const Cue& cue = lexicon.cue(i);
    if (cue.kind == CueKind::kStep) ++steps[cue.label];
    if (cue.kind == CueKind::kIssueCue) ++issues[cue.label];
  }
  for (const int count : steps) EXPECT_GE(count, 20);
  for (const int count : issues) EXPECT_GE(count, 5);
}

}  // namespace
}  // namespace kizuki
