#include "engine/corpus/case_codec.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

struct Refusal {
  std::string_view name;
  Json value;
  std::string_view field;
  std::string_view message;
};

Json without(std::string_view key) {
  Json record = case_with("");
  std::erase_if(record.as_object(), [&](const auto& member) { return member.first == key; });
  return record;
}

constexpr std::string_view kId =
    "id は半角英数字と . _ - の 1〜64 文字にしてください（\".\" と \"..\" は使えません）";

TEST(CaseCodec, RefusalsNameThePlaceAndWhatIsExpected) {
  const std::vector<Refusal> cases = {
      {"no object", Json(3), "",
       "事例は {\"id\": …, \"title\": …, \"sections\": […]} の形の JSON にしてください（今の値: "
       "3）"},
      {"missing id", without("id"), "id",
       "必要な項目がありません。id は半角英数字と . _ - の 1〜64 文字にしてください（\".\" と "
       "\"..\" "
       "は使えません）"},
      {"null id", case_with(R"("id":null)"), "id",
       "必要な項目がありません。id は半角英数字と . _ - の 1〜64 文字にしてください（\".\" と "
       "\"..\" "
       "は使えません）"},
      {"missing title", without("title"), "title",
       "必要な項目がありません。題名を 1 文字以上の文字列にしてください"},
      {"missing sections", without("sections"), "sections",
       "必要な項目がありません。本文は [{\"heading\": …, \"text\": …}] の並びにしてください（200 "
       "個まで）"},
      {"empty title", case_with(R"("title":"")"), "title",
       "題名を 1 文字以上の文字列にしてください（今の値: 空の文字列）"},
      {"title is a number", case_with(R"("title":5)"), "title",
       "題名を 1 文字以上の文字列にしてください（今の値: 5）"},
      {"company is text", case_with(R"("company":"製造業")"), "company",
       "company は {\"industry\": …, \"employees\": …} の形にしてください（今の値: \"製造業\"）"},
      {"employees as text", case_with(R"("company":{"employees":"25"})"), "company.employees",
       "従業員数は 0 以上の整数にしてください（25 のように、\" で囲まず単位も付けません）（今の値: "
       "\"25\"）"},
      {"employees negative", case_with(R"("company":{"employees":-1})"), "company.employees",
       "従業員数は 0 以上の整数にしてください（25 のように、\" で囲まず単位も付けません）（今の値: "
       "-1）"},
      {"employees fraction", case_with(R"("company":{"employees":2.5})"), "company.employees",
       "従業員数は 0 以上の整数にしてください（25 のように、\" で囲まず単位も付けません）（今の値: "
       "2.5）"},
      {"scale unknown", case_with(R"("scale":"large")"), "scale",
       "規模は \"small\"（小規模）か \"medium\"（中規模）にしてください（今の値: \"large\"）"},
      {"step 8", case_with(R"("sections":[{"text":""},{"text":""},{"text":"","steps":[8]}])"),
       "sections[2].steps[0]", "1〜7 の整数にしてください（今の値: 8）"},
      {"step 0", case_with(R"("sections":[{"text":"","steps":[1,0]}])"), "sections[0].steps[1]",
       "1〜7 の整数にしてください（今の値: 0）"},
      {"steps no list", case_with(R"("sections":[{"text":"","steps":3}])"), "sections[0].steps",
       "段階は [3, 4] のような整数の並びにしてください（今の値: 3）"},
      {"section without text", case_with(R"("sections":[{"heading":"x"}])"), "sections[0].text",
       "必要な項目がありません。節の文章（text）を文字列で書いてください"},
      {"section is text", case_with(R"("sections":["文"])"), "sections[0]",
       "節は {\"heading\": …, \"text\": …, \"steps\": […]} の形にしてください（今の値: \"文\"）"},
      {"issues no list", case_with(R"("issues":"sales")"), "issues",
       "課題は [\"sales\", \"hr\"] のような文字列の並びにしてください（今の値: \"sales\"）"},
      {"issue is a number", case_with(R"("issues":["sales",3])"), "issues[1]",
       "課題の種類は \"sales\" のような 1〜64 文字の文字列にしてください（今の値: 3）"},
      {"visibility unknown", case_with(R"("visibility":"private")"), "visibility",
       "公開の範囲は \"public\"・\"members\"・\"organization\" のどれかにしてください（今の値: "
       "\"private\"）"},
      {"organization empty", case_with(R"("organization":"")"), "organization",
       "組織名は 1〜100 文字にし、改行などの制御文字や前後の空白を入れないでください（今の値: "
       "空の文字列）"},
      {"organization with a line end", case_with(R"("organization":"A\nB")"), "organization",
       "組織名は 1〜100 文字にし、改行などの制御文字や前後の空白を入れないでください"},
      {"organization with space around", case_with(R"("organization":"A　")"), "organization",
       "組織名は 1〜100 文字にし、改行などの制御文字や前後の空白を入れないでください"},
      {"checklist of four", case_with(R"("checklist":["○","○","○","○"])"), "checklist",
       "チェックリストは 5 個の \"○\"・\"△\"・\"×\" の並びにしてください（今の値: […]）"},
      {"checklist answer", case_with(R"("checklist":["○","○","o","○","○"])"), "checklist[2]",
       "\"○\"・\"△\"・\"×\" か null にしてください（今の値: \"o\"）"},
      {"wall", case_with(R"("walls":["W6"])"), "walls[0]",
       "壁は \"W1\"〜\"W5\" のどれかにしてください（今の値: \"W6\"）"},
      {"facet value", case_with(R"("facets":{"事故の型":3})"), "facets.事故の型",
       "値は文字列か文字列の並び（100 個まで）にしてください（今の値: 3）"},
  };
  for (const Refusal& refusal : cases) {
    SCOPED_TRACE(refusal.name);
    const auto decoded = codec().decode(refusal.value);
    ASSERT_FALSE(decoded.has_value());
    EXPECT_EQ(decoded.error().code, ErrorCode::kInvalidRecord);
    EXPECT_EQ(decoded.error().field, refusal.field);
    EXPECT_EQ(decoded.error().message, refusal.message);
  }
}

