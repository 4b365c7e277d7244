// docs/openapi.yaml tells the truth: real answers fit it, and say nothing that it does not.
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/server_program.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki::test {
namespace {

/// Checks the part of JSON Schema that the document uses. A member that an object's schema does not
/// name is a fault, unless the schema names none at all.
class SchemaCheck {
 public:
  explicit SchemaCheck(const Json& document) : document_(document) {}

  /// Empty, or the place that does not fit and why.
  std::string fault(const Json& value, const Json& schema, const std::string& place) const {
    if (const Json* reference = schema.find("$ref"); reference != nullptr) {
      return fault(value, resolved(reference->as_string()), place);
    }
    if (value.is_null() && schema.find("nullable") != nullptr) return "";
    const std::string type(schema.string_or("type", ""));
    if (!has_type(value, type)) return place + " is no " + type;
    if (const Json* allowed = schema.find("enum"); allowed != nullptr) {
      const auto& list = allowed->as_array();
      if (std::find(list.begin(), list.end(), value) == list.end()) return place + " is not listed";
    }
    if (value.is_number()) return number_fault(value, schema, place);
    if (value.is_array()) return array_fault(value, schema, place);
    if (value.is_object()) return object_fault(value, schema, place);
    return "";
  }

  const Json& resolved(const std::string& reference) const {
    const Json* at = &document_;
    for (std::size_t begin = 2; begin < reference.size();) {
      const std::size_t end = std::min(reference.find('/', begin), reference.size());
      at = at->find(reference.substr(begin, end - begin));
      if (at == nullptr) throw std::runtime_error("no " + reference);
      begin = end + 1;
    }
    return *at;
  }

 private:
  static bool has_type(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_int();
    if (type == "number") return value.is_number();
    return type == "boolean" && value.is_bool();
  }

  static std::string number_fault(const Json& value, const Json& schema, const std::string& place) {
    const Json* least = schema.find("minimum");
    const Json* most = schema.find("maximum");
    if (least != nullptr && value.as_double() < least->as_double()) return place + " is too small";
    if (most != nullptr && value.as_double() > most->as_double()) return place + " is too large";
    return "";
  }

  std::string array_fault(const Json& value, const Json& schema, const std::string& place) const {
    const auto size = static_cast<std::int64_t>(value.as_array().size());
    if (size < schema.int_or("minItems", 0) || size > schema.int_or("maxItems", INT64_MAX)) {
      return place + " has " + std::to_string(size) + " items";
    }
    for (const Json& item : value.as_array()) {
      if (auto found = fault(item, *schema.find("items"), place + "[]"); !found.empty())
        return found;
    }
    return "";
  }

  std::string object_fault(const Json& value, const Json& schema, const std::string& place) const {
    if (const Json* required = schema.find("required"); required != nullptr) {
      for (const Json& name : required->as_array()) {
        if (value.find(name.as_string()) == nullptr) return place + " lacks " + name.as_string();
      }
    }
    const Json* properties = schema.find("properties");
    const Json* others = schema.find("additionalProperties");
    if (properties == nullptr && others == nullptr) return "";
    for (const auto& [name, member] : value.as_object()) {
      const Json* rule = properties == nullptr ? nullptr : properties->find(name);
      if (rule == nullptr) rule = others;
      std::string here = place;
      here.append(".").append(name);
      if (rule == nullptr) return here.append(" is not described");
      if (auto found = fault(member, *rule, here); !found.empty()) return found;
    }
    return "";
  }

  const Json& document_;
};

class OpenApiTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = read_file(source_path("docs/openapi.yaml"), 1 << 20);
    ASSERT_TRUE(succeeded(text));
    auto document = parse_json(*text);
    ASSERT_TRUE(succeeded(document));
    document_ = std::move(*document);
    ASSERT_EQ(kizuki({"index", "--index", index_, source_path("data/cases")}).status, 0);
    server_ = std::make_unique<ServerProgram>(index_, "\"public_cases\":true");
    ASSERT_NE(server_->port(), 0) << server_->log();
  }

  /// Why an answer does not fit what stands for its path, method and status.
  std::string fault(const HttpAnswer& answer, const std::string& path,
                    const std::string& method) const {
    const SchemaCheck check(document_);
    const Json* at = document_.find("paths")->find(path);
    if (at != nullptr) at = at->find(method);
    if (at != nullptr) at = at->find("responses")->find(std::to_string(answer.status));
    if (at == nullptr) return path + " " + std::to_string(answer.status) + " is not described";
    if (at->find("$ref") != nullptr) at = &check.resolved(at->find("$ref")->as_string());
    const Json* schema = at->find("content")->find("application/json")->find("schema");
    const auto json = parse_json(answer.body);
    if (!json) return json.error().describe();
    if (answer.header("content-type") != "application/json; charset=utf-8") return "content type";
    return check.fault(*json, *schema, "answer");
  }

  /// The answer once know-how has been counted; what comes until then fits the document.
  HttpAnswer counted(const std::string& path) const {
    HttpAnswer answer = server_->get(path);
    for (int i = 0; i < 1200 && answer.status == 503; ++i) {
      EXPECT_EQ(fault(answer, path, "get"), "");
      EXPECT_NE(answer.header("retry-after"), "");
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      answer = server_->get(path);
    }
    return answer;
  }

  TempFolder folder_;
  std::string index_ = folder_ / "index";
  Json document_;
  std::unique_ptr<ServerProgram> server_;
};

