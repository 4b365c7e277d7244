#include "engine/corpus/case_record.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"
#include "tests/support/paths.hpp"

namespace kizuki::test {
namespace {

std::string golden(std::string_view name) {
  const auto path =
      std::filesystem::path(test::source_path()) / "tests/engine/corpus/golden" / name;
  std::ifstream stream(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

CaseRecord full_record() {
  CaseRecord record;
  record.id = "g-1";
  record.title = "題\"名\"";
  record.company.industry = "E";
  record.company.business = "切削加工";
  record.company.employees = 25;
  record.company.capital_yen = 10'000'000;
  record.company.prefecture = "群馬県";
  record.company.founded = 1971;
  record.scale = Scale::kMedium;
  record.scale_basis = ScaleBasis::kGiven;
  record.supporter = "商工会";
  record.period_from = "2021-06";
  record.period_to = "2022-05";
  record.issues = {"sales", "hr"};
  record.tools = {"ロカベン"};
  record.sections.resize(2);
  record.sections[0].heading = "見出し";
  record.sections[0].text = "一行目\n二行目\tと𠮷";
  record.sections[0].steps = {3, 4};
  record.sections[1].text = "";
  record.outcome = "黒字化";
  record.organization = "A商工会";
  record.visibility = Visibility::kMembers;
  record.updated_at = "2024-03-31";
  record.stated_issues = {"sales"};
  record.essential_issues = {"mindset"};
  record.other = {{"walls", JsonArray{"W1"}}, {"memo", Json(1.5)}};
  return record;
}

TEST(CaseRecord, ToJsonMatchesTheGoldenText) {
  EXPECT_EQ(to_json(full_record()).dump_pretty() + "\n", golden("full_case.json"));
}

TEST(CaseRecord, AnEmptyRecordWritesOnlyWhatIsRequired) {
  EXPECT_EQ(to_json(CaseRecord()).dump(), R"({"id":"","title":"","sections":[]})");
}

// The library chains these hashes: a change here would make every stored case look changed.
TEST(CaseRecord, ContentHashIsStable) {
  EXPECT_EQ(content_hash(full_record()), golden("full_case.sha256").substr(0, 64));
}

TEST(CaseRecord, EveryFieldGoesIntoTheHash) {
  std::set<std::string> hashes{content_hash(full_record())};
  const auto differs = [&](auto change) {
    CaseRecord record = full_record();
    change(record);
    EXPECT_TRUE(hashes.insert(content_hash(record)).second) << to_json(record).dump();
  };
  differs([](CaseRecord& r) { r.id = "g-2"; });
  differs([](CaseRecord& r) { r.title += "x"; });
  differs([](CaseRecord& r) { r.company.industry = "I"; });
  differs([](CaseRecord& r) { r.company.business = "y"; });
  differs([](CaseRecord& r) { r.company.employees = 26; });
  differs([](CaseRecord& r) { r.company.capital_yen.reset(); });
  differs([](CaseRecord& r) { r.company.prefecture = "岡山県"; });
  differs([](CaseRecord& r) { r.company.founded = 1972; });
  differs([](CaseRecord& r) { r.scale = Scale::kSmall; });
  differs([](CaseRecord& r) { r.scale_basis = ScaleBasis::kComputed; });
  differs([](CaseRecord& r) { r.supporter.clear(); });
  differs([](CaseRecord& r) { r.period_from = "2021"; });
  differs([](CaseRecord& r) { r.period_to = "2023"; });
  differs([](CaseRecord& r) { r.issues = {"hr", "sales"}; });
  differs([](CaseRecord& r) { r.tools.clear(); });
  differs([](CaseRecord& r) { std::swap(r.sections[0], r.sections[1]); });
  differs([](CaseRecord& r) { r.sections[0].steps = {3}; });
  differs([](CaseRecord& r) { r.sections[0].text += " "; });
  differs([](CaseRecord& r) { r.sections[1].heading = "h"; });
  differs([](CaseRecord& r) { r.outcome = "赤字"; });
  differs([](CaseRecord& r) { r.organization = "B"; });
  differs([](CaseRecord& r) { r.visibility.reset(); });
  differs([](CaseRecord& r) { r.updated_at = "2024"; });
  differs([](CaseRecord& r) { r.stated_issues.clear(); });
  differs([](CaseRecord& r) { r.essential_issues.clear(); });
  differs([](CaseRecord& r) { r.other.pop_back(); });
}

TEST(CaseRecord, CompartmentFollowsVisibilityAndOwner) {
  struct Row {
    std::string_view organization;
    std::optional<Visibility> visibility;
    std::string_view compartment;
  };
  const Row rows[] = {
      {"", std::nullopt, "local"},
      {"", Visibility::kPublic, "public"},
      {"", Visibility::kMembers, "local"},
      {"", Visibility::kOrganization, "local"},
      {"A", std::nullopt, "org:A"},
      {"A", Visibility::kOrganization, "org:A"},
      {"A", Visibility::kMembers, "members"},
      {"A", Visibility::kPublic, "public"},
  };
  for (const Row& row : rows) {
    CaseRecord record;
    record.organization = row.organization;
    record.visibility = row.visibility;
    EXPECT_EQ(compartment_of(record), row.compartment);
  }
}

TEST(CaseRecord, ExtraFacetsGiveOnePairForEachValue) {
  CaseRecord record;
  record.other = {{"facets", json_of(R"({"a":"1","b":["2","3"],"c":4})")}, {"memo", "x"}};
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"a", "1"}, {"b", "2"}, {"b", "3"}};
  EXPECT_EQ(extra_facets(record), expected);
  EXPECT_TRUE(extra_facets(CaseRecord()).empty());
}

TEST(CaseRecord, CodesAndLabelsAreStable) {
  EXPECT_EQ(scale_code(Scale::kSmall), "small");
  EXPECT_EQ(scale_code(Scale::kMedium), "medium");
  EXPECT_EQ(scale_code(Scale::kLarge), "large");
  EXPECT_EQ(scale_code(Scale::kUnknown), "unknown");
  EXPECT_EQ(scale_label(Scale::kSmall), "小規模");
  EXPECT_EQ(scale_label(Scale::kMedium), "中規模");
  EXPECT_EQ(scale_label(Scale::kLarge), "大企業");
  EXPECT_EQ(scale_label(Scale::kUnknown), "不明");
  EXPECT_EQ(visibility_code(Visibility::kPublic), "public");
  EXPECT_EQ(visibility_code(Visibility::kMembers), "members");
  EXPECT_EQ(visibility_code(Visibility::kOrganization), "organization");
}

}  // namespace
}  // namespace kizuki::test
