// What the tagging tests share: the shipped model and short ways to make records.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/tagging/tag_model.hpp"
#include "engine/tagging/training/sample_data.hpp"
#include "tests/support/paths.hpp"

namespace kizuki::test {

inline std::filesystem::path source_data() {
  return std::filesystem::path(test::source_path()) / "data";
}

inline std::shared_ptr<const TagModel> shipped_model() {
  static const auto kModel = TagModel::load(source_data() / "models" / "tags.kztm");
  EXPECT_TRUE(kModel.has_value());
  return kModel.value();
}

inline const SampleData& sample_data() {
  static const auto kSample = load_sample_data(source_data());
  EXPECT_TRUE(kSample.has_value());
  return kSample.value();
}

/// A record of sections {heading, text}.
inline CaseRecord record_of(const std::vector<std::pair<std::string, std::string>>& sections,
                            std::string title = "") {
  CaseRecord record;
  record.id = "t-1";
  record.title = std::move(title);
  for (const auto& [heading, text] : sections) {
    Section section;
    section.heading = heading;
    section.text = text;
    record.sections.push_back(std::move(section));
  }
  return record;
}

inline CaseText text_of(const CaseRecord& record) {
  CaseText text;
  EXPECT_TRUE(CaseTextReader().read(record, text).has_value());
  return text;
}

}  // namespace kizuki::test
