// kizuki erase: no byte of an erased case is left below the index folder.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Words that occur nowhere else: a Latin word (a term as it stands), rare kanji (an unknown word,
// so indexed by its pairs of characters too), an ordinary sentence.
const std::vector<std::string> kCanaries = {"xqzcanary", "黶鼇", "紫の鯨が帳簿を運ぶ"};

std::string canary_case(const std::string& id) {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += "社長は xqzcanary と黶鼇の件を話した。紫の鯨が帳簿を運ぶような一年だった。";
  }
  return R"({"id":")" + id +
         R"(","title":"xqzcanary と黶鼇","visibility":"public","company":{"business":"xqzcanary 製造"},)"
         R"("supporter":"xqzcanary","tools":["xqzcanary"],"outcome":"紫の鯨が帳簿を運ぶ。",)"
         R"("sections":[{"heading":"xqzcanary","text":")" +
         text + R"("},{"heading":"経緯","text":")" + text + "\"}]}\n";
}

/// Files below `folder` that hold one of `needles`, relative to it.
std::vector<std::string> files_with(const fs::path& folder,
                                    const std::vector<std::string>& needles) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path(), std::size_t{1} << 30);
    EXPECT_TRUE(bytes) << entry.path();
    for (const std::string& needle : needles) {
      if (!bytes || bytes->find(needle) == std::string::npos) continue;
      files.push_back(entry.path().lexically_relative(folder).string() + ": " + needle);
    }
  }
  return files;
}

class EraseTest : public testing::Test {
 protected:
  std::string index() const { return folder_ / "index"; }
  void index_file(const std::string& name, const std::string& bytes) {
    const auto file = folder_.write(name, bytes);
    const auto result = kizuki({"index", "--index", index(), file});
    ASSERT_EQ(result.status, 0) << result.err;
  }
  /// Two generations with the canary case among the sample cases.
  void index_canary() {
    const auto samples = kizuki({"index", "--index", index(), test::source_path("data/cases")});
    ASSERT_EQ(samples.status, 0) << samples.err;
    index_file("canary.jsonl", canary_case("canary-1"));
    index_file("other.jsonl", R"({"id":"kept-1","title":"残す","visibility":"public",)"
                              R"("sections":[{"heading":"経緯","text":"ふつうの話。"}]})"
                              "\n");
  }
  ProcessResult erase(std::vector<std::string> rest) {
    rest.insert(rest.begin(), {"erase", "--index", index(), "--reason", "本人の求め"});
    return kizuki(rest);
  }
  Json proof_of(const ProcessResult& result) {
    auto proof = parse_json(result.out);
    EXPECT_TRUE(proof) << result.out << result.err;
    return proof ? *proof : Json();
  }
  std::int64_t total(const std::string& query) {
    const auto result = kizuki({"search", "--index", index(), "--format", "json", query});
    EXPECT_EQ(result.status, 0) << result.err;
    const auto answer = parse_json(result.out, {.text_bytes = result.out.size()});
    return answer ? answer->int_or("total", -1) : -1;
  }
  std::vector<std::string> canary_files() { return files_with(index(), kCanaries); }

  TempFolder folder_;
};

