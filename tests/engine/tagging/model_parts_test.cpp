#include "engine/tagging/model_parts.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(ModelPartsTest, ReadsBackWhatItWrote) {
  const GramVocabulary grams({3, 70'000, GramKey{1} << 63}, {0.5F, 1.5F, 2.0F});
  const WeightMatrix weights(std::vector<float>{1.0F, -2.0F, 0.5F, 0.0F, -1.0F, 4.0F}, 2);
  ByteWriter out;
  write(out, grams);
  write(out, weights);
  write(out, Calibration{1.25F, -0.5F});
  const std::string bytes = out.take();
  ByteReader in(bytes);
  const GramVocabulary read = read_grams(in);
  EXPECT_EQ(read.keys(), grams.keys());
  EXPECT_EQ(read.idf(), grams.idf());
  const WeightMatrix matrix = read_weights(in, 3, 2);
  EXPECT_EQ(matrix.bytes(), weights.bytes());
  EXPECT_EQ(matrix.scales(), weights.scales());
  const Calibration calibration = read_calibration(in);
  EXPECT_EQ(calibration.slope, 1.25F);
  EXPECT_EQ(calibration.offset, -0.5F);
  EXPECT_TRUE(in.at_end());
}

TEST(ModelPartsTest, RefusesPartsThatCannotBe) {
  ByteWriter out;
  write(out, WeightMatrix(std::vector<float>{1.0F, 2.0F}, 2));
  const std::string bytes = out.take();
  ByteReader rows(bytes);
  read_weights(rows, 2, 2);
  EXPECT_FALSE(rows.ok());
  ByteReader columns(bytes);
  read_weights(columns, 1, 1);
  EXPECT_FALSE(columns.ok());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ByteReader cut(std::string_view(bytes).substr(0, length));
    read_weights(cut, 1, 2);
    EXPECT_FALSE(cut.ok()) << length;
  }
}

TEST(ModelPartsTest, ASealTellsDamageAndOtherKinds) {
  const std::string sealed = sealed_model("KZXX", "body");
  EXPECT_EQ(model_body("KZXX", sealed), "body");
  EXPECT_FALSE(model_body("KZYY", sealed));
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string damaged = sealed;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_FALSE(model_body("KZXX", damaged)) << at;
    EXPECT_FALSE(model_body("KZXX", std::string_view(sealed).substr(0, at))) << at;
  }
}

}  // namespace
}  // namespace kizuki
