// Updates beside a generation: what readers find is what a full build would give, apart from the
// document frequencies that superseded cases still add to.
#include "indexer/update.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation_layout.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "indexer/build.hpp"
#include "tests/indexer/engine_fixture.hpp"
#include "tests/indexer/index_fixture.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::Index;
using test::make_case;
using test::must;
using test::options_for_updates;

/// Everything of an answer that does not depend on document frequencies.
std::string answer(Searcher& searcher, const std::string& query) {
  SearchOptions options;
  options.limit = kMaxHits;
  options.facet_counts = true;
  const HitList list = must(searcher.search(must(parse_query(query)), options));
  std::vector<std::string> lines;
  for (const Hit& hit : list.hits) {
    std::string line = hit.id + " " + hit.compartment + " " + hit.title;
    for (const Snippet& snippet : hit.snippets) line += " | " + snippet.text;
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  std::string out = std::to_string(list.total) + (list.total_is_estimate ? "?" : "") + "\n";
  for (const std::string& line : lines) out += line + "\n";
  for (const FacetCounts& facet : list.facets) {
    out += facet.name + ":";
    for (const FacetCount& value : facet.values) {
      out += " " + value.value + "=" + std::to_string(value.cases);
    }
    out += "\n";
  }
  return out;
}

std::vector<std::string> ids(Searcher searcher, const std::string& query) {
  SearchOptions options;
  options.limit = kMaxHits;
  std::vector<std::string> out;
  for (const Hit& hit : must(searcher.search(must(parse_query(query)), options)).hits) {
    out.push_back(hit.id);
  }
  return out;
}

using Ids = std::vector<std::string>;

TEST(UpdateTest, ShowsNewAndChangedCasesAndHidesOldAndRemovedOnes) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "後継者が決まった。"), make_case("b", "原価を調べた。"),
                make_case("c", "現場が反発した。")});
  index.build();
  EXPECT_EQ(index.need(), IndexNeed::kNothing);

  index.upsert({make_case("b", "値上げを決めた。"), make_case("d", "原価と後継者の話。")});
  index.remove("c");
  EXPECT_EQ(index.need(), IndexNeed::kUpdate);
  const UpdateReport report = index.update();
  EXPECT_EQ(report.update, 1U);
  EXPECT_EQ(report.cases, 2U);
  EXPECT_EQ(report.gone, 1U);
  EXPECT_EQ(report.analysed, 2U);
  EXPECT_EQ(index.need(), IndexNeed::kNothing);
  EXPECT_EQ(index.update().update, 0U) << "nothing to do";

  EXPECT_EQ(ids(index.searcher(), "原価"), (Ids{"d"}));
  EXPECT_EQ(ids(index.searcher(), "値上げ"), (Ids{"b"}));
  EXPECT_EQ(ids(index.searcher(), "反発"), Ids{});
  EXPECT_EQ(ids(index.searcher(), "段階:1"), (Ids{"a", "b", "d"}));
  EXPECT_EQ(index.findings(), std::vector<std::string>{});
  const auto infos = must(index.store.list());
  ASSERT_EQ(infos.size(), 1U);
  EXPECT_EQ(infos[0].update, 1U);
  EXPECT_EQ(infos[0].cases, 3U);
  EXPECT_EQ(infos[0].library_sequence, must(index.library.sequence()));
}

// Xapian tells databases apart by their UUIDs, and ours are made of what they hold.
TEST(UpdateTest, TellsAnUpdateFromAGenerationThatHoldsTheSameTerms) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "原価を調べた。")});
  index.build();
  index.upsert({make_case("a", "原価を調べた。。")});
  EXPECT_EQ(index.update().cases, 1U);
  EXPECT_EQ(ids(index.searcher(), "原価"), (Ids{"a"}));
  EXPECT_EQ(ids(index.searcher(), "段階:1"), (Ids{"a"}));
}

TEST(UpdateTest, LaterUpdatesTakeOverTheAnalysesOfEarlierOnes) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "後継者が決まった。")});
  index.build();
  index.upsert({make_case("b", "原価を調べた。"), make_case("c", "現場が反発した。")});
  EXPECT_EQ(index.update().analysed, 2U);
  index.upsert({make_case("d", "社長が変わった。")});
  const UpdateReport second = index.update();
  EXPECT_EQ(second.update, 2U);
  EXPECT_EQ(second.cases, 3U);
  EXPECT_EQ(second.analysed, 1U);
  const auto generation = must(index.store.open_current());
  EXPECT_EQ(must(find_updates(generation->folder())), std::vector<std::uint64_t>{2})
      << "nobody reads the older one";
  // A merge takes over what updates have analysed.
  const BuildReport merged = index.build();
  EXPECT_EQ(merged.cases, 4U);
  EXPECT_EQ(merged.analysed, 0U);
  EXPECT_EQ(must(index.store.open_current())->update(), nullptr);
}