TEST_F(EraseTest, LeavesNoByteBelowTheIndexFolder) {
  index_canary();
  {
    auto library = Library::open(index(), Library::Mode::kReadWrite);
    ASSERT_TRUE(library);
    LibraryWriter writer(*library);
    Confirmation confirmation;
    confirmation.case_id = "canary-1";
    confirmation.name = "note";
    confirmation.value = "xqzcanary";
    confirmation.author = "operator";
    confirmation.reason = "紫の鯨が帳簿を運ぶ";
    ASSERT_TRUE(writer.confirm(confirmation));
    ASSERT_TRUE(writer.commit());
  }
  // The scan must be able to find them: as terms, in the library, and where compression leaves
  // words as they are (the dictionary is learnt from the texts).
  const auto before = canary_files();
  EXPECT_THAT(before, testing::Contains(HasSubstr("library.db")));
  EXPECT_THAT(before, testing::Contains(HasSubstr("postlist.glass: xqzcanary")));
  EXPECT_THAT(before, testing::Contains(HasSubstr("postlist.glass: 黶鼇")));
  EXPECT_THAT(before, testing::Contains(HasSubstr("analysis.blk: xqzcanary")));
  ASSERT_EQ(total("xqzcanary"), 1);
  const std::int64_t others = total("後継者");

  const auto result = erase({"--format", "json", "canary-1"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(canary_files(), IsEmpty());
  EXPECT_THAT(files_with(fs::path(index()) / "generations", {"canary-1"}), IsEmpty());
  EXPECT_EQ(total("xqzcanary"), 0);
  EXPECT_EQ(total("id:canary-1"), 0);
  EXPECT_EQ(total("後継者"), others);

  const Json proof = proof_of(result);
  EXPECT_TRUE(proof.find("complete")->as_bool());
  EXPECT_TRUE(proof.find("scrubbed")->as_bool());
  EXPECT_EQ(proof.int_or("generation", 0), 4);
  EXPECT_EQ(proof.find("removed_generations")->dump(), "[1,2,3]");
  EXPECT_EQ(proof.find("kept_generations")->dump(), "[]");
  const Json& erased = proof.find("erased")->as_array().front();
  EXPECT_EQ(erased.string_or("id", ""), "canary-1");
  EXPECT_EQ(erased.int_or("sequence", 0), proof.int_or("generation_sequence", -1));
  EXPECT_EQ(erased.int_or("revisions", 0), 1);
  EXPECT_EQ(erased.string_or("content_sha256", "").size(), 64U);
  EXPECT_EQ(erased.string_or("log_sha256", "").size(), 64U);
  EXPECT_EQ(erased.string_or("reason", ""), "本人の求め");
  EXPECT_EQ(kizuki({"verify", "--index", index()}).status, 0);
}

TEST_F(EraseTest, AgainSaysTheSameProof) {
  index_canary();
  const Json first = proof_of(erase({"--format", "json", "canary-1"}));
  const auto again = erase({"--format", "json", "canary-1", "canary-1"});
  EXPECT_EQ(again.status, 0) << again.err;
  const Json second = proof_of(again);
  EXPECT_EQ(second.find("erased")->dump(), first.find("erased")->dump());
  EXPECT_EQ(second.find("removed_generations")->dump(), "[]");
  EXPECT_EQ(second.int_or("generation", 0), first.int_or("generation", -1));
}

TEST_F(EraseTest, TextProofNamesEverything) {
  index_canary();
  const auto result = erase({"canary-1"});
  EXPECT_EQ(result.status, 0) << result.err;
  for (const char* part : {"消去: canary-1", "本人の求め", "SHA-256", "消した世代: 1 2 3",
                           "内容が残る世代: なし", "内容が残りうる控え: なし"}) {
    EXPECT_THAT(result.out, HasSubstr(part));
  }
}

TEST_F(EraseTest, OneUnknownIdErasesNothing) {
  index_canary();
  const auto result = erase({"canary-1", "nothing"});
  EXPECT_EQ(result.status, 1);
  EXPECT_TRUE(result.out.empty());
  EXPECT_THAT(result.err, HasSubstr("nothing"));
  EXPECT_EQ(total("xqzcanary"), 1);
}

TEST_F(EraseTest, RefusesWrongUsage) {
  const auto none = erase({"canary-1"});
  EXPECT_EQ(none.status, 1);
  EXPECT_FALSE(fs::exists(index()));
  EXPECT_EQ(kizuki({"erase", "--index", index(), "canary-1"}).status, 2);
  EXPECT_EQ(kizuki({"erase", "--index", index(), "--reason", "", "canary-1"}).status, 2);
  EXPECT_EQ(kizuki({"erase", "--index", index(), "--reason", "r"}).status, 2);
}

TEST_F(EraseTest, CaseIsGoneFromAnswersWhileABuildKeepsTheIndex) {
  index_canary();
  const GenerationStore store(index());
  {
    const auto lock = store.lock_for_building();
    ASSERT_TRUE(lock);
    const auto result = erase({"--wait", "0", "--format", "json", "canary-1"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.err, HasSubstr("もう一度実行すると"));
    const Json proof = proof_of(result);
    EXPECT_FALSE(proof.find("complete")->as_bool());
    EXPECT_EQ(proof.find("kept_generations")->dump(), "[1,2,3]");
    EXPECT_EQ(total("xqzcanary"), 0);
    EXPECT_EQ(total("id:canary-1"), 0);
    EXPECT_THAT(canary_files(), Not(IsEmpty()));
  }
  EXPECT_EQ(erase({"canary-1"}).status, 0);
  EXPECT_THAT(canary_files(), IsEmpty());
}

TEST_F(EraseTest, WaitsForAReaderThenNamesItsGeneration) {
  index_canary();
  const GenerationStore store(index());
  auto held = store.open(2);
  ASSERT_TRUE(held);
  const auto result = erase({"--wait", "0", "--format", "json", "canary-1"});
  EXPECT_EQ(result.status, 1);
  const Json proof = proof_of(result);
  EXPECT_EQ(proof.find("removed_generations")->dump(), "[1,3]");
  EXPECT_EQ(proof.find("kept_generations")->dump(), "[2]");
  EXPECT_EQ(total("xqzcanary"), 0);

  BackgroundProcess waiting({test::kizuki_program(), "erase", "--index", index(), "--reason",
                             "本人の求め", "--wait", "60", "canary-1"});
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_TRUE(fs::exists(fs::path(index()) / "generations" / "000002"));
  *held = nullptr;  // the reader goes
  EXPECT_EQ(waiting.wait(), 0);
  EXPECT_THAT(canary_files(), IsEmpty());
}

TEST_F(EraseTest, ClearsWhatKilledBuildsLeft) {
  index_canary();
  const fs::path generations = fs::path(index()) / "generations";
  fs::copy(generations / "000003", generations / "000009.building", fs::copy_options::recursive);
  fs::copy(generations / "000003", generations / "000001.removing", fs::copy_options::recursive);
  EXPECT_EQ(erase({"canary-1"}).status, 0);
  EXPECT_THAT(canary_files(), IsEmpty());
}

// Killed at any moment, the same command finishes what it began.
TEST_F(EraseTest, KilledRunIsFinishedByTheNext) {
  index_canary();
  for (const int delay : {1, 10, 25, 50, 80, 120, 200}) {
    SCOPED_TRACE(delay);
    {
      BackgroundProcess killed({test::kizuki_program(), "erase", "--index", index(), "--reason",
                                "本人の求め", "canary-1"});
      std::this_thread::sleep_for(std::chrono::milliseconds(delay));
      killed.kill();
      killed.wait();
    }
    const auto result = erase({"canary-1"});
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_THAT(canary_files(), IsEmpty());
    EXPECT_EQ(kizuki({"verify", "--index", index()}).status, 0);
    index_file("canary.jsonl", canary_case("canary-1"));
  }
}

TEST_F(EraseTest, CopiesMadeBeforeAMigrationAreNamedAndRemovedOnDemand) {
  fs::create_directories(index());
  fs::copy_file(test::source_path("tests/fixtures/library-v1.db"),
                fs::path(index()) / "library.db");
  const auto result = erase({"--format", "json", "inn-2"});
  EXPECT_EQ(result.status, 3) << result.err;
  EXPECT_EQ(proof_of(result).find("copies")->dump(), R"(["library.db.before-v7"])");
  const std::string text = "inn-2の支援者は";
  EXPECT_THAT(files_with(index(), {text}), ElementsAre("library.db.before-v7: " + text));
  const auto again = erase({"--remove-copies", "--format", "json", "inn-2"});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_THAT(files_with(index(), {text}), IsEmpty());
  EXPECT_EQ(kizuki({"verify", "--index", index()}).status, 0);
}

TEST_F(EraseTest, ErasesSeveralAndLastOfACompartment) {
  index_file("a.jsonl", canary_case("a") + canary_case("b"));
  EXPECT_EQ(erase({"a", "b"}).status, 0);
  EXPECT_THAT(canary_files(), IsEmpty());
  EXPECT_EQ(total("xqzcanary"), 0);
}

}  // namespace
}  // namespace kizuki::test
