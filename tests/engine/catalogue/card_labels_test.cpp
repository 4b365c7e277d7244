#include "engine/catalogue/card_labels.hpp"

#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

class CardLabelsTest : public ::testing::Test {
 protected:
  void write(const std::string& id, const std::string& label, const std::string& compartment,
             CardStatus status = CardStatus::kActive) {
    CatalogueCard card;
    card.card.id = id;
    card.card.label = label;
    card.compartments = {compartment};
    card.status = status;
    LibraryWriter writer(library_, fixed_clock);
    EXPECT_TRUE(writer.write_cards({card_entry_of(card, CardAction::kImport, "operator", "r")}));
    EXPECT_TRUE(writer.commit());
  }
  CardLabels read(const std::string& compartment) const {
    const auto labels = CardLabels::read(
        library_, [&](std::string_view name) { return name == "public" || name == compartment; },
        shipped_);
    EXPECT_TRUE(labels);
    return *labels;
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path(), Library::Mode::kReadWrite);
  std::vector<KnowHowCard> shipped_ = [] {
    KnowHowCard card;
    card.id = "K01";
    card.label = "最後まで聴く";
    return std::vector<KnowHowCard>{card};
  }();
};

TEST_F(CardLabelsTest, EachReaderHasTheShippedOnesAndHisOwn) {
  write("X1", "甲会のやり方", "org:甲会");
  EXPECT_EQ(read("public").find("K01"), "最後まで聴く");
  EXPECT_EQ(read("org:甲会").find("X1"), "甲会のやり方");
  EXPECT_EQ(read("org:甲会").find("K01"), "最後まで聴く");
  EXPECT_EQ(read("org:乙会").find("X1"), "");
  EXPECT_EQ(read("public").find("X1"), "");
  EXPECT_EQ(read("public").find(""), "");
}

TEST_F(CardLabelsTest, OnlyCardsThatStandHaveOne) {
  write("X1", "捨てたもの", "public", CardStatus::kRejected);
  write("X2", "候補", "public", CardStatus::kCandidate);
  EXPECT_EQ(read("public").find("X1"), "");
  EXPECT_EQ(read("public").find("X2"), "");
}

TEST_F(CardLabelsTest, AnAnswerSaysWhatItsCardsAreCalled) {
  auto answer =
      parse_json(R"({"facets":{"knowhow":[{"value":"K01","cases":2},{"value":"K99","cases":1}],)"
                 R"("step":[{"value":"K01","cases":3}]}})");
  ASSERT_TRUE(answer);
  add_card_labels(*answer, read("public"));
  EXPECT_EQ(answer->dump(),
            R"({"facets":{"knowhow":[{"value":"K01","cases":2,"label":"最後まで聴く"},)"
            R"({"value":"K99","cases":1}],"step":[{"value":"K01","cases":3}]}})");
  Json nothing;
  add_card_labels(nothing, read("public"));
  EXPECT_EQ(nothing.dump(), Json().dump());
}

}  // namespace
}  // namespace kizuki
