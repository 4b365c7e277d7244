// A library of a few cases with the tools of a run, for the tests of this folder.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/essence_run/essence_run.hpp"
#include "tests/engine/essence/essence_fixture.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki::test {

inline EssenceTools load_test_tools() {
  EssenceTools tools;
  auto taxonomy = Taxonomy::load(built_data() / "taxonomy");
  EXPECT_TRUE(taxonomy.has_value());
  tools.taxonomy = *taxonomy;
  auto codec = CaseCodec::load(source_path("data/schema/case.schema.json"), *taxonomy);
  EXPECT_TRUE(codec.has_value());
  tools.codec = std::make_shared<const CaseCodec>(std::move(*codec));
  auto tags = TagModel::load(source_path("data/models/tags.kztm"));
  EXPECT_TRUE(tags.has_value());
  tools.tags = *tags;
  tools.analyzer = analyzer();
  EXPECT_TRUE(load_essence_files(source_path("data"), tools).has_value());
  return tools;
}

inline const EssenceTools& essence_tools() {
  static const EssenceTools kTools = load_test_tools();
  return kTools;
}

/// Four public cases that tell of listening, and one of 甲会.
class EssenceRunTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::vector<std::string> texts = {
        "診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。",
        "支援員は助言を控え、創業以来の苦労話に二時間耳を傾けた。",
        "担当者は話を遮らず、社長が語り尽くすまで相づちだけで聴き続けた。",
        "初回は助言を一切せず、女将の話を最後まで聴くことに徹した。",
        "支援者は質問を挟まず、先代の話に最後まで耳を傾けた。"};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CaseRecord record = case_of(numbered("d-", i), {texts[i]});
      record.title = numbered("題", i);
      record.sections[0].heading = "節";
      record.supporter = numbered("機関", i);
      record.issues = {"succession"};
      record.scale = Scale::kSmall;
      record.scale_basis = ScaleBasis::kGiven;
      if (i == 4) {
        record.organization = "甲会";
      } else {
        record.visibility = Visibility::kPublic;
      }
      records_.push_back(std::move(record));
    }
    write_cases(library_, records_);
  }

  Result<EssenceReport> run(const ReaderScope& scope, EssenceRequest request = {}) const {
    auto run = EssenceRun::prepare(library_, scope, essence_tools(), std::move(request));
    if (!run) return std::move(run).error();
    return run->run([](std::uint64_t, std::uint64_t) {});
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
  std::vector<CaseRecord> records_;
};

}  // namespace kizuki::test
