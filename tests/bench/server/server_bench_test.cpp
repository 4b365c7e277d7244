// The load bench, shortly: one that cannot run is one that rots.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

ProcessResult run(const std::vector<std::string>& words) {
  ProcessResult result = run_process(words);
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  return result;
}

TEST(ServerBench, RunsAllItsLoads) {
  const TempFolder folder;
  const std::string kizuki = kizuki_program();
  const std::string index = folder / "index";
  run({kizuki, "index", "--index", index, source_path("data/cases")});
  std::ifstream samples(source_path("data/cases/cases.jsonl"), std::ios::binary);
  std::string internal;
  for (std::string line; std::getline(samples, line);) {
    constexpr std::string_view kVisibility = "\"visibility\": \"public\"";
    const std::size_t at = line.find(kVisibility);
    ASSERT_NE(at, std::string::npos) << line;
    line.replace(at, kVisibility.size(), R"("visibility":"members","organization":"甲会")");
    internal += line + "\n";
  }
  const std::string audited = folder / "audited";
  run({kizuki, "index", "--index", audited, folder.write("internal.jsonl", internal).string()});
  run({kizuki, "user", "add", "--index", audited, "--organization", "甲会", "--reason", "r", "u"});
  const std::string token =
      folder.write("token", run({kizuki, "user", "token", "--index", audited, "u", "bench"}).out)
          .string();

  const ProcessResult bench =
      run({std::filesystem::path(kizuki).replace_filename("server_bench").string(),
           "--program",
           kizuki,
           "--index",
           index,
           "--queries",
           source_path("data/qrels/queries.jsonl"),
           "--kind",
           "kw",
           "--audited-index",
           audited,
           "--token-file",
           token,
           "--switched-index",
           index,
           "--seconds",
           "0.3",
           "--rate",
           "20",
           "--idle",
           "50",
           "--drips",
           "20",
           "--switches",
           "2"});
  EXPECT_THAT(
      bench.out,
      AllOf(HasSubstr("start to first answer"), HasSubstr("50 idle connections"),
            HasSubstr("| /healthz | closed |"), HasSubstr("| search, public | open, 20/s |"),
            HasSubstr("beside 20 slow clients"), HasSubstr("every hit audited | closed |"),
            HasSubstr("2 switches of the index")));
  EXPECT_THAT(bench.out, HasSubstr(" 0 failed or mixed"));
  // The audited searches were audited.
  EXPECT_THAT(run({kizuki, "audit", "--index", audited, "--account", "u"}).out, HasSubstr("d-0"));
}

}  // namespace
}  // namespace kizuki::test
