#include "engine/library/audit_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AuditSearchTest : public ::testing::Test {
 protected:
  void append(const std::vector<AuditEntry>& entries) {
    auto log = AuditLog::open(folder_.path(), fixed_clock);
    ASSERT_TRUE(log) << log.error().describe();
    ASSERT_TRUE(log->append(entries));
  }
  /// Five records: odd ones of hanako, even ones of taro.
  void fill() {
    append({{"hanako", "case", "a-1", "org:甲会", ""},
            {"taro", "case", "a-1", "org:甲会", ""},
            {"hanako", "search", "a-2", "org:甲会", ""},
            {"taro", "sign-in", "", "", ""},
            {"hanako", "case", "a-1", "org:甲会", ""}});
  }
  AuditPage page(const AuditFilter& filter, std::uint64_t before, std::size_t limit) {
    auto found = search_audit_log(folder_.path(), filter, before, limit);
    EXPECT_TRUE(found) << found.error().describe();
    return std::move(*found);
  }
  static std::vector<std::uint64_t> numbers(const AuditPage& page) {
    std::vector<std::uint64_t> all;
    for (const AuditRecord& record : page.records) all.push_back(record.sequence);
    return all;
  }

  TempFolder folder_;
};

TEST_F(AuditSearchTest, NoLogIsAnEmptyPage) {
  EXPECT_THAT(numbers(page({}, 0, 10)), IsEmpty());
  EXPECT_EQ(page({}, 7, 10).next, 0U);
}

TEST_F(AuditSearchTest, GoesBackPageByPage) {
  fill();
  const AuditPage first = page({}, 0, 2);
  EXPECT_THAT(numbers(first), ElementsAre(5, 4));
  EXPECT_EQ(first.next, 4U);
  const AuditPage second = page({}, first.next, 2);
  EXPECT_THAT(numbers(second), ElementsAre(3, 2));
  const AuditPage last = page({}, second.next, 2);
  EXPECT_THAT(numbers(last), ElementsAre(1));
  EXPECT_EQ(last.next, 0U);
  EXPECT_THAT(numbers(page({}, 99, 2)), ElementsAre(5, 4));
}

TEST_F(AuditSearchTest, AnswersWhoSawWhichCase) {
  fill();
  EXPECT_THAT(numbers(page({"", "a-1", ""}, 0, 10)), ElementsAre(5, 2, 1));
  EXPECT_THAT(numbers(page({"hanako", "", ""}, 0, 10)), ElementsAre(5, 3, 1));
  EXPECT_THAT(numbers(page({"hanako", "a-1", "case"}, 5, 10)), ElementsAre(1));
  EXPECT_THAT(numbers(page({"' OR 1 = 1 --", "", ""}, 0, 10)), IsEmpty());
  EXPECT_EQ(page({"nobody", "", ""}, 0, 10).next, 0U);
}

TEST_F(AuditSearchTest, LooksAtNoMoreThanASpanAndSaysWhereToGoOn) {
  append({{"taro", "case", "a-1", "local", ""}});
  append(std::vector<AuditEntry>(kAuditSearchSpan, {"hanako", "case", "a-2", "local", ""}));
  const AuditPage first = page({"taro", "", ""}, 0, 10);
  EXPECT_THAT(numbers(first), IsEmpty());
  ASSERT_GT(first.next, 1U);
  EXPECT_THAT(numbers(page({"taro", "", ""}, first.next, 10)), ElementsAre(1));
}

}  // namespace
}  // namespace kizuki
