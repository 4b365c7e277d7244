// Know-how cards from the catalogue to filters and counts of a search.
#include "indexer/index_cards.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/catalogue/catalogue_editor.hpp"
#include "engine/essence/case_cards.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/query/query_parser.hpp"
#include "tests/indexer/index_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::Index;
using test::make_case;
using test::must;
using testing::ElementsAre;
using testing::IsEmpty;

/// A report whose second sentence shows the shipped card on listening.
CaseRecord listening_case(const std::string& id, const std::string& organization = "") {
  CaseRecord record = make_case(id,
                                "社長は五年前に先代から店を継いだ。"
                                "診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。"
                                "売上はこの三年で二割減っている。",
                                organization);
  record.sections[0].steps = {3};
  return record;
}

class IndexCardsTest : public ::testing::Test {
 protected:
  IndexCards::Sources sources() const {
    const std::filesystem::path& data = Engine::get().data;
    return {Engine::get().analyzer, must(EssenceModel::load(data / "models" / "essence.kzem")),
            must(load_cards(data / "cards" / "cards.jsonl")), folder_.path()};
  }
  std::shared_ptr<const IndexCards> cards() {
    return must(IndexCards::load(index_.library, Engine::get().codec, sources()));
  }
  BuildTools tools() {
    BuildTools tools = Engine::get().build_tools();
    tools.cards = cards();
    return tools;
  }
  BuildReport build() {
    return must(
        build_generation(index_.store, index_.library, tools(), test::options_for_updates(), {}));
  }
  UpdateReport update() {
    return must(update_index(index_.store, index_.library, tools(), test::options_for_updates()));
  }

  /// The cards that a case shows in the index, with whether a model says so.
  std::vector<std::string> shown(const std::string& id) const {
    Searcher searcher = index_.searcher();
    const auto list = must(searcher.search(*parse_query("事例id:" + id), {}));
    std::vector<std::string> out;
    for (const HitFacet& facet : list.hits.at(0).facets) {
      EXPECT_NE(facet.name, "card");
      if (facet.name != kKnowHowAttribute) continue;
      EXPECT_EQ(facet.origin, AttributeOrigin::kPredicted);
      out.push_back(facet.value);
    }
    return out;
  }

  std::vector<std::string> with_card(const std::string& card) const {
    Searcher searcher = index_.searcher();
    SearchOptions options;
    options.facet_counts = true;
    const auto filters = must(parse_case_filters({"knowhow=" + card}, *Engine::get().taxonomy));
    std::vector<std::string> out;
    for (const std::string& id : ids_) {
      const auto cards = shown(id);
      if (std::find(cards.begin(), cards.end(), filters.front().values.front()) != cards.end()) {
        out.push_back(id);
      }
    }
    const auto list = must(searcher.search(*parse_query("社長"), options));
    std::uint64_t counted = 0;
    for (const FacetCounts& facet : list.facets) {
      if (facet.name != kKnowHowAttribute) continue;
      for (const FacetCount& count : facet.values) counted += count.value == card ? count.cases : 0;
    }
    EXPECT_EQ(counted, out.size()) << card;
    return out;
  }

  void add(const std::vector<CaseRecord>& records) {
    for (const CaseRecord& record : records) ids_.push_back(record.id);
    index_.upsert(records);
  }

  /// A person's word on the listening sentence.
  void decide(const std::string& id, const std::string& card, bool confirmed) {
    const ReaderScope scope = ReaderScope::everything();
    const auto catalogue = must(read_catalogue(
        index_.library, [](std::string_view) { return true; }, sources().shipped));
    SentenceFinder finder(Engine::get().analyzer,
                          records_within(index_.library, scope, Engine::get().codec));
    CatalogueEditor editor(index_.library, catalogue, finder, std::nullopt);
    const std::string text = listening_case(id).sections[0].text;
    const auto begin = static_cast<std::uint32_t>(text.find("診断士"));
    const auto end = static_cast<std::uint32_t>(text.find("売上"));
    must(editor.decide(card, {id, 0, {begin, end}}, confirmed, ""));
  }

  TempFolder folder_;
  Index index_{folder_.path()};
  std::vector<std::string> ids_;
};

TEST_F(IndexCardsTest, CardsOfACaseFilterAndCount) {
  add({listening_case("a"), listening_case("b", "org-b"),
       make_case("plain", "社長は五年前に先代から店を継いだ。売上は二割減っている。")});
  build();
  const auto found = shown("a");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(with_card(found.front()), ElementsAre("a", "b"));
  EXPECT_THAT(shown("plain"), IsEmpty());
  EXPECT_THAT(index_.findings(), IsEmpty());
  // An update matches what is new.
  add({listening_case("c")});
  update();
  EXPECT_THAT(with_card(found.front()), ElementsAre("a", "b", "c"));
}

