// Records with a facet that their text tells.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "engine/tagging/training/facet_trainer.hpp"

namespace kizuki::test {

inline CaseRecord record_with_facet(const std::string& id, const std::string& text,
                                    const std::vector<std::string>& types) {
  CaseRecord record;
  record.id = id;
  record.sections.emplace_back().text = text;
  JsonArray values;
  for (const std::string& type : types) values.emplace_back(type);
  Json facets;
  facets.set("type", std::move(values));
  record.other.emplace_back("facets", std::move(facets));
  return record;
}

/// Falls and floods, forty of each, in words that repeat.
inline std::vector<CaseRecord> falls_and_floods() {
  const std::vector<std::string> places = {"工場の北側", "古い倉庫", "駅前の現場", "山あいの道"};
  std::vector<CaseRecord> records;
  for (int i = 0; i < 40; ++i) {
    const std::string& place = places[static_cast<std::size_t>(i) % places.size()];
    records.push_back(record_with_facet(
        "f-" + std::to_string(i),
        place + "で作業をしていた。屋根の端で足を滑らせ、地面に墜落した。", {"墜落"}));
    records.push_back(
        record_with_facet("w-" + std::to_string(i),
                          place + "で作業をしていた。大雨で川があふれ、水に流された。", {"水害"}));
  }
  return records;
}

inline FacetModel trained_on(const std::vector<CaseRecord>& records) {
  FacetTrainer trainer("type");
  for (const CaseRecord& record : records) EXPECT_TRUE(trainer.add(record).has_value());
  auto model = trainer.train("tests");
  EXPECT_TRUE(model.has_value());
  return std::move(model).value();
}

}  // namespace kizuki::test