TEST_F(OpenApiTest, SearchesFitTheDocument) {
  int found = 0;
  for (const char* body :
       {R"({"text":"後継者 反発"})", R"({"text":"跡取り 親子げんか","limit":100})",
        R"({"text":"\"値上げ\" -展示会","filters":{"scale":"small"}})",
        R"({"filters":{"step":["3","4"]},"limit":30,"offset":20})", R"({})",
        R"({"text":"ほげほげん"})", R"({"text":"社長","facets":false})", R"({"text":"年:abc"})",
        R"({"text":"小さな製造業で社長が値上げを言い出せない","sort":"oldest","ignore":["scale"]})",
        R"({"text":"跡取り","as_written":true})", R"({"as_written":"x"})", R"({"text":1})",
        R"({"limit":0})", R"({"sort":"best"})", R"({"ignore":"scale"})", "{", "[]"}) {
    const HttpAnswer answer = server_->post_json("/api/v1/search", body);
    EXPECT_EQ(fault(answer, "/api/v1/search", "post"), "") << body << "\n" << answer.body;
    if (answer.status == 200) ++found;
  }
  EXPECT_EQ(found, 9);
  const auto total = [&](const std::string& more) {
    return parse_json(server_->post_json("/api/v1/search", R"({"text":"跡取り")" + more + "}").body)
        ->int_or("total", -1);
  };
  EXPECT_LT(total(R"(,"as_written":true)"), total(""));
  const std::string long_text = "{\"text\":\"" + std::string(30'000, 'x') + "\"}";
  const HttpAnswer too_long = server_->post_json("/api/v1/search", long_text);
  EXPECT_EQ(too_long.status, 413);
  EXPECT_EQ(fault(too_long, "/api/v1/search", "post"), "");
  for (const char* path : {"/api/v1/search", "/api/v1/cards"}) {
    const HttpAnswer too_large = server_->post_json(path, std::string(1'000'000, ' '));
    EXPECT_EQ(too_large.status, 413);
    EXPECT_EQ(fault(too_large, path, "post"), "") << too_large.body;
    EXPECT_THAT(too_large.body, testing::HasSubstr("262144 バイトまで"));
  }
}

TEST_F(OpenApiTest, SuggestionsFitTheDocument) {
  const auto suggest = [&](const std::string& body) {
    HttpAnswer answer = server_->post_json("/api/v1/suggest", body);
    EXPECT_EQ(fault(answer, "/api/v1/suggest", "post"), "") << body << "\n" << answer.body;
    return answer;
  };
  EXPECT_EQ(suggest(R"({"text":"後継者"})").status, 200);
  EXPECT_EQ(suggest(R"({})").status, 200);
  EXPECT_EQ(suggest(R"({"text":1})").status, 400);
  EXPECT_EQ(suggest("[]").status, 400);
  const auto slip = parse_json(suggest(R"({"text":"税理土"})").body);
  ASSERT_TRUE(succeeded(slip));
  EXPECT_EQ(slip->find("suggestion")->string_or("to", ""), "税理士") << "as the search itself says";
  const auto nothing =
      parse_json(suggest(R"({"text":"\"値上げ\" -値上げ","limit":3,"facets":true})").body);
  ASSERT_TRUE(succeeded(nothing));
  EXPECT_EQ(nothing->int_or("total", -1), 0);
  EXPECT_FALSE(nothing->find("relaxations")->as_array().empty());
  EXPECT_EQ(nothing->find("hits"), nullptr);
}