TEST_F(IndexCardsTest, ABuildWithoutCardsIsOutdatedForOneWith) {
  add({listening_case("a")});
  index_.build();
  EXPECT_THAT(shown("a"), IsEmpty());
  EXPECT_EQ(must(index_need(index_.store, index_.library, tools(), test::options_for_updates())),
            IndexNeed::kBuild);
  EXPECT_EQ(build().analysed, 0U) << "the text's analysis does not depend on the cards";
  EXPECT_EQ(shown("a").size(), 1U);
}

TEST_F(IndexCardsTest, PeoplesWordCountsFromTheNextWholeBuildOn) {
  add({listening_case("a"), listening_case("b")});
  build();
  const auto card = shown("a").at(0);
  const std::string other = card == "K01" ? "K02" : "K01";
  decide("a", card, false);
  decide("a", other, true);
  EXPECT_NE(index_need(index_.store, index_.library, tools(), test::options_for_updates()).value(),
            IndexNeed::kBuild)
      << "single decisions are no reason to build";
  build();
  EXPECT_THAT(shown("a"), ElementsAre(other));
}

TEST_F(IndexCardsTest, WhatIsSaidInACompartmentStaysThere) {
  add({listening_case("a", "org-a"), listening_case("b", "org-b"), listening_case("open")});
  const auto before = cards();
  EXPECT_EQ(before->fingerprint("org:org-a"), "");
  EXPECT_EQ(must(before->matcher("org:org-a")), must(before->matcher("public")));
  build();
  decide("a", shown("a").at(0), false);
  const auto after = cards();
  EXPECT_EQ(after->shipped_fingerprint(), before->shipped_fingerprint());
  EXPECT_NE(after->fingerprint("org:org-a"), "");
  EXPECT_EQ(after->fingerprint("org:org-b"), "");
  EXPECT_EQ(after->fingerprint("public"), "");
  EXPECT_EQ(after->verdicts("org:org-a", "a").size(), 1U);
  EXPECT_TRUE(after->verdicts("org:org-b", "a").empty());
  EXPECT_NE(must(after->matcher("org:org-a")), must(after->matcher("org:org-b")));
}

TEST_F(IndexCardsTest, WhatWasLearnedIsKeptWithinItsWalls) {
  const auto files = [&] {
    std::size_t count = 0;
    if (!std::filesystem::exists(derived_folder(folder_.path()))) return count;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(derived_folder(folder_.path()))) {
      ++count;
    }
    return count;
  };
  const auto learned_by = [&](const std::string& compartment) {
    const auto cards = this->cards();
    std::string learned = must(cards->matcher(compartment))->learned();
    EXPECT_TRUE(cards->keep(index_.library));
    return learned;
  };
  add({listening_case("a", "org-a"), listening_case("b", "org-b")});
  EXPECT_EQ(files(), 0U);
  const std::string shipped = learned_by("public");
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(learned_by("public"), shipped) << "from the file";
  build();
  decide("a", shown("a").at(0), true);
  EXPECT_EQ(learned_by("org:org-b"), shipped);
  EXPECT_EQ(files(), 1U);
  const std::string own = learned_by("org:org-a");
  EXPECT_NE(own, shipped);
  EXPECT_EQ(files(), 2U);
  EXPECT_EQ(learned_by("org:org-a"), own) << "from the file";
  EXPECT_EQ(learned_by("public"), shipped);

  // What it was learned from is gone, and with it the files; then the compartment has none.
  LibraryWriter writer(index_.library);
  ASSERT_TRUE(writer.erase("a", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(learned_by("org:org-a"), shipped);
  EXPECT_EQ(files(), 1U);
}

TEST_F(IndexCardsTest, AFolderThatCannotBeWrittenIsNoHarm) {
  IndexCards::Sources sources = this->sources();
  sources.library_folder = folder_ / "none" / "such";
  std::filesystem::create_directories(folder_ / "none");
  std::ofstream(folder_ / "none" / "such") << "a file in the place of the folder";
  const auto cards =
      must(IndexCards::load(index_.library, Engine::get().codec, std::move(sources)));
  EXPECT_EQ(must(cards->matcher("public"))->learned(),
            must(this->cards()->matcher("public"))->learned());
  EXPECT_FALSE(cards->keep(index_.library));
}

TEST_F(IndexCardsTest, TextsThatNameNobodyAreNotReadForCards) {
  EXPECT_TRUE(may_show_cards(listening_case("a")));
  CaseRecord plain = make_case("x", "梅雨前線は日本列島に沿って停滞する。");
  plain.sections[0].steps.clear();
  EXPECT_FALSE(may_show_cards(plain));
  const auto cards = this->cards();
  CardAnnotator annotator(*cards, "public");
  std::vector<Annotation> annotations;
  Analyzer analyzer(Engine::get().analyzer);
  SectionAnalyses sections(analyzer);
  ASSERT_TRUE(annotator.add(plain, {0}, sections, annotations));
  EXPECT_THAT(annotations, IsEmpty());
}

}  // namespace
}  // namespace kizuki
