#include "server/app/audit_desk.hpp"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

TEST(AuditDeskTest, WritesWhatManyThreadsHandInBeforeItSaysSo) {
  const TempFolder folder;
  std::atomic<int> done{0};
  std::atomic<int> refused{0};
  {
    AuditDesk desk(folder.path());
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 100; ++i) {
          const bool taken = desk.submit(
              {{"u" + std::to_string(t), "case", "c-" + std::to_string(i), "local", ""}},
              [&](const Result<void>& written) { done += written ? 1 : 0; });
          if (!taken) ++refused;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    desk.stop();
    EXPECT_FALSE(desk.submit({}, [](const Result<void>&) {}));
  }
  EXPECT_EQ(done + refused, 400);
  const auto check = read_audit_log(folder.path(), {}, [](const AuditRecord&) {});
  ASSERT_TRUE(check);
  EXPECT_EQ(check->records, static_cast<std::uint64_t>(done));
  EXPECT_TRUE(check->findings.empty());
}

TEST(AuditDeskTest, SaysWhyItCannotWriteAndGoesOnWhenItCan) {
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::create_directory(folder / "audit.db"));
  AuditDesk desk(folder.path());
  std::atomic<int> failed{0};
  std::atomic<int> written{0};
  const auto count = [&](const Result<void>& result) { ++(result ? written : failed); };
  ASSERT_TRUE(desk.submit({{"a", "case", "c", "local", ""}}, count));
  while (failed == 0) std::this_thread::yield();
  std::filesystem::remove(folder / "audit.db");
  ASSERT_TRUE(desk.submit({{"a", "case", "c", "local", ""}}, count));
  desk.stop();
  EXPECT_EQ(failed, 1);
  EXPECT_EQ(written, 1);
}

}  // namespace
}  // namespace kizuki