TEST_F(OpenApiTest, SimilarCasesFitTheDocument) {
  int found = 0;
  for (
      const char* body :
      {R"({"case":"d-042"})", R"({"case":"d-042","purpose":"contrast","limit":100})",
       R"({"case":"d-042","purpose":"varied"})",
       R"({"text":"鋼材の加工、52名。社長78歳、姪の夫が常務。部長が動かない。","purpose":"measures"})",
       R"({"text":"後継者がいない","filters":{"scale":["small","medium"]},"ignore":["issue"]})",
       R"({"case":"none"})", R"({})", R"({"case":"d-042","text":"a"})", R"({"purpose":"x"})",
       R"({"case":"d-042","filters":{"x!":"1"}})", "1"}) {
    const HttpAnswer answer = server_->post_json("/api/v1/similar", body);
    EXPECT_EQ(fault(answer, "/api/v1/similar", "post"), "") << body << "\n" << answer.body;
    if (answer.status == 200) ++found;
  }
  EXPECT_EQ(found, 5);
}

TEST_F(OpenApiTest, TokensThatOpenNothingFitTheDocument) {
  const std::string token = "Authorization: Bearer x\r\n";
  for (const char* path : {"/api/v1/facets", "/api/v1/stats"}) {
    const HttpAnswer answer = server_->get(path, token);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(fault(answer, path, "get"), "");
  }
  EXPECT_EQ(fault(server_->get("/api/v1/cases/d-001", token), "/api/v1/cases/{id}", "get"), "");
  EXPECT_EQ(fault(server_->post_json("/api/v1/search", "{}", token), "/api/v1/search", "post"), "");
}

TEST_F(OpenApiTest, JobsFitTheDocument) {
  ASSERT_EQ(
      kizuki({"user", "add", "--index", index_, "--reason", "r", "--role", "operator", "root"})
          .status,
      0);
  const ProcessResult made = kizuki({"user", "token", "--index", index_, "root", "t"});
  const std::string token =
      "Authorization: Bearer " + made.out.substr(0, made.out.find('\n')) + "\r\n";
  for (const char* body :
       {R"({"kind":"verify"})", R"({"kind":"none"})", R"({"kind":"ingest"})", "{"}) {
    const HttpAnswer answer = server_->post_json("/api/v1/jobs", body, token);
    EXPECT_EQ(fault(answer, "/api/v1/jobs", "post"), "") << body << "\n" << answer.body;
  }
  for (const std::string& headers : {token, std::string(), std::string("Authorization: x\r\n")}) {
    EXPECT_EQ(fault(server_->get("/api/v1/jobs", headers), "/api/v1/jobs", "get"), "");
    for (const char* number : {"1", "2"}) {
      const std::string path = "/api/v1/jobs/" + std::string(number);
      EXPECT_EQ(fault(server_->get(path, headers), "/api/v1/jobs/{id}", "get"), "");
      for (const char* body : {R"({"cancel":true})", R"({"cancel":1})", "{"}) {
        EXPECT_EQ(fault(server_->post_json(path, body, headers), "/api/v1/jobs/{id}", "post"), "");
      }
    }
  }
  EXPECT_THAT(server_->get("/api/v1/jobs", token).body, testing::HasSubstr("\"verify\""));
}

TEST_F(OpenApiTest, CasesAndCountsFitTheDocument) {
  for (int i = 1; i <= 60; ++i) {
    const std::string id = "d-0" + std::string(i < 10 ? "0" : "") + std::to_string(i);
    const HttpAnswer answer = server_->get("/api/v1/cases/" + id);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(fault(answer, "/api/v1/cases/{id}", "get"), "") << id;
  }
  EXPECT_EQ(fault(server_->get("/api/v1/cases/none"), "/api/v1/cases/{id}", "get"), "");
  const HttpAnswer facets = server_->get("/api/v1/facets");
  EXPECT_EQ(fault(facets, "/api/v1/facets", "get"), "");
  EXPECT_THAT(facets.body,
              testing::ContainsRegex("\"value\":\"K01\"[^}]*\"label\":\"結論を急がず"));
  EXPECT_EQ(fault(server_->get("/api/v1/stats"), "/api/v1/stats", "get"), "");
}

