// An index folder with its library, driven as the program does.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/query/searcher.hpp"
#include "indexer/build.hpp"
#include "tests/indexer/engine_fixture.hpp"

namespace kizuki::test {

inline BuildOptions options_for_updates() {
  BuildOptions options;
  options.update_least_cases = 0;
  options.program = "test";
  return options;
}

struct Index {
  explicit Index(const std::filesystem::path& folder)
      : library(must(Library::open(folder, Library::Mode::kReadWrite))), store(folder) {}

  void upsert(const std::vector<CaseRecord>& records) {
    LibraryWriter writer(library);
    for (const CaseRecord& record : records) must(writer.upsert(record, "test"));
    ASSERT_TRUE(writer.commit());
  }
  void remove(const std::string& id) {
    LibraryWriter writer(library);
    ASSERT_TRUE(writer.remove(id, "test"));
    ASSERT_TRUE(writer.commit());
  }
  /// What a person says of a tag of a case.
  void say(const std::string& id, const std::string& name, const std::string& value,
           bool confirmed) {
    Confirmation said;
    said.case_id = id;
    said.name = name;
    said.value = value;
    said.confirmed = confirmed;
    said.author = "operator";
    LibraryWriter writer(library);
    ASSERT_TRUE(writer.confirm(said));
    ASSERT_TRUE(writer.commit());
  }
  BuildReport build() {
    return must(
        build_generation(store, library, Engine::get().build_tools(), options_for_updates(), {}));
  }
  UpdateReport update() {
    return must(update_index(store, library, Engine::get().build_tools(), options_for_updates()));
  }
  IndexNeed need(const BuildOptions& options = options_for_updates()) {
    return must(index_need(store, library, Engine::get().build_tools(), options));
  }
  Searcher searcher() const {
    const Engine& engine = Engine::get();
    return must(Searcher::open_all({must(store.open_current()), engine.analyzer, engine.taxonomy}));
  }
  Searcher searcher(const std::vector<std::string>& compartments) const {
    const Engine& engine = Engine::get();
    return must(Searcher::open({must(store.open_current()), engine.analyzer, engine.taxonomy},
                               compartments));
  }
  std::vector<std::string> findings() const {
    std::vector<std::string> found;
    must(store.verify([&](const GenerationFinding& finding) {
      found.push_back(finding.file + ": " + finding.message);
    }));
    return found;
  }

  Library library;
  GenerationStore store;
};

}  // namespace kizuki::test
