#include "engine/tagging/training/tag_trainer.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

// The file in the repository is what the program makes of the data beside it: after a change of
// data or training, run kizuki_train_tags. (The last bits follow the BLAS in use; this is Debian's
// reference BLAS, which scripts/setup installs with LIBLINEAR.)
TEST(TagTrainer, ShippedModelIsWhatTheSampleDataGive) {
  const auto model = train_shipped_tags(sample_data());
  ASSERT_TRUE(model.has_value());
  const auto shipped = read_file(source_data() / "models" / "tags.kztm", std::size_t{16} << 20);
  ASSERT_TRUE(shipped.has_value());
  EXPECT_TRUE(model->serialize() == *shipped) << "run kizuki_train_tags and commit the model";
}

TEST(TagTrainer, OrderOfCasesChangesNothing) {
  const SampleData& sample = sample_data();
  std::vector<CaseRecord> some(sample.cases.begin(), sample.cases.begin() + 24);
  const std::vector<TrainingCard> cards(sample.cards.begin(), sample.cards.begin() + 4);
  const auto one = train_tags(sample.lexicon, cards, some, {"", 3});
  std::reverse(some.begin(), some.end());
  std::swap(some[3], some[17]);
  const auto two = train_tags(sample.lexicon, cards, some, {"", 3});
  ASSERT_TRUE(one.has_value());
  ASSERT_TRUE(two.has_value());
  EXPECT_TRUE(one->serialize() == two->serialize());
}

TEST(TagTrainer, NeedsCasesAndCards) {
  const SampleData& sample = sample_data();
  EXPECT_FALSE(train_tags(sample.lexicon, sample.cards, {}, {}).has_value());
  EXPECT_FALSE(train_tags(sample.lexicon, {}, sample.cases, {}).has_value());
}

TEST(TagTrainer, ManagesWithOneCase) {
  const SampleData& sample = sample_data();
  const std::vector<CaseRecord> one(sample.cases.begin(), sample.cases.begin() + 1);
  const auto model = train_tags(sample.lexicon, sample.cards, one, {"", 5});
  ASSERT_TRUE(model.has_value());
  EXPECT_TRUE(TagModel::parse(model->serialize()).has_value());
}

}  // namespace
}  // namespace kizuki::test