TEST_F(OpenApiTest, KnowHowFitsTheDocument) {
  const HttpAnswer list = counted("/api/v1/knowhow");
  ASSERT_EQ(list.status, 200);
  EXPECT_EQ(fault(list, "/api/v1/knowhow", "get"), "") << list.body;
  const auto json = parse_json(list.body);
  ASSERT_TRUE(succeeded(json));
  const auto& cards = json->find("knowhow")->as_array();
  ASSERT_FALSE(cards.empty());
  for (const Json& card : cards) {
    const HttpAnswer one = server_->get("/api/v1/knowhow/" + std::string(card.string_or("id", "")));
    EXPECT_EQ(one.status, 200);
    EXPECT_EQ(fault(one, "/api/v1/knowhow/{id}", "get"), "") << one.body;
  }
  EXPECT_EQ(fault(server_->get("/api/v1/knowhow/none"), "/api/v1/knowhow/{id}", "get"), "");
}

TEST_F(OpenApiTest, TheEssenceFitsTheDocumentAndTheCommandLine) {
  const char* path = "/api/v1/essence";
  const HttpAnswer answer = counted(path);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(fault(answer, path, "get"), "") << answer.body;
  const auto told = parse_json(answer.body);
  const auto printed = parse_json(kizuki({"essence", "--index", index_, "--format", "json"}).out);
  ASSERT_TRUE(succeeded(told));
  ASSERT_TRUE(succeeded(printed));
  const auto& items = told->find("knowhow")->as_array();
  const auto& expected = printed->find("knowhow")->as_array();
  ASSERT_EQ(items.size(), expected.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const char* same : {"id", "kind", "cases", "expected", "steps", "issues", "evidence"}) {
      EXPECT_EQ(*items[i].find(same), *expected[i].find(same)) << same << " of " << i;
    }
  }
  EXPECT_EQ(told->find("snapshot")->string_or("id", ""),
            printed->find("snapshot")->string_or("id", "-"));
  const HttpAnswer few = server_->get("/api/v1/essence?top=2&evidence=1");
  EXPECT_EQ(fault(few, path, "get"), "");
  EXPECT_EQ(parse_json(few.body)->find("knowhow")->as_array().size(), 2U);
  for (const char* bad : {"?top=0", "?evidence=x", "?top=%zz"}) {
    const HttpAnswer refused = server_->get(std::string(path) + bad);
    EXPECT_EQ(refused.status, 400) << bad;
    EXPECT_EQ(fault(refused, path, "get"), "");
  }
  EXPECT_EQ(fault(server_->get(path, "Authorization: Bearer x\r\n"), path, "get"), "");
}

TEST_F(OpenApiTest, CardsFitTheDocument) {
  const HttpAnswer cards = server_->get("/api/v1/cards");
  EXPECT_EQ(cards.status, 200);
  EXPECT_EQ(fault(cards, "/api/v1/cards", "get"), "");
  EXPECT_EQ(parse_json(cards.body)->find("cards")->as_array().size(), 30U);
  EXPECT_EQ(
      kizuki({"user", "add", "--index", index_, "--reason", "r", "--role", "operator", "root"})
          .status,
      0);
  const ProcessResult made = kizuki({"user", "token", "--index", index_, "root", "t"});
  const std::string token =
      "Authorization: Bearer " + made.out.substr(0, made.out.find('\n')) + "\r\n";
  struct Row {
    std::string body;
    int status;
  };
  for (const Row& row :
       {Row{R"({"place":"public",)" + cards.body.substr(1), 200},
        Row{R"({"cards":[{"id":"a","label":"x"}],"place":"members"})", 200},
        Row{R"({"cards":[{"id":"a"}],"place":"public"})", 400},
        Row{R"({"cards":[],"place":"public"})", 400}, Row{R"({"place":"public"})", 400},
        Row{R"({"cards":[{"id":"a","label":"x"}],"place":"x"})", 400}, Row{"{", 400}}) {
    HttpAnswer answer = server_->post_json("/api/v1/cards", row.body, token);
    EXPECT_EQ(answer.status, row.status) << row.body.substr(0, 100) << "\n" << answer.body;
    EXPECT_EQ(fault(answer, "/api/v1/cards", "post"), "");
    for (const char* headers : {"", "Authorization: Bearer x\r\n"}) {
      answer = server_->post_json("/api/v1/cards", row.body, headers);
      EXPECT_NE(answer.status, 200);
      EXPECT_EQ(fault(answer, "/api/v1/cards", "post"), "");
    }
  }
}

}  // namespace
}  // namespace kizuki::test
