// Each shipped profile on a record of the shape that its source has.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "engine/corpus/profile.hpp"
#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

DecodedCase mapped(std::string_view profile_name, std::string_view source) {
  const auto profile = Profile::load(data_folder() / "profiles", profile_name);
  if (!profile) throw std::runtime_error(profile.error().describe());
  const auto record = profile->map(json_of(source));
  if (!record) throw std::runtime_error(record.error().describe());
  auto decoded = codec().decode(*record);
  if (!decoded) throw std::runtime_error(decoded.error().describe());
  return *std::move(decoded);
}

std::string facets_text(const CaseRecord& record) {
  std::string out;
  for (const auto& [name, value] : extra_facets(record)) out += name + "=" + value + " ";
  return out;
}

TEST(ShippedProfiles, Case) {
  const Json record = case_with(R"("issues":["hr"])");
  const auto decoded = mapped("case", record.dump());
  EXPECT_EQ(to_json(decoded.record).dump_canonical(), record.dump_canonical());
}

TEST(ShippedProfiles, Plain) {
  const auto full = mapped("plain", R"({"id":"p1","title":"題","text":"本文"})").record;
  EXPECT_EQ(full.title, "題");
  ASSERT_EQ(full.sections.size(), 1u);
  EXPECT_EQ(full.sections[0].text, "本文");
  EXPECT_EQ(compartment_of(full), "local");
  EXPECT_EQ(mapped("plain", R"({"id":"p1","text":"一行目\n二行目"})").record.title, "一行目");
  EXPECT_EQ(mapped("plain", R"({"id":"p1"})").record.title, "p1");
  EXPECT_EQ(compartment_of(mapped("plain", R"({"id":"p1","text":"x","organization":"A"})").record),
            "org:A");
}

TEST(ShippedProfiles, Accidents) {
  const auto decoded =
      mapped("accidents",
             R"({"id":"sb-1","year":1991,"text":"屋根から墜落した。","industry_l":"建設業",
          "industry_m":"建築工事業","industry_s":"欠損","size":"10-29","agent_l":"仮設物等",
          "agent_m":"分類不能","accident_type":"墜落、転落"})");
  const CaseRecord& record = decoded.record;
  EXPECT_TRUE(decoded.warnings.empty());
  EXPECT_EQ(record.title, "墜落、転落｜建築工事業、1991年");
  EXPECT_EQ(record.company.industry, "D");
  EXPECT_EQ(record.company.business, "建築工事業");
  EXPECT_EQ(record.period_from, "1991");
  EXPECT_EQ(record.sections[0].text, "屋根から墜落した。");
  EXPECT_EQ(facets_text(record),
            "accident_type=墜落、転落 industry_group=建設業 industry_name=建築工事業 "
            "agent_group=仮設物等 workforce=10〜29人 ");
  EXPECT_EQ(compartment_of(record), "public");
}

TEST(ShippedProfiles, Jnet21) {
  const auto decoded = mapped(
      "jnet21",
      R"({"date":"2020-09-29","lgcode":"332160","pref":"岡山県","area":"浅口市","title":" 補助金 ",
          "comment":"","url":"http://example.jp/"})");
  const CaseRecord& record = decoded.record;
  EXPECT_TRUE(decoded.warnings.empty());
  EXPECT_EQ(record.id.substr(0, 7), "jnet21-");
  EXPECT_EQ(record.title, "補助金");
  EXPECT_EQ(record.company.prefecture, "岡山県");
  EXPECT_EQ(record.updated_at, "2020-09-29");
  ASSERT_EQ(record.sections.size(), 1u);
  EXPECT_EQ(record.sections[0].text, "岡山県浅口市");
  EXPECT_EQ(facets_text(record), "area=浅口市 ");
  EXPECT_EQ(compartment_of(record), "public");

  // The id stays when the note or the date changes, and a title of spaces gets a name.
  const auto later = mapped(
      "jnet21",
      R"({"date":"2022-01-01","lgcode":"332160","pref":"岡山県","area":"浅口市","title":"補助金",
          "comment":"更新","url":"http://example.jp/"})");
  EXPECT_EQ(later.record.id, record.id);
  const auto nameless =
      mapped("jnet21", R"({"lgcode":"1","pref":"新潟県","area":"粟島浦村","title":" ","url":"u"})");
  EXPECT_EQ(nameless.record.title, "新潟県粟島浦村の支援情報");
}

