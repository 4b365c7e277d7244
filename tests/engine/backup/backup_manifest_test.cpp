#include "engine/backup/backup_manifest.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

BackupManifest sample() {
  return {
      "2026-11-29T08:00:00Z",
      "kizuki 0.1.0",
      42,
      17,
      5,
      {{"library.db", 81'920, std::string(64, 'a')}, {"audit.db", 4'096, std::string(64, '0')}}};
}

TEST(BackupManifestTest, ReadsWhatItWrites) {
  const std::string json = backup_manifest_json(sample());
  const auto read = parse_backup_manifest(json);
  ASSERT_TRUE(succeeded(read));
  EXPECT_EQ(read->cases, 17U);
  EXPECT_EQ(read->library_sequence, 42U);
  EXPECT_EQ(read->audit_records, 5U);
  ASSERT_EQ(read->files.size(), 2U);
  EXPECT_EQ(read->files[1].name, "audit.db");
  EXPECT_EQ(backup_manifest_json(*read), json);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(BackupManifestTest, RefusesNamesOfOtherFiles) {
  const std::string json = backup_manifest_json(sample());
  for (const char* name : {"../library.db", "/etc/passwd", "generations", "", "audit.db"}) {
    const auto read =
        parse_backup_manifest(replaced(json, "\"library.db\"", "\"" + std::string(name) + "\""));
    EXPECT_EQ(failure_name(read), "corrupt") << name;
  }
}

TEST(BackupManifestTest, TellsANewerFormatFromDamage) {
  const std::string json = backup_manifest_json(sample());
  EXPECT_EQ(failure_name(parse_backup_manifest(replaced(json, "\"format\": 1", "\"format\": 2"))),
            "version_mismatch");
  EXPECT_EQ(failure_name(parse_backup_manifest(replaced(json, "\"format\": 1", "\"format\": 0"))),
            "corrupt");
  EXPECT_EQ(failure_name(parse_backup_manifest(replaced(json, "\"cases\": 17", "\"cases\": -1"))),
            "corrupt");
  EXPECT_EQ(failure_name(parse_backup_manifest("")), "corrupt");
}

TEST(BackupManifestTest, AnyBytesAreSafeToRead) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const std::string json = backup_manifest_json(sample());
  for (std::uint64_t round = 0; round < 2'000; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    std::string damaged = json;
    for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    if (random() % 3 == 0) damaged.resize(random() % damaged.size());
    const auto read = parse_backup_manifest(damaged);
    if (!read) continue;
    for (const BackupFile& file : read->files) {
      EXPECT_TRUE(file.name == "library.db" || file.name == "audit.db") << file.name;
    }
  }
}

}  // namespace
}  // namespace kizuki
