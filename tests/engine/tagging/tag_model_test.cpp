#include "engine/tagging/tag_model.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

std::string shipped_bytes() {
  auto bytes = read_file(source_data() / "models" / "tags.kztm", std::size_t{16} << 20);
  EXPECT_TRUE(bytes.has_value());
  return std::move(bytes).value();
}

std::string with_hash(const std::string& body) {
  ByteWriter hash;
  hash.word(xxh3(body));
  return body + hash.take();
}

TEST(TagModel, ReadsBackTheSameBytes) {
  const std::string bytes = shipped_bytes();
  const auto model = TagModel::parse(bytes);
  ASSERT_TRUE(model.has_value());
  EXPECT_EQ((*model)->serialize(), bytes);
  EXPECT_LE(bytes.size(), std::size_t{5} << 20);
  EXPECT_EQ((*model)->sources, "data/cases data/reports data/cards data/cues");
}

TEST(TagModel, RefusesAnyDamagedByte) {
  const std::string bytes = shipped_bytes();
  for (std::size_t at = 0; at < bytes.size(); at += 40'009) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    const auto model = TagModel::parse(damaged);
    ASSERT_FALSE(model.has_value()) << at;
    EXPECT_EQ(model.error().code, ErrorCode::kCorrupt);
  }
}

TEST(TagModel, RefusesCutFilesEvenWithAGoodHash) {
  const std::string bytes = shipped_bytes();
  const std::string body = bytes.substr(0, bytes.size() - 8);
  for (std::size_t size = 4; size < body.size(); size = size * 2 + 1) {
    EXPECT_FALSE(TagModel::parse(with_hash(body.substr(0, size))).has_value()) << size;
  }
  EXPECT_FALSE(TagModel::parse(with_hash(body + "x")).has_value());
  EXPECT_FALSE(TagModel::parse("").has_value());
}

TEST(TagModel, NamesAnotherFormat) {
  const auto model = TagModel::parse(with_hash("KZTM\x09"));
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::kVersionMismatch);
}

TEST(TagModel, MissingFileIsNotFound) {
  const auto model = TagModel::load("/nonexistent/tags.kztm");
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki::test
