#include "engine/tagging/tag_overlay.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

TagOverlay sample() {
  TagOverlay overlay;
  overlay.compartment = "org:港町商工会";
  overlay.model = "abc";
  overlay.confirmation_sequence = 7;
  overlay.learned_from = {xxh3("farm-3"), xxh3("inn-2")};
  std::sort(overlay.learned_from.begin(), overlay.learned_from.end());
  overlay.issues = {{0, 1.5F, {}}, {4, -0.5F, {{2, 0.25F}, {900, -2.0F}}}};
  overlay.steps = {{2, 1.0F, {{5, -1.0F}}}};
  return overlay;
}

TEST(TagOverlayTest, AddsOffsetAndWeightsToTheLogOdds) {
  std::vector<float> probabilities{0.5F, 0.5F, 0.5F, 0.5F, 0.5F};
  sample().adjust_issues({{2, 2.0F}, {3, 9.0F}, {900, 0.25F}}, probabilities);
  EXPECT_NEAR(probabilities[0], 0.8176F, 1e-4);  // σ(1.5)
  EXPECT_FLOAT_EQ(probabilities[1], 0.5F);
  EXPECT_NEAR(probabilities[4], 0.3775F, 1e-4);  // σ(−0.5 + 0.5 − 0.5)
}

TEST(TagOverlayTest, CorrectsStepsAndTheProbabilityOfNone) {
  StepMarginals section;
  section.steps.fill(0.25F);
  section.none = 0.4F;
  sample().adjust_steps({{5, 2.0F}}, section);
  EXPECT_NEAR(section.steps[2], 0.1092F, 1e-4);  // σ(ln(1/3) + 1 − 2)
  EXPECT_NEAR(section.none, 0.4F * 0.8908F / 0.75F, 1e-4);
  EXPECT_FLOAT_EQ(section.steps[1], 0.25F);
}

TEST(TagOverlayTest, ProbabilitiesStayProbabilities) {
  StepMarginals section;
  section.steps.fill(1.0F);
  section.none = 1.0F;
  sample().adjust_steps({{5, 1e6F}}, section);
  EXPECT_FLOAT_EQ(section.none, 1.0F);
  EXPECT_FLOAT_EQ(section.steps[2], 0.0F);
}

TEST(TagOverlayTest, ReadsFilesFromBeforeSteps) {
  TagOverlay old = sample();
  old.steps.clear();
  // Without steps the new form has one more byte, their number, in front of the checksum.
  std::string bytes = old.serialize();
  bytes.resize(bytes.size() - 9);
  bytes[4] = 1;
  ByteWriter sum;
  sum.word(xxh3(bytes));
  const auto read = TagOverlay::parse(bytes + sum.take());
  ASSERT_TRUE(read) << read.error().describe();
  EXPECT_EQ(read->issues, old.issues);
  EXPECT_TRUE(read->steps.empty());
}

TEST(TagOverlayTest, KeepsCertaintiesFinite) {
  std::vector<float> probabilities{1.0F, 0, 0, 0, 0.0F};
  sample().adjust_issues({{900, 1e6F}}, probabilities);
  EXPECT_GT(probabilities[0], 0.99F);
  EXPECT_FLOAT_EQ(probabilities[4], 0.0F);
}

TEST(TagOverlayTest, IssuesThatTheModelDoesNotKnowAreLeftAlone) {
  std::vector<float> probabilities{0.5F};
  sample().adjust_issues({}, probabilities);
  EXPECT_EQ(probabilities.size(), 1u);
}

TEST(TagOverlayTest, ComesBackFromAFileAsItWas) {
  const TempFolder folder;
  ASSERT_TRUE(sample().save(folder / "x.kzto"));
  const auto loaded = TagOverlay::load(folder / "x.kzto");
  ASSERT_TRUE(loaded) << loaded.error().describe();
  EXPECT_EQ(loaded->compartment, "org:港町商工会");
  EXPECT_EQ(loaded->confirmation_sequence, 7u);
  EXPECT_TRUE(loaded->learned_from_case("inn-2"));
  EXPECT_FALSE(loaded->learned_from_case("inn-3"));
  EXPECT_EQ(loaded->issues, sample().issues);
  EXPECT_EQ(loaded->steps, sample().steps);
  EXPECT_EQ(loaded->fingerprint(), sample().fingerprint());
}

TEST(TagOverlayTest, EveryFlippedBitIsFound) {
  const std::string bytes = sample().serialize();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      EXPECT_FALSE(TagOverlay::parse(damaged)) << i << " " << bit;
    }
  }
  EXPECT_FALSE(TagOverlay::parse(""));
  EXPECT_FALSE(TagOverlay::parse(bytes.substr(0, bytes.size() - 1)));
}

}  // namespace
}  // namespace kizuki