TEST(CaseCodec, IdsThatCouldLeaveAFolderAreRefused) {
  for (const std::string_view id :
       {"../../x", "..", ".", "", "a/b", "a b", "事例", "a\\b", "-\n", "a:b"}) {
    SCOPED_TRACE(id);
    Json record = case_with("");
    record.set("id", id);
    const auto decoded = codec().decode(record);
    ASSERT_FALSE(decoded.has_value());
    EXPECT_EQ(decoded.error().field, "id");
    EXPECT_EQ(decoded.error().message.substr(0, kId.size()), kId);
    EXPECT_TRUE(decoded.error().id.empty());
  }
  Json record = case_with("");
  record.set("id", std::string(65, 'a'));
  EXPECT_FALSE(codec().decode(record).has_value());
  record.set("id", std::string(64, 'a'));
  EXPECT_TRUE(codec().decode(record).has_value());
  for (const std::string_view id : {"...", "-", "A.b_c-9"}) {
    record.set("id", id);
    EXPECT_TRUE(codec().decode(record).has_value()) << id;
  }
}

TEST(CaseCodec, ErrorsCarryTheIdOfTheRecord) {
  const auto decoded = codec().decode(case_with(R"("scale":"huge")"));
  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(decoded.error().id, "c-1");
}

TEST(CaseCodec, LimitsAreTold) {
  Json sections(JsonArray(201, json_of(R"({"text":"x"})")));
  Json record = case_with("");
  record.set("sections", sections);
  const auto many = codec().decode(record);
  ASSERT_FALSE(many.has_value());
  EXPECT_EQ(many.error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(many.error().message, "節が多すぎます（上限 200、今は 201）。記録を分けてください");
  sections.as_array().pop_back();
  record.set("sections", sections);
  EXPECT_TRUE(codec().decode(record).has_value());

  record = case_with("");
  record.find("sections")->as_array()[0].set("text", std::string((256 << 10) + 1, 'x'));
  const auto long_text = codec().decode(record);
  ASSERT_FALSE(long_text.has_value());
  EXPECT_EQ(long_text.error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(long_text.error().field, "sections[0].text");
}

TEST(CaseCodec, ReadsEveryFieldOfTheCore) {
  const auto decoded = codec().decode(case_with(R"(
      "company":{"industry":"3122","business":"切削","employees":25,"capital_yen":10000000,
                 "prefecture":"群馬県","founded":1971},
      "scale":"medium","supporter":"商工会","period":{"from":"2021-06","to":"2022-05"},
      "issues":["sales","hr"],"tools":["ロカベン"],"outcome":"黒字化","organization":"A商工会",
      "visibility":"members","stated_issues":["sales"],"essential_issues":["mindset"],
      "updated_at":"2024-03-31","reflection":"待つ",
      "sections":[{"heading":"一","text":"二\n三","steps":[4,3,4]}])"));
  ASSERT_TRUE(decoded.has_value()) << decoded.error().describe();
  const CaseRecord& record = decoded->record;
  EXPECT_TRUE(decoded->warnings.empty()) << decoded->warnings.front().message;
  EXPECT_EQ(record.company.industry, "3122");
  EXPECT_EQ(record.company.employees, 25);
  EXPECT_EQ(record.company.capital_yen, 10'000'000);
  EXPECT_EQ(record.company.founded, 1971);
  EXPECT_EQ(record.scale, Scale::kMedium);
  EXPECT_EQ(record.scale_basis, ScaleBasis::kGiven);
  EXPECT_EQ(record.period_to, "2022-05");
  EXPECT_EQ(record.issues, (std::vector<std::string>{"sales", "hr"}));
  EXPECT_EQ(record.sections[0].text, "二\n三");
  EXPECT_EQ(record.sections[0].steps, (std::vector<int>{3, 4}));
  EXPECT_EQ(record.visibility, Visibility::kMembers);
  EXPECT_EQ(record.essential_issues, (std::vector<std::string>{"mindset"}));
  ASSERT_EQ(record.other.size(), 1u);
  EXPECT_EQ(record.other[0].first, "reflection");
}

TEST(CaseCodec, NullCountsAsMissing) {
  const auto decoded = codec().decode(case_with(
      R"("company":{"employees":null,"industry":null},"outcome":null,"reflection":null)"));
  ASSERT_TRUE(decoded.has_value()) << decoded.error().describe();
  EXPECT_FALSE(decoded->record.company.employees.has_value());
  EXPECT_TRUE(decoded->record.outcome.empty());
  EXPECT_TRUE(decoded->record.other.empty());
  EXPECT_TRUE(decoded->warnings.empty());
}

TEST(CaseCodec, ScaleIsComputedWhenItIsNotGiven) {
  const auto decoded = codec().decode(case_with(R"("company":{"industry":"E","employees":20})"));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->record.scale, Scale::kSmall);
  EXPECT_EQ(decoded->record.scale_basis, ScaleBasis::kComputed);
  EXPECT_EQ(to_json(decoded->record).find("scale"), nullptr);

  const auto unknown = codec().decode(case_with(R"("company":{"industry":"I"})"));
  ASSERT_TRUE(unknown.has_value());
  EXPECT_EQ(unknown->record.scale, Scale::kUnknown);
  EXPECT_EQ(unknown->record.scale_basis, ScaleBasis::kNone);
}

struct Oddity {
  std::string_view members;
  std::string_view field;
  std::string_view part_of_message;
};

TEST(CaseCodec, OddThingsAreKeptAndWarnedAbout) {
  const std::vector<Oddity> cases = {
      {R"("memo":"x")", "memo", "知らない項目です"},
      {R"("company":{"owner":"x"})", "company.owner", "知らない項目です"},
      {R"("sections":[{"text":""},{"text":"","x":1}])", "sections[1].x", "知らない項目です"},
      {R"("issues":["sales","marketing"])", "issues", "marketing"},
      {R"("issues":["sales","sales"])", "issues", "二度あります"},
      {R"("essential_issues":["謎"])", "essential_issues", "謎"},
      {R"("company":{"industry":"製造業"})", "company.industry", "日本標準産業分類にない"},
      {R"("company":{"prefecture":"東京"})", "company.prefecture", "都道府県の名前ではありません"},
      {R"("scale":"small","company":{"industry":"E","employees":21})", "scale", "中規模"},
      {R"("visibility":"members")", "visibility", "local"},
      {R"("period":{"from":"2021年6月"})", "period.from", "2021年6月"},
      {R"("period":{"from":"2022-06","to":"2021-05"})", "period", "より前です"},
  };
  for (const Oddity& oddity : cases) {
    SCOPED_TRACE(oddity.members);
    const auto decoded = codec().decode(case_with(oddity.members));
    ASSERT_TRUE(decoded.has_value()) << decoded.error().describe();
    ASSERT_EQ(decoded->warnings.size(), 1u);
    EXPECT_EQ(decoded->warnings[0].field, oddity.field);
    EXPECT_NE(decoded->warnings[0].message.find(oddity.part_of_message), std::string::npos)
        << decoded->warnings[0].message;
  }
}

TEST(CaseCodec, AGivenScaleWinsOverTheComputedOne) {
  const auto decoded =
      codec().decode(case_with(R"("scale":"small","company":{"industry":"E","employees":21})"));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->record.scale, Scale::kSmall);
  EXPECT_EQ(decoded->record.scale_basis, ScaleBasis::kGiven);
}

TEST(CaseCodec, UnknownMembersSurviveTheRoundTrip) {
  const auto decoded = codec().decode(
      case_with(R"("memo":{"a":[1,null]},"company":{"owner":"x"},"period":{"visits":3},)"
                R"("sections":[{"text":"t","author":"y"}])"));
  ASSERT_TRUE(decoded.has_value());
  const Json json = to_json(decoded->record);
  EXPECT_EQ(json.find("memo")->dump(), R"({"a":[1,null]})");
  EXPECT_EQ(json.find("company")->dump(), R"({"owner":"x"})");
  EXPECT_EQ(json.find("period")->dump(), R"({"visits":3})");
  EXPECT_EQ(json.find("sections")->dump(), R"([{"text":"t","author":"y"}])");
}

TEST(CaseCodec, ManyUnknownMembersGiveFewWarnings) {
  Json record = case_with("");
  for (int i = 0; i < 500; ++i) record.set(std::string("k").append(std::to_string(i)), i);
  const auto decoded = codec().decode(record);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->warnings.size(), 20u);
  EXPECT_EQ(decoded->record.other.size(), 500u);
}

