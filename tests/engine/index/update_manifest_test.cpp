#include "engine/index/update_manifest.hpp"

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/index/format.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

UpdateManifest sample() {
  UpdateManifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = 12;
  manifest.update = 3;
  manifest.library_sequence = 345;
  manifest.built_at = "2026-01-31T09:08:07Z";
  manifest.program = "kizuki 0.1.0";
  manifest.parts = {{"org:甲", "c-01", 2, 500, 1, {}, false},
                    {"public", "public", 0, 0, 4, {}, false},
                    {"view:all", "c-02", 2, 500, 5, {{"org:甲", "c-01", 2}}, true}};
  manifest.files = {{"c-01/cases.tbl", 64, sha256_hex("c")}};
  return manifest;
}

TEST(UpdateManifestTest, ParseUndoesPrint) {
  const std::string text = print_update_manifest(sample());
  const auto parsed = parse_update_manifest(text);
  ASSERT_TRUE(succeeded(parsed));
  EXPECT_EQ(print_update_manifest(*parsed), text);
  EXPECT_EQ(parsed->update, 3U);
  EXPECT_EQ(parsed->library_sequence, 345U);
  ASSERT_NE(parsed->find_part("view:all"), nullptr);
  EXPECT_TRUE(parsed->find_part("view:all")->is_view);
  EXPECT_EQ(parsed->find_part("public")->superseded, 4U);
  EXPECT_EQ(parsed->find_part("members"), nullptr);
}

TEST(UpdateManifestTest, EveryFlippedBitIsFound) {
  const std::string text = print_update_manifest(sample());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << (i % 8)));
    ASSERT_EQ(failure_name(parse_update_manifest(damaged)), "corrupt") << "byte " << i;
  }
}

TEST(UpdateManifestTest, ContentBeyondTheRulesIsRefused) {
  struct Row {
    const char* field;
    std::function<void(UpdateManifest&)> spoil;
  };
  const Row rows[] = {
      {"update", [](UpdateManifest& m) { m.update = 0; }},
      {"generation", [](UpdateManifest& m) { m.generation = 0; }},
      {"parts", [](UpdateManifest& m) { std::swap(m.parts[0], m.parts[1]); }},
      {"parts.folder", [](UpdateManifest& m) { m.parts[0].folder = ".."; }},
      {"parts.folder", [](UpdateManifest& m) { m.parts[0].folder = "public"; }},
      {"parts.members",
       [](UpdateManifest& m) {
         m.parts[0].members = {{"public", "public", 1}};
       }},
      {"parts.members", [](UpdateManifest& m) { m.parts[2].members[0].cases = 3; }},
      {"parts.members", [](UpdateManifest& m) { m.parts[2].members[0].folder = "public"; }},
      {"members.cases", [](UpdateManifest& m) { m.parts[2].members[0].cases = 0; }},
      {"files.path", [](UpdateManifest& m) { m.files[0].path = "../x"; }},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.field);
    UpdateManifest manifest = sample();
    row.spoil(manifest);
    const auto parsed = parse_update_manifest(print_update_manifest(manifest));
    ASSERT_EQ(failure_name(parsed), "corrupt");
    EXPECT_EQ(parsed.error().field, row.field);
  }
}

}  // namespace
}  // namespace kizuki
