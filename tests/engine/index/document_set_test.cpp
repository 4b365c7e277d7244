#include "engine/index/document_set.hpp"

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using Model = std::set<std::uint32_t>;

Model read(const DocumentSet& documents) {
  Model model;
  documents.for_each([&](std::uint32_t document) {
    EXPECT_TRUE(model.empty() || *model.rbegin() < document) << "ascending";
    model.insert(document);
    return true;
  });
  return model;
}

void expect_equal(const DocumentSet& documents, const Model& model) {
  ASSERT_EQ(read(documents), model);
  ASSERT_EQ(documents.size(), model.size());
  ASSERT_EQ(documents.empty(), model.empty());
}

TEST(DocumentSetTest, AgreesWithASetForRandomMembers) {
  std::mt19937_64 random(test_seed());
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    // Around the borders of words of 64 bits in particular.
    const auto most = static_cast<std::uint32_t>(random() % 200);
    DocumentSet one(most);
    DocumentSet other(most);
    Model one_model;
    Model other_model;
    for (std::uint32_t document = 1; document <= most; ++document) {
      if (random() % 2 == 0) {
        one.add(document);
        one_model.insert(document);
      }
      if (random() % 3 == 0) {
        other.add(document);
        other_model.insert(document);
      }
      ASSERT_EQ(one.contains(document), one_model.count(document) == 1);
    }
    expect_equal(one, one_model);
    Model both, either, only, rest;
    for (std::uint32_t document = 1; document <= most; ++document) {
      const bool in_one = one_model.count(document) == 1;
      const bool in_other = other_model.count(document) == 1;
      if (in_one && in_other) both.insert(document);
      if (in_one || in_other) either.insert(document);
      if (in_one && !in_other) only.insert(document);
      if (!in_one) rest.insert(document);
    }
    expect_equal(DocumentSet(one) &= other, both);
    ASSERT_EQ(one.count_common(other), both.size());
    expect_equal(DocumentSet(one) |= other, either);
    expect_equal(DocumentSet(one) -= other, only);
    expect_equal(one.complement(), rest);
    for (const std::uint32_t document : other_model) one.remove(document);
    expect_equal(one, only);
    one.clear();
    expect_equal(one, {});
  }
}

TEST(DocumentSetTest, AllHasEachDocumentAndNoOther) {
  for (const std::uint32_t most : {0U, 1U, 62U, 63U, 64U, 65U, 127U, 128U}) {
    Model model;
    for (std::uint32_t document = 1; document <= most; ++document) model.insert(document);
    expect_equal(DocumentSet::all(most), model);
    expect_equal(DocumentSet::all(most).complement(), {});
  }
}

TEST(DocumentSetTest, StopsWhenAskedTo) {
  DocumentSet documents = DocumentSet::all(500);
  std::vector<std::uint32_t> taken;
  documents.for_each([&](std::uint32_t document) {
    taken.push_back(document);
    return document < 70;
  });
  EXPECT_EQ(taken.size(), 70U);
  EXPECT_EQ(taken.back(), 70U);
}

}  // namespace
}  // namespace kizuki