TEST(CaseCodec, HostileJsonIsRefusedBeforeOrByTheCodec) {
  const std::vector<std::pair<std::string, ErrorCode>> cases = {
      {std::string(100'000, '['), ErrorCode::kLimitExceeded},
      {R"({"id":"a","id":"b","title":"t","sections":[]})", ErrorCode::kInvalidRecord},
      {R"({"id":"a","title":"\u0000","sections":[]})", ErrorCode::kInvalidRecord},
      {R"({"id":"a","title":")" + std::string(1 << 20, 'x') + R"(","sections":[]})",
       ErrorCode::kLimitExceeded},
      {"{\"id\":\"a\",\"title\":\"\xff\",\"sections\":[]}", ErrorCode::kInvalidEncoding},
      {R"({"id":"a","title":"\ud800","sections":[]})", ErrorCode::kInvalidRecord},
      {R"({"id":"a","title":"t","sections":[],"n":1e999})", ErrorCode::kInvalidRecord},
  };
  for (const auto& [text, code] : cases) {
    auto parsed = parse_json(text);
    const auto decoded =
        parsed ? codec().decode(*parsed) : Result<DecodedCase>(std::move(parsed).error());
    ASSERT_FALSE(decoded.has_value()) << text.substr(0, 60);
    EXPECT_EQ(decoded.error().code, code) << text.substr(0, 60);
  }
}

TEST(CaseCodec, LoadTellsWhatIsWrongWithTheSchema) {
  const auto missing = CaseCodec::load("/nonexistent/schema.json", taxonomy());
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  for (const std::string_view text :
       {"{", "[]", "{}", R"({"properties":{"id":{"type":3}}})", R"({"properties":[]})",
        R"({"properties":{"id":{"pattern":"["}}})", R"({"properties":{"id":{"type":"text"}}})"}) {
    const TemporaryFile file("schema.json", text);
    const auto loaded = CaseCodec::load(file.path(), taxonomy());
    ASSERT_FALSE(loaded.has_value()) << text;
    EXPECT_EQ(loaded.error().code, ErrorCode::kCorrupt) << text;
    EXPECT_EQ(loaded.error().file, file.path().string());
  }
}

// A schema that asks for less than the program's own must not make it crash.
TEST(CaseCodec, SurvivesASchemaThatAcceptsAnything) {
  const TemporaryFile file("schema.json", R"({"properties":{}})");
  const auto loose = CaseCodec::load(file.path(), taxonomy());
  ASSERT_TRUE(loose.has_value());
  for (const std::string_view text :
       {"3", "{}", R"({"id":3})", R"({"id":"a"})",
        R"({"id":"a","title":[],"sections":{"x":1},"company":3,"issues":[[]],"scale":5})",
        R"({"id":"a","sections":[3,{"text":1,"steps":["x"]}],"period":"x","organization":[]})"}) {
    const auto decoded = loose->decode(json_of(text));
    if (decoded) {
      EXPECT_EQ(decoded->record.id, "a");
    }
  }
}

}  // namespace
}  // namespace kizuki::test
