// Nothing that an account reads depends on cases that it may not read: the bytes of every answer of
// the real program are the same, whatever another organisation adds, changes and erases.
#include <array>
#include <filesystem>
#include <map>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// Few words, so that the corpora share nearly all of them: where statistics leak, they show.
constexpr std::array<const char*, 24> kWords = {
    "後継者",   "現場", "反発", "事業承継", "資金繰り", "補助金",   "原価",     "値上げ",
    "信頼関係", "先代", "娘",   "職人",     "売上",     "新商品",   "販路開拓", "採用",
    "若手",     "退職", "DX",   "AI-OCR",   "黒字化",   "金融機関", "商工会",   "社長"};
constexpr std::array<const char*, 6> kOtherWords = {"極秘計画", "粉飾", "XQZ商会",
                                                    "黶鼇",     "倒産", "秘伝"};
constexpr std::array<const char*, 4> kPrefectures = {"北海道", "東京都", "大阪府", "福岡県"};
constexpr std::array<const char*, 3> kIssues = {"succession", "hr", "sales"};

/// Draws cases and queries.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  template <typename Array>
  std::string of(const Array& array) {
    return array[static_cast<std::size_t>(below(array.size()))];
  }
  std::string word(bool other) { return other && below(3) == 0 ? of(kOtherWords) : of(kWords); }

  std::string sentence(bool other) {
    return word(other) + "と" + word(other) + "について" + of(kWords) + "が話し、" + word(other) +
           "に取り組んだ。";
  }

  std::string record(const std::string& id, const std::string& owner, bool other) {
    Json record;
    record.set("id", id);
    record.set("title", word(other) + "を" + word(other) + "から見直す");
    if (owner == "public" || owner == "members") {
      record.set("visibility", owner);
      record.set("organization", "事務局");
    } else if (!owner.empty()) {
      record.set("organization", owner);
    }
    Json company;
    company.set("industry", std::string(1, static_cast<char>('D' + below(4))));
    company.set("business", of(kWords) + "業");
    company.set("employees", std::int64_t(1 + below(60)));
    company.set("prefecture", of(kPrefectures));
    record.set("company", std::move(company));
    record.set("supporter", other ? "別の支援所" : "よろず支援拠点");
    Json period;
    period.set("from", std::to_string(2018 + below(5)) + "-04");
    record.set("period", std::move(period));
    record.set("issues", JsonArray{Json(of(kIssues))});
    if (other) record.set("tools", JsonArray{Json("裏帳簿")});
    Json sections(JsonArray{});
    for (std::uint64_t i = 1 + below(3); i > 0; --i) {
      Json section;
      section.set("heading", of(kWords));
      section.set("steps", JsonArray{Json(std::int64_t(1 + below(7)))});
      std::string text;
      for (std::uint64_t n = 1 + below(6); n > 0; --n) text += sentence(other);
      section.set("text", text);
      sections.push_back(std::move(section));
    }
    record.set("sections", std::move(sections));
    record.set("outcome", sentence(other));
    return record.dump() + "\n";
  }

  std::string query() {
    switch (below(12)) {
      case 0:
        return "\"" + of(kWords) + "と" + of(kWords) + "\"";
      case 1:
        return of(kWords) + " -" + of(kWords);
      case 2:
        return of(kWords) + " OR " + of(kOtherWords);
      case 3:
        return of(kWords) + " 課題:" + of(kIssues) + " 都道府県:" + of(kPrefectures);
      case 4:
        return "規模:小規模 " + of(kWords) + " " + of(kWords);
      case 5:
        return "組織:" + of(std::array<const char*, 3>{"甲会", "乙会", "事務局"}) + " " +
               of(kWords);
      case 6:
        return of(kOtherWords) + " " + of(kOtherWords);
      case 7:
        return "id:" + of(std::array<const char*, 3>{"a-", "b-", "z-"}) + std::to_string(below(30));
      case 8:
        return "段階:" + std::to_string(1 + below(7)) + " 年:2018-2020";
      case 9:
        return "ツール:裏帳簿 " + of(kWords);
      case 10:
        return of(kWords) + "ん " + of(kWords) + "ゐ";  // misspelt
      default:
        return of(kWords) + " " + of(kWords) + " " + of(kWords);
    }
  }

 private:
  std::mt19937_64 random_;
};