TEST(UpdateTest, OlderUpdatesStayWhileSomebodyReadsThem) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "後継者が決まった。")});
  index.build();
  index.upsert({make_case("b", "原価を調べた。")});
  index.update();
  Searcher held = index.searcher();
  index.upsert({make_case("c", "原価を見直した。")});
  index.update();
  EXPECT_EQ(ids(std::move(held), "原価"), Ids{"b"});
  EXPECT_EQ(ids(index.searcher(), "原価"), (Ids{"b", "c"}));
}

TEST(UpdateTest, IsLeftToABuildWhenTooMuchChanged) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "後継者が決まった。")});
  index.build();
  std::vector<CaseRecord> many;
  for (std::size_t i = 0; i <= kMaxUpdateCases; ++i) {
    many.push_back(make_case("m" + std::to_string(i), "短い。"));
  }
  index.upsert(many);
  EXPECT_EQ(index.need(), IndexNeed::kBuild);
  EXPECT_FALSE(
      update_index(index.store, index.library, Engine::get().build_tools(), options_for_updates()));
  EXPECT_EQ(ids(index.searcher(), "後継者"), Ids{"a"}) << "what is there still answers";

  BuildOptions small;
  small.update_least_cases = 2;
  EXPECT_EQ(index.need(small), IndexNeed::kBuild);
}

TEST(UpdateTest, ANewCompartmentThatNeedsAViewIsLeftToABuild) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("x1", "原価の話。", "甲"), make_case("x2", "原価の話。", "乙"),
                make_case("x3", "原価の話。", "丙"), make_case("x4", "原価の話。", "丁")});
  index.build();
  EXPECT_TRUE(must(index.store.open_current())->manifest().views.empty());
  index.upsert({make_case("y", "原価の話。", "戊")});
  EXPECT_EQ(index.need(), IndexNeed::kBuild);
  index.build();
  EXPECT_EQ(must(index.store.open_current())->manifest().views.size(), 1U);
  index.upsert({make_case("z", "原価の話。", "己")});
  EXPECT_EQ(index.need(), IndexNeed::kUpdate);
  index.update();
  EXPECT_EQ(ids(index.searcher(), "原価").size(), 6U);
  // The title x1 makes its case a pair of characters longer, and z comes first.
  EXPECT_EQ(ids(index.searcher({"org:己", "org:甲"}), "原価"), (Ids{"z", "x1"}));
}

TEST(UpdateTest, BuildCatchesUpWithWhatWasWrittenMeanwhile) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "後継者が決まった。"), make_case("b", "原価を調べた。")});
  index.build();
  // Written, and shown by an update, while the next generation is being built.
  bool written = false;
  const auto report = must(build_generation(
      index.store, index.library, Engine::get().build_tools(), options_for_updates(),
      [&](std::uint64_t, std::uint64_t) {
        if (written) return;
        written = true;
        Index beside(folder / "index");
        beside.upsert({make_case("c", "原価を見直した。"), make_case("a", "社長が変わった。")});
        beside.remove("b");
        beside.update();
      }));
  ASSERT_TRUE(written);
  EXPECT_EQ(report.caught_up, 3U);
  EXPECT_EQ(index.need(), IndexNeed::kNothing);
  EXPECT_EQ(must(index.store.open_current())->number(), report.generation);
  EXPECT_EQ(ids(index.searcher(), "原価"), Ids{"c"});
  EXPECT_EQ(ids(index.searcher(), "後継者"), Ids{});
  EXPECT_EQ(ids(index.searcher(), "社長"), Ids{"a"});
  EXPECT_EQ(index.findings(), std::vector<std::string>{});
}

TEST(UpdateTest, DamagedUpdateIsRefusedAndReplacedByABuild) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("a", "後継者が決まった。")});
  index.build();
  index.upsert({make_case("b", "原価を調べた。")});
  index.update();
  const auto place = update_folder(must(index.store.open_current())->folder(), 1);
  for (const auto& file : {place / "local" / kSupersededFile, place / kManifestFile}) {
    std::string bytes = must(read_file(file, 1 << 20));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    ASSERT_TRUE(write_file_atomically(file, bytes));
    EXPECT_FALSE(index.findings().empty()) << file;
  }
  EXPECT_FALSE(index.store.open_current());
  EXPECT_EQ(index.need(), IndexNeed::kBuild);
  index.build();
  EXPECT_EQ(ids(index.searcher(), "原価"), Ids{"b"});
}

