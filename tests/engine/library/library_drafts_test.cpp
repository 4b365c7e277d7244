#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/library/draft_rows.hpp"
#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LibraryDraftsTest : public ::testing::Test {
 protected:
  template <typename Work>
  auto write(Work work) {
    LibraryWriter writer(library_, fixed_clock);
    auto result = work(writer);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  LibraryDraftsTest() {
    for (const char* name : {"hanako", "taro"}) {
      Account account;
      account.name = name;
      account.organization = "甲会";
      EXPECT_TRUE(
          write([&](LibraryWriter& w) { return w.add_account(account, "operator", "着任"); }));
    }
  }
  static ReportDraft draft(const std::string& id, const std::string& content) {
    ReportDraft made;
    made.id = id;
    made.account = "hanako";
    made.organization = "甲会";
    made.content = content;
    return made;
  }
  Result<ReportDraft> save(const ReportDraft& draft) {
    return write([&](LibraryWriter& w) { return w.save_draft(draft); });
  }
  /// Stores a draft and sends it for review.
  ReportDraft in_review(const std::string& id, const std::string& content) {
    auto saved = save(draft(id, content));
    EXPECT_TRUE(saved);
    saved->state = DraftState::kInReview;
    saved = save(*saved);
    EXPECT_TRUE(saved);
    return *saved;
  }
  static CaseRecord record(const std::string& id) {
    CaseRecord made = sample_case(id);
    made.organization = "甲会";
    return made;
  }
  Result<ReportDraft> publish(const ReportDraft& draft) {
    return write(
        [&](LibraryWriter& w) { return w.publish_draft(draft, record(draft.id), "事例登録"); });
  }
  std::vector<std::string> ids(const std::string& organization) const {
    const auto drafts = library_.drafts(organization);
    EXPECT_TRUE(drafts) << drafts.error().describe();
    std::vector<std::string> all;
    for (const ReportDraft& one : *drafts) all.push_back(one.id);
    return all;
  }
  /// Whether any file of the library holds these bytes.
  bool holds(const std::string& text) const {
    return all_bytes(folder_.path()).find(text) != std::string::npos;
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
};

TEST_F(LibraryDraftsTest, ADraftIsKeptAndChangedByTheVersionThatWasRead) {
  const auto first = save(draft("r-1", "{\"a\":1}"));
  ASSERT_TRUE(first) << first.error().describe();
  EXPECT_EQ(first->version, 1U);
  EXPECT_EQ(first->created_at, fixed_clock());
  ReportDraft next = *first;
  next.content = "{\"a\":2}";
  ASSERT_TRUE(save(next));
  // Who read version 1 does not write over version 2.
  next.content = "{\"a\":3}";
  EXPECT_EQ(failure_name(save(next)), "locked");
  const auto now = library_.draft("r-1");
  ASSERT_TRUE(now);
  EXPECT_EQ(now->content, "{\"a\":2}");
  EXPECT_EQ(now->version, 2U);
  EXPECT_EQ(failure_name(library_.draft("r-2")), "not_found");
  EXPECT_EQ(*library_.sequence(), 0U);  // no index is out of date by it
  EXPECT_THAT(ids("甲会"), ElementsAre("r-1"));
  EXPECT_THAT(ids("乙会"), IsEmpty());
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryDraftsTest, WhatDoesNotFitIsRefused) {
  ASSERT_TRUE(save(draft("r-1", "{}")));
  write_cases(library_, {sample_case("a")});
  EXPECT_EQ(failure_name(save(draft("r-1", "{}"))), "already_exists");
  EXPECT_EQ(failure_name(save(draft("a", "{}"))), "already_exists");
  EXPECT_EQ(failure_name(save(draft("../x", "{}"))), "invalid_argument");
  EXPECT_EQ(failure_name(save(draft("r-2", ""))), "invalid_argument");
  EXPECT_EQ(failure_name(save(draft("r-2", std::string(kMaxDraftBytes + 1, ' ')))),
            "invalid_argument");
  ReportDraft odd = draft("r-2", "{}");
  odd.organization = "";
  EXPECT_EQ(failure_name(save(odd)), "invalid_argument");
  odd = draft("r-2", "{}");
  odd.account = "nobody";
  EXPECT_EQ(failure_name(save(odd)), "not_found");
  odd = draft("r-2", "{}");
  odd.state = DraftState::kPublished;
  EXPECT_EQ(failure_name(save(odd)), "invalid_argument");
  // Another's draft, or in another organisation's name.
  odd = *library_.draft("r-1");
  odd.account = "taro";
  EXPECT_EQ(failure_name(save(odd)), "locked");
  odd = *library_.draft("r-1");
  odd.organization = "乙会";
  EXPECT_EQ(failure_name(save(odd)), "locked");
  EXPECT_EQ(failure_name(publish(*library_.draft("r-1"))), "locked");  // not in review
  EXPECT_THAT(ids("甲会"), ElementsAre("r-1"));
}

TEST_F(LibraryDraftsTest, AnAccountHasSoManyAndNoMore) {
  LibraryWriter writer(library_, fixed_clock);
  for (std::size_t i = 0; i < kMaxOpenDrafts; ++i) {
    ASSERT_TRUE(writer.save_draft(draft("r-" + std::to_string(i), "{}")));
  }
  EXPECT_EQ(failure_name(writer.save_draft(draft("more", "{}"))), "limit_exceeded");
  ReportDraft over = draft("r-0", "");
  over.version = 1;
  over.state = DraftState::kDiscarded;
  ASSERT_TRUE(writer.save_draft(over));
  EXPECT_TRUE(writer.save_draft(draft("more", "{}")));
}

TEST_F(LibraryDraftsTest, PublishingMakesTheCaseAndEndsTheDraft) {
  const ReportDraft sent = in_review("r-1", "{\"text\":\"KIERU-SHITAGAKI\"}");
  ReportDraft stale = sent;
  stale.version = 1;
  EXPECT_EQ(failure_name(publish(stale)), "locked");
  EXPECT_EQ(failure_name(library_.get("r-1")), "not_found");
  const auto published = publish(sent);
  ASSERT_TRUE(published) << published.error().describe();
  EXPECT_EQ(published->state, DraftState::kPublished);
  EXPECT_EQ(library_.get("r-1")->compartment, "org:甲会");
  EXPECT_EQ(library_.draft("r-1")->content, "");
  EXPECT_EQ(*library_.sequence(), 1U);
  EXPECT_EQ(failure_name(publish(sent)), "locked");  // not twice
  CaseRecord other = record("r-9");
  EXPECT_EQ(failure_name(write([&](LibraryWriter& w) { return w.publish_draft(sent, other, ""); })),
            "invalid_argument");
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryDraftsTest, APublishedCaseIsRevisedBySomebodyOfItsOrganisation) {
  ASSERT_TRUE(publish(in_review("r-1", "{}")));
  ReportDraft again = *library_.draft("r-1");
  again.account = "taro";
  again.state = DraftState::kWriting;
  again.content = "{\"again\":1}";
  const auto taken_up = save(again);
  ASSERT_TRUE(taken_up) << taken_up.error().describe();
  EXPECT_EQ(library_.draft("r-1")->account, "taro");
  EXPECT_EQ(library_.get("r-1")->revision, 1U);  // the case stays as it is meanwhile
  // One that came from a file.
  write_cases(library_, {record("a")});
  EXPECT_TRUE(write([&](LibraryWriter& w) { return w.revise_case(draft("a", "{}")); }));
  EXPECT_EQ(failure_name(write([&](LibraryWriter& w) { return w.revise_case(draft("b", "{}")); })),
            "not_found");
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryDraftsTest, ACaseWhoseRevisionWasGivenUpIsTakenUpAnew) {
  write_cases(library_, {record("a")});
  const auto revise = [this](const ReportDraft& draft) {
    return write([&](LibraryWriter& w) { return w.revise_case(draft); });
  };
  ReportDraft given_up = *revise(draft("a", "{}"));
  EXPECT_EQ(failure_name(revise(given_up)), "locked");  // it is being revised
  given_up.state = DraftState::kDiscarded;
  given_up.content.clear();
  ASSERT_TRUE(save(given_up));
  ReportDraft again = *library_.draft("a");
  again.account = "taro";
  again.content = "{\"again\":1}";
  const auto begun = revise(again);
  ASSERT_TRUE(begun) << begun.error().describe();
  EXPECT_EQ(begun->state, DraftState::kWriting);
  EXPECT_EQ(library_.draft("a")->content, "{\"again\":1}");
  // A report that was never published is given up for good, and so is one whose case was erased.
  ReportDraft report = *save(draft("r-1", "{}"));
  report.state = DraftState::kDiscarded;
  report.content.clear();
  ASSERT_TRUE(save(report));
  report = *library_.draft("r-1");
  report.content = "{}";
  EXPECT_EQ(failure_name(revise(report)), "not_found");
  ASSERT_TRUE(write([](LibraryWriter& w) { return w.erase("a", "求め"); }));
  ReportDraft erased = *library_.draft("a");
  erased.content = "{}";
  EXPECT_EQ(failure_name(revise(erased)), "not_found");
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryDraftsTest, ErasingACaseErasesItsDraft) {
  ASSERT_TRUE(publish(in_review("r-1", "{\"text\":\"KIERU-HAJIME\"}")));
  ReportDraft again = *library_.draft("r-1");
  again.state = DraftState::kWriting;
  again.content = "{\"text\":\"KIERU-SHITAGAKI\"}";
  ASSERT_TRUE(save(again));
  EXPECT_TRUE(holds("KIERU-SHITAGAKI"));
  ASSERT_TRUE(write([](LibraryWriter& w) { return w.erase("r-1", "求め"); }));
  EXPECT_FALSE(holds("KIERU-SHITAGAKI"));
  EXPECT_FALSE(holds("KIERU-HAJIME"));
  EXPECT_EQ(library_.draft("r-1")->state, DraftState::kDiscarded);
  EXPECT_THAT(ids("甲会"), IsEmpty());
  again = *library_.draft("r-1");
  again.state = DraftState::kWriting;
  again.content = "{}";
  EXPECT_EQ(failure_name(save(again)), "locked");
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryDraftsTest, VerifyFindsWhatWasChangedBehindItsBack) {
  ASSERT_TRUE(save(draft("r-1", "{\"a\":1}")));
  const std::filesystem::path file = folder_ / "library.db";
  const auto whole = [&] { return findings(open_library(folder_.path())); };
  tamper(file, "UPDATE draft_texts SET content = '{\"a\":2}'");
  EXPECT_THAT(whole(), ElementsAre(HasSubstr("下書きの内容が書いたときと違います")));
  EXPECT_EQ(failure_name(open_library(folder_.path()).draft("r-1")), "corrupt");
  tamper(file, "UPDATE draft_texts SET content = '{\"a\":1}'");
  EXPECT_THAT(whole(), IsEmpty());
  tamper(file, "UPDATE drafts SET organization = '乙会'");
  EXPECT_THAT(whole(), ElementsAre(HasSubstr("下書きの記録が書いたときと違います")));
  EXPECT_EQ(failure_name(open_library(folder_.path()).drafts("乙会")), "corrupt");
}

TEST(DraftRowsTest, HashesCoverTheDocumentedBytes) {
  ReportDraft draft;
  draft.id = "r-1";
  draft.account = "h";
  draft.organization = "g";
  draft.state = DraftState::kInReview;
  draft.version = 300;
  draft.created_at = "c";
  draft.changed_at = "d";
  std::string bytes = "\x03r-1\x01h\x01g";
  bytes.append("\x02").append("\xac\x02").append("\x01").append("c").append("\x01").append("d");
  EXPECT_EQ(draft_seal(draft), to_bytes(sha256(bytes)));
  EXPECT_EQ(draft_text_hash(1, "r-1", 2, "{}"),
            to_bytes(sha256(std::string("\x01\x03r-1\x02\x02{}"))));
  EXPECT_EQ(no_draft_text_hash(), std::string(32, '\0'));
}

}  // namespace
}  // namespace kizuki