class NonInterferenceTest : public testing::TestWithParam<std::uint64_t> {
 protected:
  void SetUp() override {
    seed_ = test_seed() + GetParam();
    std::string lines;
    Draw draw(seed_);
    for (std::uint64_t i = 0; i < 150; ++i) {
      Json query;
      query.set("id", "q" + std::to_string(i));
      query.set("text", draw.query());
      lines += query.dump() + "\n";
    }
    // Notes: long text, read without syntax.
    Json notes;
    notes.set("id", "notes");
    std::string text;
    while (text.size() < 3000) text += draw.sentence(true);
    notes.set("text", text);
    queries_ = folder_.write("queries.jsonl", lines + notes.dump() + "\n").string();

    std::string mine;
    for (int i = 0; i < 25; ++i) mine += draw.record("a-" + std::to_string(i), "甲会", false);
    for (int i = 0; i < 15; ++i) mine += draw.record("p-" + std::to_string(i), "public", false);
    for (int i = 0; i < 8; ++i) mine += draw.record("m-" + std::to_string(i), "members", false);
    index_cases("mine", mine);
    run({"user", "add", "--index", index_, "--organization", "甲会", "--reason", "r", "ko"});
    run({"user", "add", "--index", index_, "--reason", "r", "guest"});
  }

  void run(const std::vector<std::string>& arguments) const {
    const auto result = kizuki(arguments);
    ASSERT_EQ(result.status, 0) << testing::PrintToString(arguments) << result.err;
  }
  void index_cases(const std::string& name, const std::string& lines) const {
    run({"index", "--index", index_, "--keep", "1", folder_.write(name + ".jsonl", lines)});
  }

  /// Status, output and errors of one search.
  std::string search(const std::string& account, std::vector<std::string> rest) const {
    rest.insert(rest.begin(), {"search", "--index", index_, "--as", account});
    const auto result = kizuki(rest);
    return std::to_string(result.status) + "\n" + result.out + "\n" + result.err;
  }