TEST(ShippedProfiles, MirasapoSupports) {
  const auto decoded =
      mapped("mirasapo-supports",
             R"~({"id":"2817","title":"補助金","subtitle":"別名","summary":"概要です。",
          "body":"### 内容\n[頁](https://example.jp/)","target":"酒類事業者","usage":"",
          "prefectures":"[{\"id\":\"42\",\"name\":\"長崎県\"}]",
          "industry_categories":"[{\"name\":\"製造業\",\"number\":\"E\"},{\"name\":\"建設業\",\"number\":\"D\"}]",
          "purpose_categories":"[{\"name\":\"販路開拓\"},{\"name\":\"情報収集\"}]",
          "service_categories":"[{\"sub_categories\":[{\"name\":\"補助金\"}]}]",
          "competent_authorities":"[{\"name\":\"国税庁\"}]","keywords":"[\"酒類\",\"補助\"]",
          "update_info":"{\"last_modified_at\":\"2023-08-02T01:00:08Z\"}",
          "reception_start_date":"2023-08-02","number":"00000-0000-2793"})~");
  const CaseRecord& record = decoded.record;
  EXPECT_TRUE(decoded.warnings.empty()) << decoded.warnings.front().message;
  EXPECT_EQ(record.id, "mirasapo-2817");
  EXPECT_EQ(record.company.prefecture, "長崎県");
  EXPECT_EQ(record.company.industry, "");
  EXPECT_EQ(record.issues, (std::vector<std::string>{"sales"}));
  EXPECT_EQ(record.period_from, "2023-08-02");
  EXPECT_EQ(record.updated_at, "2023-08-02T01:00:08Z");
  ASSERT_EQ(record.sections.size(), 4u);
  EXPECT_EQ(record.sections[0].text, "別名\n概要です。");
  EXPECT_EQ(record.sections[2].text, "内容\n頁");
  EXPECT_EQ(record.sections[3].text, "酒類、補助");
  EXPECT_EQ(facets_text(record),
            "support_type=補助金 purpose=販路開拓 purpose=情報収集 region=長崎県 "
            "industry_name=製造業 industry_name=建設業 authority=国税庁 ");
  EXPECT_EQ(compartment_of(record), "public");
}

TEST(ShippedProfiles, MirasapoCases) {
  const auto decoded = mapped("mirasapo-cases",
                              R"({"id":15,"title":"売り方を変える","summary":"概要","year":2021,
          "location":{"name":"長野県"},
          "organization":{"name":"A社","industry":"卸売業，小売業","type":"小規模事業者"},
          "background":"**背景**","challenges":"取組","results":"成果",
          "used_support_refs":[{"title":"持続化補助金","url":"u"}],"url":"https://example.jp/15"})");
  const CaseRecord& record = decoded.record;
  EXPECT_TRUE(decoded.warnings.empty());
  EXPECT_EQ(record.id, "mirasapo-case-15");
  EXPECT_EQ(record.company.industry, "I");
  EXPECT_EQ(record.company.prefecture, "長野県");
  EXPECT_EQ(record.period_from, "2021");
  ASSERT_EQ(record.sections.size(), 4u);
  EXPECT_EQ(record.sections[1].heading, "背景・きっかけ");
  EXPECT_EQ(record.sections[1].text, "背景");
  EXPECT_EQ(facets_text(record), "organization_type=小規模事業者 used_support=持続化補助金 ");
}

}  // namespace
}  // namespace kizuki::test
