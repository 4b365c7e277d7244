#include "engine/index/manifest.hpp"

#include <functional>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/index/format.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

Manifest sample() {
  Manifest manifest;
  manifest.format = kFormatVersion;
  manifest.generation = 12;
  manifest.library_sequence = 345;
  manifest.analyzer_fingerprint = "mecab 0.996; icu 72.1";
  manifest.length = {120, 8, 4};
  manifest.built_at = "2026-01-31T09:08:07Z";
  manifest.program = "kizuki 0.1.0";
  manifest.compartments = {{"org:東京\"商工\"会議所", "c-0123", 3, 1000},
                           {"public", "public", 0, 0}};
  manifest.views = {{"view:1", "c-77", {"org:東京\"商工\"会議所", "public"}, {}, {}},
                    {"view:all", "c-88", {}, {"local"}, {{"org:東京\"商工\"会議所", "c-0123", 3}}}};
  manifest.files = {{"c-0123/analysis.blk", 10, sha256_hex("a")},
                    {"c-0123/text/postlist.glass", 8192, sha256_hex("b")},
                    {"public/cases.tbl", 64, sha256_hex("c")}};
  return manifest;
}

TEST(ManifestTest, ParseUndoesPrint) {
  for (const Manifest& manifest : {sample(), [] {
                                     Manifest empty;
                                     empty.format = kFormatVersion;
                                     empty.generation = 1;
                                     return empty;
                                   }()}) {
    const std::string text = print_manifest(manifest);
    EXPECT_EQ(text.back(), '\n');
    const auto parsed = parse_manifest(text);
    ASSERT_TRUE(succeeded(parsed));
    EXPECT_EQ(print_manifest(*parsed), text);
    EXPECT_EQ(parsed->generation, manifest.generation);
    EXPECT_EQ(parsed->library_sequence, manifest.library_sequence);
    EXPECT_EQ(parsed->analyzer_fingerprint, manifest.analyzer_fingerprint);
    EXPECT_EQ(parsed->length, manifest.length);
    ASSERT_EQ(parsed->compartments.size(), manifest.compartments.size());
    ASSERT_EQ(parsed->files.size(), manifest.files.size());
    for (std::size_t i = 0; i < manifest.files.size(); ++i) {
      EXPECT_EQ(parsed->files[i].path, manifest.files[i].path);
      EXPECT_EQ(parsed->files[i].bytes, manifest.files[i].bytes);
      EXPECT_EQ(parsed->files[i].sha256, manifest.files[i].sha256);
    }
  }
}

TEST(ManifestTest, EveryFlippedBitIsFound) {
  const std::string text = print_manifest(sample());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << bit));
      ASSERT_EQ(failure_name(parse_manifest(damaged)), "corrupt") << "byte " << i << " bit " << bit;
    }
  }
}

TEST(ManifestTest, EveryCutIsFound) {
  const std::string text = print_manifest(sample());
  for (std::size_t size = 0; size < text.size(); ++size) {
    ASSERT_EQ(failure_name(parse_manifest(text.substr(0, size))), "corrupt") << size;
  }
  EXPECT_EQ(failure_name(parse_manifest(text + "\n")), "corrupt");
}

TEST(ManifestTest, OtherFormatsAreToldApartFromDamage) {
  Manifest manifest = sample();
  manifest.format = kFormatVersion + 1;
  const auto parsed = parse_manifest(print_manifest(manifest));
  EXPECT_EQ(failure_name(parsed), "version_mismatch");
}

TEST(ManifestTest, ContentBeyondTheRulesIsRefused) {
  struct Row {
    const char* field;
    std::function<void(Manifest&)> spoil;
  };
  const Row rows[] = {
      {"files.path", [](Manifest& m) { m.files[0].path = "../evil"; }},
      {"files.path", [](Manifest& m) { m.files[0].path = "/etc/passwd"; }},
      {"files.path", [](Manifest& m) { m.files[0].path = "a//b"; }},
      {"files.path", [](Manifest& m) { m.files[0].path = "a/"; }},
      {"files.path", [](Manifest& m) { m.files[0].path = ".hidden"; }},
      {"files.path", [](Manifest& m) { m.files[0].path = "a\\b"; }},
      {"files.path", [](Manifest& m) { m.files[0].path = ""; }},
      {"files.sha256", [](Manifest& m) { m.files[0].sha256 = "00"; }},
      {"files.sha256", [](Manifest& m) { m.files[0].sha256[5] = 'A'; }},
      {"files", [](Manifest& m) { std::swap(m.files[0], m.files[1]); }},
      {"files", [](Manifest& m) { m.files[1].path = m.files[0].path; }},
      {"compartments", [](Manifest& m) { std::swap(m.compartments[0], m.compartments[1]); }},
      {"compartments.folder", [](Manifest& m) { m.compartments[0].folder = ".."; }},
      {"compartments.folder", [](Manifest& m) { m.compartments[0].folder = "a/b"; }},
      {"compartments.folder", [](Manifest& m) { m.compartments[0].folder = "public"; }},
      {"compartments.name", [](Manifest& m) { m.compartments[0].name = ""; }},
      {"generation", [](Manifest& m) { m.generation = 0; }},
      {"length.pivot_terms", [](Manifest& m) { m.length.pivot_terms = 0; }},
      {"views.reads",
       [](Manifest& m) {
         m.views[0].reads = {"b", "a"};
       }},
      {"views.members", [](Manifest& m) { m.views[1].members[0].cases = 4; }},
      {"views.members", [](Manifest& m) { m.views[1].members[0].compartment = "members"; }},
      {"views", [](Manifest& m) { m.views[1].name = "view:0"; }},
      {"length.quantum", [](Manifest& m) { m.length.quantum = 256; }},
      {"length.cap_factor", [](Manifest& m) { m.length.cap_factor = 0; }},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.field);
    Manifest manifest = sample();
    row.spoil(manifest);
    const auto parsed = parse_manifest(print_manifest(manifest));
    ASSERT_EQ(failure_name(parsed), "corrupt");
    EXPECT_EQ(parsed.error().field, row.field);
  }
}

/// Text with the right self hash whatever its content.
std::string signed_text(const std::string& members) {
  const std::string front = "{\n" + members + ",\n  \"self\": \"";
  return front + sha256_hex(front) + "\"\n}\n";
}

TEST(ManifestTest, SignedNonsenseIsRefused) {
  const std::string deep = "\"format\": " + std::string(100'000, '[');
  for (const std::string& members :
       {std::string(), "\"format\": " + std::to_string(kFormatVersion),
        std::string("\"format\": \"1\""), std::string("\"format\": -1"),
        std::string("\"format\": 1e99"), std::string("\"format\": 2, \"format\": 2"), deep,
        std::string("\"format\": \"\xff\"")}) {
    const auto parsed = parse_manifest(signed_text(members));
    EXPECT_EQ(failure_name(parsed), "corrupt") << members.substr(0, 40);
  }
  EXPECT_EQ(failure_name(parse_manifest(signed_text("\"format\": 999"))), "version_mismatch");
}

}  // namespace
}  // namespace kizuki
