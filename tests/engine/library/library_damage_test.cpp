// Flipped bits anywhere in the file: noticed, or harmless, never a crash.
#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kLastSequence = 46;

std::string sound_library() {
  const TempFolder folder;
  {
    Library library = open_library(folder.path());
    std::vector<CaseRecord> records;
    for (std::uint64_t i = 0; i < 30; ++i) {
      records.push_back(sample_case(numbered("case-", i), 1, i == 7 ? 20'000 : 500));
    }
    for (std::uint64_t i = 0; i < 30; i += 3) {
      records.push_back(sample_case(numbered("case-", i), 2, 400));
    }
    write_cases(library, records);
    LibraryWriter writer(library, fixed_clock);
    for (const char* id : {"case-1", "case-2", "case-3"}) EXPECT_TRUE(writer.remove(id, "r"));
    for (const char* id : {"case-4", "case-6", "case-7"}) EXPECT_TRUE(writer.erase(id, "r"));
    EXPECT_TRUE(writer.commit());
    EXPECT_EQ(*library.sequence(), kLastSequence);
  }
  return *read_file(folder / "library.db", std::size_t{1} << 24);
}

// Everything that the library says, as text; empty when it refuses any of it.
std::string all_answers(const Library& library) {
  std::string text;
  std::vector<std::string> ids;
  for (std::uint64_t i = 0; i < 30; ++i) ids.push_back(numbered("case-", i));
  const auto sequence = library.sequence();
  if (!sequence) return "";
  text += std::to_string(*sequence) + "\n";
  for (const std::uint64_t at : {std::uint64_t{20}, std::uint64_t{35}, kLastSequence}) {
    const auto count = library.count_cases(at);
    const auto read = library.for_each_case(at, [&](const StoredCase& stored) {
      text += stored.id + stored.compartment + std::to_string(stored.revision) +
              std::to_string(stored.sequence) + stored.json + "\n";
      return true;
    });
    if (!count || !read) return "";
    text += std::to_string(*count) + "\n";
  }
  const auto states = library.current_states(ids);
  if (!states) return "";
  for (const auto& state : *states) {
    text +=
        state ? state->compartment + std::to_string(state->revision) + state->content_hash : "-";
  }
  return text;
}

// True when opening or verify noticed, or nothing that the library says has changed.
bool safe(const std::filesystem::path& folder, const std::string& answers) {
  const auto library = Library::open(folder, Library::Mode::kReadOnly);
  if (!library) return true;
  const std::string found = all_answers(*library);  // also must not crash
  bool noticed = false;
  const auto verified = library->verify([&](const LibraryFinding&) { noticed = true; });
  return !verified || noticed || found == answers;
}

class LibraryDamageTest : public ::testing::Test {
 protected:
  void write(const std::string& bytes) const {
    std::ofstream(folder_ / "library.db", std::ios::binary | std::ios::trunc) << bytes;
  }

  TempFolder folder_;
  std::string sound_ = sound_library();
  std::string answers_;

  void SetUp() override {
    write(sound_);
    answers_ = all_answers(open_library(folder_.path(), Library::Mode::kReadOnly));
    ASSERT_FALSE(answers_.empty());
  }
};

TEST_F(LibraryDamageTest, FlippedBitIsNoticedOrHarmless) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::mt19937_64 random(test_seed());
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < 108; ++i) places.push_back(i);  // header of the file, first page
  for (std::uint64_t i = 0; i < 500; ++i) places.push_back(random() % sound_.size());
  for (const std::size_t place : places) {
    std::string bytes = sound_;
    bytes[place] = static_cast<char>(bytes[place] ^ (1 << (random() % 8)));
    write(bytes);
    ASSERT_TRUE(safe(folder_.path(), answers_)) << "byte " << place;
  }
}

TEST_F(LibraryDamageTest, OverwrittenStretchIsNoticedOrHarmless) {
  SCOPED_TRACE(describe_seed(test_seed(), 1));
  std::mt19937_64 random(test_seed() + 1);
  for (std::uint64_t i = 0; i < 100; ++i) {
    std::string bytes = sound_;
    const std::size_t begin = random() % bytes.size();
    const std::size_t end = std::min(bytes.size(), begin + random() % 5000);
    const char fill = static_cast<char>(random());
    for (std::size_t at = begin; at < end; ++at) bytes[at] = fill;
    write(bytes);
    ASSERT_TRUE(safe(folder_.path(), answers_)) << begin << "-" << end;
  }
}

TEST_F(LibraryDamageTest, CutFileIsNoticed) {
  for (std::size_t size = 1; size < sound_.size(); size += size < 512 ? 37 : 4099) {
    write(sound_.substr(0, size));
    ASSERT_TRUE(safe(folder_.path(), answers_)) << size << " bytes";
  }
}

// SQLite reads past most of its header; what is the same in every library is checked all the same.
TEST(LibraryHeaderTest, EveryFlippedBitOfFixedBytesIsNoticed) {
  const TempFolder folder;
  {
    Library library = open_library(folder.path());
    write_cases(library, {sample_case("a")});
  }
  const auto file = folder / "library.db";
  const auto sound = read_file(file, std::size_t{1} << 20);
  ASSERT_TRUE(sound.has_value());
  for (std::size_t byte = 0; byte < 100; ++byte) {
    const bool counter = (byte >= 24 && byte < 28) || (byte >= 40 && byte < 44) || byte >= 92;
    if (counter) continue;
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = *sound;
      damaged[byte] = static_cast<char>(static_cast<unsigned char>(damaged[byte]) ^ (1U << bit));
      folder.write("library.db", damaged);
      const auto library = Library::open(folder.path(), Library::Mode::kReadOnly);
      if (!library) continue;  // noticed even earlier
      bool found = false;
      const auto verified = library->verify([&](const LibraryFinding&) { found = true; });
      EXPECT_TRUE(found || !verified) << "byte " << byte << " bit " << bit;
    }
  }
}

}  // namespace
}  // namespace kizuki
