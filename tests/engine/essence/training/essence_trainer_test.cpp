#include "engine/essence/training/essence_trainer.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

const std::vector<MarkedCase>& marked_cases() {
  static const auto kCases = [] {
    CaseSentenceReader reader(analyzer());
    return load_shipped_marked_cases(source_path("data"), reader);
  }();
  EXPECT_TRUE(kCases.has_value());
  return kCases.value();
}

TEST(EssenceTrainer, EveryMarkIsFoundInASentence) {
  EXPECT_EQ(marked_cases().size(), 180U);
  for (const MarkedCase& one : marked_cases()) {
    for (const KnowHowMark& mark : one.marks) {
      const bool found =
          std::any_of(one.sentences.begin(), one.sentences.end(), [&](const auto& sentence) {
            return same_sentence(without_spaces(sentence.text), without_spaces(mark.sentence));
          });
      EXPECT_TRUE(found) << one.record.id << " " << mark.sentence;
    }
  }
}

// The file in the repository is what the program makes of the data beside it: after a change of
// data, features or training, run kizuki_train_essence.
TEST(EssenceTrainer, ShippedModelIsWhatTheSampleDataGive) {
  CaseSentenceReader reader(analyzer());
  const auto model =
      train_shipped_essence(marked_cases(), shipped_cards(), reader, kShippedEssenceSources);
  ASSERT_TRUE(model.has_value());
  const auto shipped = read_file(source_path("data/models/essence.kzem"), std::size_t{16} << 20);
  ASSERT_TRUE(shipped.has_value());
  EXPECT_TRUE(model->serialize() == *shipped) << "run kizuki_train_essence and commit the model";
}

TEST(EssenceTrainer, OrderChangesNothing) {
  std::vector<const MarkedCase*> some;
  for (std::size_t i = 0; i < 12; ++i) some.push_back(&marked_cases()[i * 11]);
  std::vector<KnowHowCard> cards(shipped_cards().begin(), shipped_cards().begin() + 3);
  CaseSentenceReader reader(analyzer());
  const auto one = train_essence_model(some, cards, reader);
  std::reverse(some.begin(), some.end());
  std::reverse(cards.begin(), cards.end());
  const auto two = train_essence_model(some, cards, reader);
  ASSERT_TRUE(one.has_value());
  ASSERT_TRUE(two.has_value());
  EXPECT_TRUE(one->serialize() == two->serialize());
  EXPECT_FALSE(train_essence_model({}, cards, reader).has_value());
}

TEST(EssenceTrainer, KnowsTheStylesOfTheSamples) {
  EXPECT_EQ(style_of_sample("d-007"), "vivid");
  EXPECT_EQ(style_of_sample("d-061"), "mixed");
  EXPECT_EQ(style_of_sample("r-001"), "banks");
  EXPECT_EQ(style_of_sample("r-031"), "chambers");
  EXPECT_EQ(style_of_sample("r-120"), "bureaus");
  EXPECT_EQ(style_of_sample("x-1"), "other");
  EXPECT_EQ(style_of_sample("d-99999999999999"), "other");
  EXPECT_EQ(style_of_sample(""), "other");
}

}  // namespace
}  // namespace kizuki::test
