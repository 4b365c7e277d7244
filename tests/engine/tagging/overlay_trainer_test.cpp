#include "engine/tagging/overlay_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

OverlayExample example(SparseVector text, float probability, bool confirmed) {
  OverlayExample made;
  made.parts = {{std::move(text), {probability, 0.3F}}};
  made.verdicts = {{0, confirmed}};
  return made;
}

float adjusted(const std::vector<TagOverlay::Correction>& issues, const SparseVector& text,
               float probability) {
  TagOverlay overlay;
  overlay.issues = issues;
  std::vector<float> probabilities{probability, 0.3F};
  overlay.adjust_issues(text, probabilities);
  return probabilities[0];
}

/// What the trainer minimises.
double loss(const std::vector<OverlayExample>& examples, const TagOverlay::Correction& issue) {
  double sum = 4.0 * double{issue.offset} * double{issue.offset};
  for (const GramFeature& weight : issue.weights) {
    sum += 0.5 * double{weight.value} * double{weight.value};
  }
  for (const OverlayExample& one : examples) {
    const double p = double{adjusted({issue}, one.parts[0].text, one.parts[0].probabilities[0])};
    sum -= std::log(one.verdicts[0].confirmed ? p : 1.0 - p);
  }
  return sum;
}

TEST(OverlayTrainerTest, NothingSaidTrainsNothing) {
  EXPECT_TRUE(train_overlay({}).empty());
  OverlayExample silent;
  silent.parts = {{{}, {0.5F}}};
  EXPECT_TRUE(train_overlay({silent}).empty());
}

TEST(OverlayTrainerTest, MovesCasesLikeThoseConfirmedAndFewOthers) {
  std::vector<OverlayExample> examples;
  for (int i = 0; i < 10; ++i) {
    examples.push_back(example({{1, 1.0F}}, 0.3F, true));
    examples.push_back(example({{2, 1.0F}}, 0.6F, false));
  }
  const auto issues = train_overlay(examples);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].label, 0u);
  EXPECT_GT(adjusted(issues, {{1, 1.0F}}, 0.3F), 0.6F);
  EXPECT_LT(adjusted(issues, {{2, 1.0F}}, 0.6F), 0.4F);
  EXPECT_NEAR(adjusted(issues, {{3, 1.0F}}, 0.5F), 0.5F, 0.1F);
}

TEST(OverlayTrainerTest, ReachesTheMinimum) {
  std::mt19937_64 random(test_seed());
  std::vector<OverlayExample> examples;
  for (int i = 0; i < 60; ++i) {
    SparseVector text;
    for (std::uint32_t gram = 0; gram < 20; ++gram) {
      if (random() % 3 == 0) text.push_back({gram, static_cast<float>(random() % 100) / 250.0F});
    }
    examples.push_back(
        example(text, static_cast<float>(random() % 90 + 5) / 100.0F, random() % 2 == 0));
  }
  const auto issues = train_overlay(examples);
  ASSERT_EQ(issues.size(), 1u);
  const double least = loss(examples, issues[0]);
  for (int i = 0; i < 200; ++i) {
    TagOverlay::Correction moved = issues[0];
    moved.offset += static_cast<float>(random() % 200) / 1000.0F - 0.1F;
    for (GramFeature& weight : moved.weights) {
      weight.value += static_cast<float>(random() % 200) / 1000.0F - 0.1F;
    }
    EXPECT_GE(loss(examples, moved), least - 1e-3);
  }
}

TEST(OverlayTrainerTest, CrossValidationTellsWhetherItHelps) {
  std::vector<OverlayExample> examples;
  examples.reserve(40);
  for (int i = 0; i < 40; ++i) examples.push_back(example({{1, 1.0F}}, 0.4F, true));
  const auto agreement = cross_validate_overlay(examples);
  EXPECT_EQ(agreement.verdicts, 40u);
  EXPECT_EQ(agreement.model, 0u);
  EXPECT_EQ(agreement.overlay, 40u);
}

/// A case of two sections, of which the model thinks the first likelier to show the label.
OverlayExample two_sections(bool confirmed) {
  OverlayExample made;
  made.parts = {{{{1, 1.0F}}, {0.4F}}, {{{2, 1.0F}}, {0.2F}}};
  made.verdicts = {{0, confirmed}};
  return made;
}

TEST(OverlayTrainerTest, AConfirmedLabelHoldsOfTheLikeliestPart) {
  const auto learned = train_overlay(std::vector<OverlayExample>(20, two_sections(true)));
  EXPECT_GT(adjusted(learned, {{1, 1.0F}}, 0.4F), 0.6F);
  ASSERT_EQ(learned.size(), 1u);
  for (const GramFeature& weight : learned[0].weights) EXPECT_NE(weight.index, 2u);
}

TEST(OverlayTrainerTest, ADeniedLabelIsDeniedOfEveryPart) {
  const auto learned = train_overlay(std::vector<OverlayExample>(20, two_sections(false)));
  EXPECT_LT(adjusted(learned, {{1, 1.0F}}, 0.4F), 0.2F);
  EXPECT_LT(adjusted(learned, {{2, 1.0F}}, 0.2F), 0.15F);
}

TEST(OverlayTrainerTest, OrderOfExamplesMovesNothingThatShows) {
  std::vector<OverlayExample> examples;
  examples.reserve(12);
  for (int i = 0; i < 12; ++i) examples.push_back(two_sections(i % 3 == 0));
  const auto one = train_overlay(examples);
  std::reverse(examples.begin(), examples.end());
  EXPECT_NEAR(adjusted(one, {{1, 1.0F}}, 0.4F),
              adjusted(train_overlay(examples), {{1, 1.0F}}, 0.4F), 1e-4F);
}

}  // namespace
}  // namespace kizuki
