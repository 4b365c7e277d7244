#include "engine/base/hash.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

// The examples of FIPS 180-4 that NIST publishes, and the empty message.
TEST(Sha256, AgreesWithThePublishedExamples) {
  struct Example {
    std::string message;
    std::string_view digest;
  };
  const std::vector<Example> examples = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlm"
       "nopqrsmnopqrstnopqrstu",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const Example& example : examples) EXPECT_EQ(sha256_hex(example.message), example.digest);
}

TEST(Sha256, OfPiecesIsThatOfTheWhole) {
  std::string whole;
  for (int i = 0; i < 1000; ++i) whole += static_cast<char>(i * 7);
  for (const std::size_t piece : {1U, 55U, 63U, 64U, 65U, 999U}) {
    Sha256 hash;
    for (std::size_t at = 0; at < whole.size(); at += piece) {
      hash.update(std::string_view(whole).substr(at, piece));
    }
    hash.update("");
    EXPECT_EQ(hash.finish(), sha256(whole)) << piece;
  }
}

TEST(Xxh3, OfPiecesIsThatOfTheWhole) {
  std::string whole;
  Xxh3 hash;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(hash.digest(), xxh3(whole)) << i;
    const std::string piece(static_cast<std::size_t>(i % 7), static_cast<char>(i * 7));
    hash.update(piece);
    whole += piece;
  }
}

TEST(Sha256, StartsAnewAfterFinish) {
  Sha256 hash;
  hash.update("abc");
  const Sha256Digest first = hash.finish();
  EXPECT_EQ(hash.finish(), sha256(""));
  hash.update("abc");
  EXPECT_EQ(hash.finish(), first);
}

TEST(Sha256, CanBeMovedHalfway) {
  Sha256 hash;
  hash.update("a");
  Sha256 moved = std::move(hash);
  moved.update("bc");
  EXPECT_EQ(to_hex(moved.finish()), sha256_hex("abc"));
}

TEST(ToHex, WritesTwoLowerCaseDigitsAByte) {
  Sha256Digest digest{};
  digest[0] = 0x0A;
  digest[1] = 0xF0;
  EXPECT_EQ(to_hex(digest), "0af0" + std::string(60, '0'));
}

// Sizes around the chunk in which files are read.
TEST(Sha256File, IsThatOfTheBytes) {
  const TempFolder folder;
  constexpr std::size_t kChunk = std::size_t{1} << 20;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
    ASSERT_TRUE(succeeded(write_file_atomically(folder / "f", bytes)));
    const auto digest = sha256_file_hex(folder / "f");
    ASSERT_TRUE(succeeded(digest));
    EXPECT_EQ(*digest, sha256_hex(bytes)) << size;
  }
}

TEST(Sha256File, NeedsAFile) {
  const TempFolder folder;
  EXPECT_EQ(failure_name(sha256_file_hex(folder / "none")), "not_found");
  EXPECT_EQ(failure_name(sha256_file_hex(folder.path())), "invalid_argument");
}

TEST(Xxh3, IsTheDocumentedFunction) {
  EXPECT_EQ(xxh3(""), 0x2D06800538D394C2U);  // XXH3_64bits of nothing, in xxHash's own tests
}

TEST(Xxh3, DependsOnEveryByteAndOnTheSeed) {
  const std::string text(300, 'k');
  EXPECT_EQ(xxh3(text), xxh3(std::string(text)));
  EXPECT_NE(xxh3(text, 1), xxh3(text, 2));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = 'x';
    EXPECT_NE(xxh3(changed), xxh3(text)) << i;
  }
}

}  // namespace
}  // namespace kizuki
