// The engine's parts with the shipped data, loaded once for all tests of a program.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/corpus/profile.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/tagging/tag_model.hpp"
#include "engine/text/analyzer.hpp"
#include "indexer/build.hpp"
#include "tests/support/paths.hpp"

namespace kizuki::test {

template <typename T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().describe();
    std::abort();
  }
  return std::move(result).value();
}

/// A case with one section of step 1; "organization" may be empty.
inline CaseRecord make_case(const std::string& id, const std::string& text,
                            const std::string& organization = "") {
  CaseRecord record;
  record.id = id;
  record.title = "事例 " + id;
  Section& section = record.sections.emplace_back();
  section.heading = "経緯";
  section.text = text;
  section.steps = {1};
  record.organization = organization;
  return record;
}

struct Engine {
  std::filesystem::path data = test::built_data();
  std::shared_ptr<const Taxonomy> taxonomy = must(Taxonomy::load(data / "taxonomy"));
  CaseCodec codec = must(CaseCodec::load(data / "schema/case.schema.json", taxonomy));
  std::shared_ptr<const AnalyzerModel> analyzer =
      must(AnalyzerModel::load(AnalyzerFiles::under(data)));
  std::shared_ptr<const TagModel> tag_model = must(TagModel::load(data / "models/tags.kztm"));

  BuildTools build_tools() const { return {analyzer, taxonomy, &codec, tag_model}; }
  Profile profile(std::string_view name) const {
    return must(Profile::load(data / "profiles", name));
  }

  static const Engine& get() {
    static const Engine kEngine;
    return kEngine;
  }
};

}  // namespace kizuki::test