  /// Everything that the account is answered, by what was asked.
  std::map<std::string, std::string> answers(const std::string& account) const {
    std::map<std::string, std::string> all;
    all["json"] = search(account, {"--format", "json", "--limit", "20", "--queries", queries_});
    all["trec"] = search(account, {"--format", "trec", "--queries", queries_});
    all["page"] = search(account, {"--format", "json", "--offset", "7", "--queries", queries_});
    if (account != "ko") return all;  // a process a question is what takes the time
    const std::vector<std::vector<std::string>> single = {
        {"後継者 現場 反発"},
        {"極秘計画"},
        {"\"XQZ商会\""},
        {"id:b-1"},
        {"--filter", "組織=乙会", "社長"},
        {"--filter", "supporter=別の支援所"},
        {"--filter", "課題=人手不足", "社長"},  // no such value: an error with what there is
        {"--filter", "nothing=x", "社長"},
        {"年:abc"},
        {"社長 課題:裏帳簿"},
        {std::string(30'000, 'x')},
        {"--offset", "100000", "社長"},
        {"((((((((((((社長 \"現場\"))))))))))))"},
        {""},
    };
    for (const auto& arguments : single) {
      all[testing::PrintToString(arguments).substr(0, 200)] = search(account, arguments);
    }
    return all;
  }

  void expect_unchanged(const std::map<std::string, std::string>& before,
                        const std::string& account, const std::string& stage) const {
    const auto now = answers(account);
    for (const auto& [asked, answer] : before) {
      const std::string& found = now.at(asked);
      if (found == answer) continue;
      const auto differs = static_cast<std::size_t>(
          std::mismatch(answer.begin(), answer.end(), found.begin(), found.end()).first -
          answer.begin());
      const std::size_t from = differs < 150 ? 0 : differs - 150;
      ADD_FAILURE() << account << " sees that " << stage << ", asking " << asked
                    << "\nbefore: " << answer.substr(from, 300)
                    << "\nnow:    " << found.substr(from, 300);
    }
  }

  void add_people_of_the_other() const {
    run({"user", "add", "--index", index_, "--organization", "乙会", "--reason", "r", "otsu"});
    run({"user", "change", "--index", index_, "--role", "curator", "--reason", "r", "otsu"});
    run({"user", "add", "--index", index_, "--reads", "乙会", "--reason", "r", "rengo"});
    auto library = Library::open(index_, Library::Mode::kReadWrite);
    ASSERT_TRUE(library);
    LibraryWriter writer(*library);
    for (int i = 0; i < 10; ++i) {
      Confirmation confirmation;
      confirmation.case_id = "b-" + std::to_string(i);
      confirmation.name = "issue";
      confirmation.value = "succession";
      confirmation.confirmed = i % 2 == 0;
      confirmation.author = "otsu";
      confirmation.reason = "極秘計画";
      ASSERT_TRUE(writer.confirm(confirmation));
    }
    ASSERT_TRUE(writer.commit());
  }

  void damage_the_other() const {
    const auto generation = GenerationStore(index_).open_current();
    ASSERT_TRUE(generation);
    for (const auto& compartment : (*generation)->manifest().compartments) {
      if (compartment.name != "org:乙会") continue;
      const auto file = (*generation)->folder() / compartment.folder / "cases.tbl";
      ASSERT_TRUE(write_file_atomically(file, "broken"));
    }
  }

  TempFolder folder_;
  std::string index_ = folder_ / "index";
  std::string queries_;
  std::uint64_t seed_ = 0;
};

TEST_P(NonInterferenceTest, AnswersDoNotDependOnCasesOutOfReach) {
  SCOPED_TRACE(describe_seed(seed_, GetParam()));
  Draw draw(seed_ + 1000);
  const std::map<std::string, std::map<std::string, std::string>> before = {
      {"ko", answers("ko")}, {"guest", answers("guest")}};
  ASSERT_THAT(before.at("ko").at("json"), HasSubstr("\"id\":\"a-"));
  ASSERT_THAT(before.at("guest").at("json"), Not(HasSubstr("\"id\":\"a-")));
  const auto everything = [&] {
    return kizuki({"search", "--index", index_, "--format", "trec", "--queries", queries_}).out;
  };
  const std::string whole = everything();
  const auto expect_all_unchanged = [&](const std::string& stage) {
    for (const auto& [account, known] : before) expect_unchanged(known, account, stage);
  };

  std::string other;
  for (int i = 0; i < 60; ++i) other += draw.record("b-" + std::to_string(i), "乙会", true);
  for (int i = 0; i < 5; ++i) other += draw.record("l-" + std::to_string(i), "", true);
  index_cases("other", other);
  expect_all_unchanged("cases were added");
  // The same queries over everything do change: the corpora would interfere without the walls.
  EXPECT_NE(everything(), whole);

  add_people_of_the_other();
  expect_all_unchanged("accounts and confirmations were added");

  other.clear();
  for (int i = 0; i < 60; i += 2) other += draw.record("b-" + std::to_string(i), "乙会", true);
  index_cases("changed", other);
  expect_all_unchanged("cases were changed");

  std::vector<std::string> erasing = {"erase", "--index", index_, "--reason", "r"};
  for (int i = 0; i < 20; ++i) erasing.push_back("b-" + std::to_string(i));
  run(erasing);
  expect_all_unchanged("cases were erased");
  run({"user", "disable", "--index", index_, "--reason", "r", "otsu"});
  expect_all_unchanged("an account was disabled");

  // More compartments than one search opens one by one.
  std::string many;
  for (int i = 0; i < 12; ++i) {
    many += draw.record("c-" + std::to_string(i), "丙会" + std::to_string(i), true);
  }
  index_cases("many", many);
  expect_all_unchanged("many organisations were added");

  damage_the_other();
  expect_all_unchanged("another compartment was damaged");
}

// Asking for a case by its id tells nothing of whether it is there.
TEST_P(NonInterferenceTest, ForbiddenCaseLooksLikeNone) {
  SCOPED_TRACE(describe_seed(seed_, GetParam()));
  Draw draw(seed_ + 2000);
  index_cases("other", draw.record("b-1", "乙会", true));
  for (const char* format : {"json", "text", "trec"}) {
    std::string forbidden = search("ko", {"--format", format, "id:b-1"});
    const std::string missing = search("ko", {"--format", format, "id:z-1"});
    for (std::size_t at = forbidden.find("b-1"); at != std::string::npos;
         at = forbidden.find("b-1")) {
      forbidden.replace(at, 3, "z-1");
    }
    EXPECT_EQ(forbidden, missing);
    EXPECT_NE(search("ko", {"--format", format, "id:a-1"}).find("a-1"), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Corpora, NonInterferenceTest, testing::Values(0, 1));

}  // namespace
}  // namespace kizuki::test
