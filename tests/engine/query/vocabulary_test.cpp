#include "engine/query/vocabulary.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/query/near_word.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

struct KnownWord {
  std::string text;
  std::uint64_t cases = 0;
};

std::vector<std::string> near_without_marks(const std::string& word,
                                            const std::vector<KnownWord>& known) {
  NearWords near(word);
  for (const KnownWord& other : known) {
    std::u32string characters;
    for (std::size_t at = 0; at < other.text.size();) characters += utf8_next(other.text, at);
    near.offer(characters, other.cases);
  }
  return std::move(near).take();
}

Vocabulary vocabulary_of(const std::vector<KnownWord>& known) {
  Vocabulary vocabulary;
  for (const KnownWord& word : known) vocabulary.add(word.text, word.cases);
  return vocabulary;
}

class RandomWords {
 public:
  explicit RandomWords(std::uint64_t seed) : random_(seed) {}

  std::string word() {
    static const std::u32string kCharacters = U"事業承継後者補助金具製造サービスーabc𠮟";
    std::string text;
    for (std::size_t length = 1 + random_() % 10; length > 0; --length) {
      utf8_append(text, kCharacters[random_() % kCharacters.size()]);
    }
    return text;
  }

  /// With up to `slips` characters put in, left out, exchanged or swapped.
  std::string slipped(const std::string& word, std::size_t slips) {
    std::u32string characters;
    for (std::size_t at = 0; at < word.size();) characters += utf8_next(word, at);
    for (; slips > 0 && characters.size() > 1; --slips) {
      const std::size_t place = random_() % (characters.size() - 1);
      switch (random_() % 4) {
        case 0:
          characters.insert(place, 1, U'新');
          break;
        case 1:
          characters.erase(place, 1);
          break;
        case 2:
          characters[place] = U'別';
          break;
        default:
          std::swap(characters[place], characters[place + 1]);
      }
    }
    std::string text;
    for (const char32_t c : characters) utf8_append(text, c);
    return text;
  }

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

 private:
  std::mt19937_64 random_;
};

/// The marks leave nothing out.
TEST(VocabularyTest, FindsWhatALookAtEveryWordFinds) {
  RandomWords words(test_seed());
  std::size_t found = 0;
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::vector<KnownWord> known;
    for (std::size_t i = 0; i < 60; ++i) known.push_back({words.word(), 1 + words.below(5)});
    const std::string asked = words.slipped(known[words.below(known.size())].text, words.below(3));
    const auto wanted = near_without_marks(asked, known);
    EXPECT_EQ(vocabulary_of(known).near(asked), wanted) << asked;
    found += wanted.size();
  }
  EXPECT_GT(found, 50U);
}

TEST(VocabularyTest, WordsTooShortTooLongOrNoTextAreNotKept) {
  std::string longest;
  for (std::size_t i = 0; i < Vocabulary::kMostCharacters; ++i) longest += "長";
  const Vocabulary vocabulary =
      vocabulary_of({{"金", 1}, {"", 1}, {longest + "い", 1}, {"\xFF\xE3", 1}, {"補助金", 0}});
  EXPECT_TRUE(vocabulary.near("補助筋").empty());
  EXPECT_TRUE(vocabulary.near("").empty());
  EXPECT_TRUE(vocabulary.near("金").empty());
  EXPECT_TRUE(vocabulary.near(longest).empty());
  EXPECT_TRUE(vocabulary.near(longest + longest).empty());
}

}  // namespace
}  // namespace kizuki
