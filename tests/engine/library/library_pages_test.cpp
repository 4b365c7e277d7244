// Reading pages at a sequence number against a naive model.
#include <map>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

// All that ever happened to one case, in order.
struct ModelEvent {
  std::uint64_t sequence;
  std::uint64_t revision;  // 0: removed
  int version;
  bool erased;
};
using Model = std::map<std::string, std::vector<ModelEvent>>;

std::vector<StoredCase> model_cases(const Model& model, std::uint64_t sequence) {
  std::vector<StoredCase> cases;
  for (const auto& [id, events] : model) {
    const ModelEvent* last = nullptr;
    for (const ModelEvent& event : events) {
      if (event.sequence <= sequence) last = &event;
    }
    if (last == nullptr || last->revision == 0 || last->erased) continue;
    const CaseRecord record = sample_case(id, last->version);
    cases.push_back({id, compartment_of(record), last->revision, last->sequence,
                     content_hash(record), sample_json(id, last->version)});
  }
  return cases;
}

class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed, std::uint64_t cases) : random_(seed), cases_(cases) {}

  void step(LibraryWriter& writer) {
    const std::string id = numbered("case-", pick(cases_));
    std::vector<ModelEvent>& events = model_[id];
    const bool present = !events.empty() && events.back().revision != 0;
    const std::uint64_t kind = pick(100);
    if (kind < 80) {
      upsert(writer, id, events, present);
    } else if (kind < 92) {
      EXPECT_EQ(writer.remove(id, "r").has_value(), present);
      if (present) events.push_back({++sequence, 0, 0, false});
    } else {
      EXPECT_EQ(writer.erase(id, "r").has_value(), !events.empty());
      if (!events.empty() && !events.back().erased) {
        events.push_back({++sequence, 0, 0, true});
        for (ModelEvent& event : events) event.erased = true;
      }
    }
    if (events.empty()) model_.erase(id);
  }

  std::uint64_t pick(std::uint64_t below) { return random_() % below; }
  const Model& model() const { return model_; }
  std::uint64_t sequence = 0;

 private:
  void upsert(LibraryWriter& writer, const std::string& id, std::vector<ModelEvent>& events,
              bool present) {
    const int version = static_cast<int>(pick(3));
    const auto outcome = writer.upsert(sample_case(id, version), "f");
    ASSERT_TRUE(outcome) << outcome.error().describe();
    const bool same = present && events.back().version == version;
    EXPECT_EQ(*outcome, same      ? UpsertOutcome::kUnchanged
                        : present ? UpsertOutcome::kChanged
                                  : UpsertOutcome::kAdded);
    if (same) return;
    std::uint64_t revision = 1;
    for (const ModelEvent& event : events) revision = std::max(revision, event.revision + 1);
    events.push_back({++sequence, revision, version, false});
  }

  std::mt19937_64 random_;
  std::uint64_t cases_;
  Model model_;
};

TEST(LibraryPagesTest, AgreeWithANaiveModelAtEverySequence) {
  for (std::uint64_t round = 0; round < 3; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const TempFolder folder;
    Library library = open_library(folder.path());
    RandomHistory history(test_seed() + round, round == 0 ? 4 : 40);
    LibraryWriter writer(library, fixed_clock);
    for (int part = 0; part < 12; ++part) {
      for (std::uint64_t i = 0; i < 40; ++i) history.step(writer);
      ASSERT_TRUE(writer.commit());
      ASSERT_EQ(*library.sequence(), history.sequence);
      for (std::uint64_t i = 0; i < 4; ++i) {
        const std::uint64_t at = history.pick(history.sequence + 2);
        const auto expected = model_cases(history.model(), at);
        ASSERT_EQ(all_cases(library, at), expected) << "sequence " << at;
        ASSERT_EQ(*library.count_cases(at), expected.size()) << "sequence " << at;
      }
    }
    EXPECT_THAT(findings(library), ::testing::IsEmpty());
  }
}

TEST(LibraryPagesTest, PagesJoinWithoutGapOrDouble) {
  for (const std::uint64_t count : {499, 500, 501, 1000, 1203}) {
    SCOPED_TRACE(count);
    const TempFolder folder;
    Library library = open_library(folder.path());
    std::vector<CaseRecord> records;
    for (std::uint64_t i = 0; i < count; ++i)
      records.push_back(sample_case(numbered("c", i), 1, 10));
    write_cases(library, records);
    std::vector<std::string> ids;
    for (const StoredCase& stored : all_cases(library, 99'999)) ids.push_back(stored.id);
    EXPECT_EQ(ids.size(), count);
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  }
}

TEST(LibraryPagesTest, LargeRecordsEndAPageEarly) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  std::vector<CaseRecord> records;
  for (std::uint64_t i = 10; i < 40; ++i)
    records.push_back(sample_case(std::to_string(i), 1, 900'000));
  write_cases(library, records);
  EXPECT_EQ(all_cases(library, 30).size(), 30U);
}

TEST(LibraryPagesTest, StopsWhenAskedTo) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b"), sample_case("c")});
  int seen = 0;
  ASSERT_TRUE(library.for_each_case(3, [&](const StoredCase&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

// A reader in the middle of its pages neither sees nor delays what is written meanwhile.
TEST(LibraryPagesTest, StayAtTheirSequenceWhileTheReaderWrites) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  std::vector<CaseRecord> records;
  for (std::uint64_t i = 0; i < 1100; ++i) records.push_back(sample_case(numbered("c", 1000 + i)));
  write_cases(library, records);
  const auto before = all_cases(library, 1100);
  LibraryWriter writer(library);
  std::vector<StoredCase> seen;
  ASSERT_TRUE(library.for_each_case(1100, [&](const StoredCase& stored) {
    seen.push_back(stored);
    if (seen.size() == 300) {
      EXPECT_TRUE(writer.upsert(sample_case("c1999", 2), "f"));
      EXPECT_TRUE(writer.upsert(sample_case("c1050x"), "f"));
      EXPECT_TRUE(writer.remove("c2050", "r"));
      EXPECT_TRUE(writer.commit());
    }
    return true;
  }));
  EXPECT_EQ(seen, before);
  EXPECT_EQ(all_cases(library, 9999).size(), 1100U);
}

}  // namespace
}  // namespace kizuki
