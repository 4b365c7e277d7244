#include "tests/engine/library/library_support.hpp"

#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "engine/base/file.hpp"

namespace kizuki {

CaseRecord sample_case(std::string_view id, int version, std::size_t bytes) {
  CaseRecord record;
  record.id = id;
  record.title = "第";
  record.title.append(std::to_string(version)).append("版");
  Section section;
  section.heading = "経緯";
  while (section.text.size() < bytes) {
    section.text.append(id).append("の支援者は、経営者の話を聞いて課題を整理した。");
  }
  record.sections.push_back(std::move(section));
  return record;
}

std::string sample_json(std::string_view id, int version, std::size_t bytes) {
  return to_json(sample_case(id, version, bytes)).dump_canonical();
}

std::string numbered(std::string_view prefix, std::uint64_t number) {
  return std::string(prefix).append(std::to_string(number));
}

Library open_library(const std::filesystem::path& folder, Library::Mode mode) {
  auto library = Library::open(folder, mode);
  if (!library) {
    std::cerr << library.error().describe() << "\n";
    std::abort();
  }
  return std::move(*library);
}

std::string fixed_clock() { return "2026-01-31T09:08:07Z"; }

void write_cases(Library& library, const std::vector<CaseRecord>& records) {
  LibraryWriter writer(library, fixed_clock);
  for (const CaseRecord& record : records) {
    const auto written = writer.upsert(record, "test.jsonl");
    ASSERT_TRUE(written) << written.error().describe();
  }
  const auto committed = writer.commit();
  ASSERT_TRUE(committed) << committed.error().describe();
}

std::vector<StoredCase> all_cases(const Library& library, std::uint64_t sequence) {
  std::vector<StoredCase> cases;
  const auto read = library.for_each_case(sequence, [&](const StoredCase& stored) {
    cases.push_back(stored);
    return true;
  });
  EXPECT_TRUE(read) << read.error().describe();
  return cases;
}

std::vector<std::string> findings(const Library& library) {
  std::vector<std::string> found;
  const auto checked = library.verify(
      [&](const LibraryFinding& finding) { found.push_back(finding.id + ": " + finding.message); });
  if (!checked) found.push_back("verify failed: " + checked.error().describe());
  return found;
}

void tamper(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
      << (message == nullptr ? "" : message);
  sqlite3_free(message);
  sqlite3_close(connection);
}

std::string all_bytes(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path(), std::size_t{1} << 30);
    EXPECT_TRUE(bytes) << bytes.error().describe();
    if (bytes) all += *bytes;
  }
  return all;
}

namespace {

constexpr std::string_view kCanaryBefore = "暗号";
constexpr std::string_view kCanaryAfter = "号";

}  // namespace

std::string canary(std::uint64_t number) {
  return numbered(kCanaryBefore, number).append(kCanaryAfter);
}

std::set<std::uint64_t> canaries_in(const std::filesystem::path& folder) {
  const std::string bytes = all_bytes(folder);
  std::set<std::uint64_t> found;
  for (std::size_t at = bytes.find(kCanaryBefore); at != std::string::npos;
       at = bytes.find(kCanaryBefore, at)) {
    at += kCanaryBefore.size();
    const std::uint64_t number = std::strtoull(bytes.c_str() + at, nullptr, 10);
    if (bytes.compare(at, std::to_string(number).size() + kCanaryAfter.size(),
                      std::to_string(number).append(kCanaryAfter)) == 0) {
      found.insert(number);
    }
  }
  return found;
}

bool bytes_occur(const std::filesystem::path& folder, std::string_view needle) {
  return all_bytes(folder).find(needle) != std::string::npos;
}

}  // namespace kizuki
