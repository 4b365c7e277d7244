// A library of two organisations with accounts, for tests of rights over HTTP.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/e2e/browser.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {

inline constexpr const char* kPublic = "\"public_cases\":true";
inline constexpr const char* kPassword = "correct+horse+battery";

inline std::string record(const std::string& id, const std::string& more, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"title\":\"題 " + id + "\"," + more +
         "\"sections\":[{\"heading\":\"節\",\"text\":\"" + text + "\",\"steps\":[3]}]}\n";
}

/// Cases p-1 (public), m-1 (members), a-1 and b-1 (of one organisation each) and l-1 (local);
/// accounts hanako and otsu of the two organisations, and the operator root.
class RightsTest : public testing::Test {
 protected:
  void SetUp() override {
    index(record("p-1", "\"visibility\":\"public\",", "社長が現場で反発に向き合った。") +
          record("m-1", "\"organization\":\"甲会\",\"visibility\":\"members\",",
                 "社長が会員限りの話をした。") +
          record("a-1", "\"organization\":\"甲会\",", "社長が極秘計画で反発した。") +
          record("b-1", "\"organization\":\"乙会\",", "社長が乙会の秘密で反発した。") +
          record("l-1", "", "社長がどこのものでもない話をした。"));
    add_user("hanako", {"--organization", "甲会"});
    add_user("otsu", {"--organization", "乙会"});
    add_user("root", {"--role", "operator"});
  }
  void index(const std::string& lines) const {
    const ProcessResult result =
        kizuki({"index", "--index", index_, folder_.write("cases.jsonl", lines).string()});
    ASSERT_EQ(result.status, 0) << result.err;
  }
  void add_user(const std::string& name, std::vector<std::string> rights) const {
    rights.insert(rights.begin(), {"user", "add", "--index", index_, "--reason", "r"});
    rights.push_back(name);
    ASSERT_EQ(kizuki(rights).status, 0);
    ASSERT_EQ(
        kizuki({"user", "password", "--index", index_, name}, "correct horse battery\n").status, 0);
  }
  std::string token_of(const std::string& name, const std::string& label = "t") const {
    const ProcessResult made = kizuki({"user", "token", "--index", index_, name, label});
    EXPECT_EQ(made.status, 0) << made.err;
    return "Authorization: Bearer " + made.out.substr(0, made.out.find('\n')) + "\r\n";
  }
  /// Lines of the audit log.
  std::string audit(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"audit", "--index", index_});
    const ProcessResult read = kizuki(more);
    EXPECT_EQ(read.status, 0) << read.err;
    return read.out;
  }
  static std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }

  TempFolder folder_;
  std::string index_ = folder_ / "index";
};

}  // namespace kizuki::test