/// Any history of additions, changes, removals and moves between compartments: every reader finds
/// after updates what he finds in an index built from nothing.
TEST(UpdateTest, AgreesWithAFullBuildOnAnyHistory) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const std::vector<std::string> organizations{"", "甲", "乙", "丙", "丁", "戊", "己"};
  const std::vector<std::string> words{"原価", "後継者", "現場", "反発", "値上げ", "社長", "銀行"};
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  const auto random_case = [&] {
    std::string text;
    for (std::size_t i = 0; i <= random() % 4; ++i) text += pick(words) + "の話をした。";
    return make_case("c" + std::to_string(random() % 60), text, pick(organizations));
  };
  const std::vector<std::string> queries{"原価",       "後継者 現場",   "\"反発の話\"",
                                         "社長 -銀行", "段階:1",        "組織:甲 原価",
                                         "id:c7",      "値上げ OR 反発"};
  const std::vector<std::vector<std::string>> readers{
      {"local"}, {"org:甲"}, {"org:乙", "org:丙", "local"}, {"org:無"}};

  const TempFolder folder;
  Index updated(folder / "updated");
  for (int i = 0; i < 60; ++i) updated.upsert({random_case()});
  updated.build();
  for (std::uint64_t round = 0; round < 12; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    for (std::size_t i = 0; i <= random() % 8; ++i) {
      const CaseRecord record = random_case();
      const bool exists = updated.library.get(record.id).has_value();
      if (exists && random() % 3 == 0) {
        updated.remove(record.id);
      } else {
        updated.upsert({record});
      }
    }
    if (updated.need() == IndexNeed::kUpdate) updated.update();
    ASSERT_EQ(updated.need(), IndexNeed::kNothing);
    ASSERT_EQ(updated.findings(), std::vector<std::string>{});

    Index fresh(folder / ("fresh" + std::to_string(round)));
    ASSERT_TRUE(updated.library.for_each_case(UINT64_MAX, [&](const StoredCase& stored) {
      const auto json = must(parse_json(stored.json, {}));
      fresh.upsert({must(Engine::get().codec.decode(json)).record});
      return true;
    }));
    fresh.build();
    for (const std::string& query : queries) {
      Searcher all = updated.searcher();
      Searcher all_fresh = fresh.searcher();
      EXPECT_EQ(answer(all, query), answer(all_fresh, query)) << query;
      for (const auto& reader : readers) {
        Searcher some = updated.searcher(reader);
        Searcher some_fresh = fresh.searcher(reader);
        EXPECT_EQ(answer(some, query), answer(some_fresh, query)) << query << " " << reader[0];
      }
    }
    EXPECT_EQ(ids(updated.searcher(), "段階:1"), ids(fresh.searcher(), "段階:1")) << "by id";
    if (HasFailure()) return;
  }
}

/// The second stage reads the texts of a view's members, and of the update for cases that changed.
TEST(UpdateTest, CharactersOfTheNewestTextsDecideInAView) {
  const TempFolder folder;
  Index index(folder / "index");
  index.upsert({make_case("c-1", "現場。売上を見る。", "組織1"),
                make_case("c-2", "現場。販売を見る。", "組織2"),
                make_case("c-3", "現場。利益を見る。", "組織3"), make_case("c-4", "別。", "組織4"),
                make_case("c-5", "別。", "組織5")});
  index.build();
  ASSERT_EQ(must(index.store.open_current())->manifest().views.size(), 1U);
  const Ids before = ids(index.searcher(), "現場 販路");
  ASSERT_EQ(before.size(), 3U);
  EXPECT_EQ(before.front(), "c-2");

  index.upsert({make_case("c-2", "現場。利益を見る。", "組織2"),
                make_case("c-3", "現場。販売を見る。", "組織3")});
  EXPECT_EQ(index.update().cases, 2U);
  const Ids after = ids(index.searcher(), "現場 販路");
  ASSERT_EQ(after.size(), 3U) << "the old texts do not count";
  EXPECT_EQ(after.front(), "c-3");
}

/// A view ranks as its compartments do when they are opened one by one.
TEST(UpdateTest, ViewGivesTheScoresOfItsCompartments) {
  const TempFolder folder;
  Index index(folder / "index");
  std::mt19937_64 random(7);
  std::vector<CaseRecord> records;
  for (int i = 0; i < 40; ++i) {
    std::string text;
    for (std::size_t j = 0; j <= random() % 5; ++j) text += random() % 2 == 0 ? "原価。" : "社長。";
    records.push_back(make_case("c" + std::to_string(i), text, "組織" + std::to_string(i % 6)));
  }
  index.upsert(records);
  index.build();
  Index one(folder / "one");
  for (CaseRecord& record : records) record.organization.clear();
  one.upsert(records);
  one.build();
  SearchOptions options;
  options.limit = 100;
  for (const char* text : {"原価", "社長 原価", "社長 -原価"}) {
    Searcher view = index.searcher();
    Searcher local = one.searcher();
    const auto from_view = must(view.search(must(parse_query(text)), options));
    const auto from_one = must(local.search(must(parse_query(text)), options));
    ASSERT_EQ(from_view.hits.size(), from_one.hits.size());
    for (std::size_t i = 0; i < from_one.hits.size(); ++i) {
      EXPECT_EQ(from_view.hits[i].id, from_one.hits[i].id);
      EXPECT_EQ(from_view.hits[i].score, from_one.hits[i].score);
      EXPECT_EQ(from_view.hits[i].compartment.rfind("org:組織", 0), 0U);
    }
  }
}

}  // namespace
}  // namespace kizuki
