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

}  // namespace
}  // namespace kizuki
