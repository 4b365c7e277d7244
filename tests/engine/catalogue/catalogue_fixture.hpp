// A library of four cases with one sentence each, and what people decide on its catalogue.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/catalogue/catalogue_editor.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/privacy/readable_compartments.hpp"
#include "tests/engine/essence/essence_fixture.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {

inline const std::vector<std::string> kTexts = {"支援員は口を挟まず、社長の話を最後まで聴いた。",
                                                "診断士は助言を控え、語り終えるまで黙って聴いた。",
                                                "担当者は遮らず、苦労話に二時間耳を傾けた。",
                                                "朝礼で一人ずつ昨日の気づきを話してもらった。"};

class CatalogueTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::vector<CaseRecord> records;
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
      CaseRecord record = test::case_of("d-" + std::to_string(i), {kTexts[i]});
      if (i == 3) {
        record.organization = "甲会";
      } else {
        record.visibility = Visibility::kPublic;
      }
      records_[record.id] = record;
      records.push_back(std::move(record));
    }
    write_cases(library_, records);
    reread();
  }

  Account account(Role role, const std::string& organization, bool all = false) {
    Account out;
    out.name = "a" + std::to_string(++accounts_);
    out.role = role;
    out.organization = organization;
    out.all_organizations = all;
    LibraryWriter writer(library_, fixed_clock);
    EXPECT_TRUE(writer.add_account(out, "operator", "r"));
    EXPECT_TRUE(writer.commit());
    return *library_.account(out.name);
  }

  void reread(const std::optional<Account>& who = {}) {
    const auto read = read_catalogue(
        library_, [&](std::string_view name) { return !who || may_read(*who, name); }, shipped_);
    ASSERT_TRUE(read) << read.error().describe();
    catalogue_ = *read;
  }
  CatalogueEditor editor(const std::optional<Account>& who = {}) {
    return {library_, catalogue_, reader_, who};
  }
  RunKnowledge knowledge() { return *knowledge_of(catalogue_, reader_); }
  static EvidencePlace place(std::size_t i) {
    return {"d-" + std::to_string(i), 0, {0, static_cast<std::uint32_t>(kTexts[i].size())}};
  }
  std::uint64_t hash(std::size_t i) { return test::traits_of(kTexts[i]).text_hash; }
  /// A run that found these sentences together.
  KnowHowResult run_with(const std::string& id, const std::vector<std::size_t>& sentences) {
    KnowHowResult result;
    KnowHow item;
    item.id = id;
    item.kind = KnowHowKind::kCandidate;
    for (const std::size_t i : sentences) {
      EssenceCase of_case;
      of_case.id = "d-" + std::to_string(i);
      of_case.compartment = i == 3 ? "org:甲会" : "public";
      KnowHowEvidence evidence;
      evidence.case_number = static_cast<std::uint32_t>(result.cases.size());
      evidence.text_hash = hash(i);
      result.cases.push_back(of_case);
      item.evidence.push_back(evidence);
    }
    result.items.push_back(item);
    return result;
  }
  std::size_t keep(const KnowHowResult& result) {
    auto kept = keep_candidates(library_, catalogue_, result, "operator");
    EXPECT_TRUE(kept) << kept.error().describe();
    reread();
    return kept.value_or(0);
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
  std::map<std::string, CaseRecord> records_;
  SentenceFinder reader_{test::analyzer(),
                         [this](const std::string& id) -> Result<std::optional<CaseRecord>> {
                           const auto found = records_.find(id);
                           if (found == records_.end()) return std::optional<CaseRecord>();
                           return std::optional<CaseRecord>(found->second);
                         }};
  std::vector<KnowHowCard> shipped_ = {{"K01", "話を聴く", "", {2}, "", {"よく聴いた。"}, {}, {}},
                                       {"K25", "朝礼", "", {6}, "", {"朝礼をした。"}, {}, {}}};
  Catalogue catalogue_;
  int accounts_ = 0;
};

}  // namespace kizuki
