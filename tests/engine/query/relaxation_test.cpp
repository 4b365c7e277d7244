#include "engine/query/relaxation.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"

namespace kizuki {
namespace {

using Lines = std::vector<std::string>;

/// "what is given up => what is left".
Lines relaxed(const std::string& text, const Lines& filters = {}) {
  ParsedQuery query = parse_query(text).value();
  for (const std::string& filter : filters) add_filter(query, parse_filter(filter).value());
  Lines lines;
  for (const RelaxedQuery& relaxed : relaxed_queries(query)) {
    lines.push_back(describe_relaxation(relaxed) + " => " + print_query(relaxed.query.root));
  }
  return lines;
}

TEST(RelaxationTest, GivesUpOneConditionAfterTheOther) {
  EXPECT_EQ(relaxed("後継者 規模:小規模 \"現場の反発\" -補助金"),
            (Lines{"規模の条件を外す => 後継者 \"現場の反発\" -補助金",
                   "\"現場の反発\" の囲みを外す => 後継者 規模:小規模 現場の反発 -補助金",
                   "「-補助金」を外す => 後継者 規模:小規模 \"現場の反発\"",
                   "言葉を外し、条件だけで探す => 規模:小規模 \"現場の反発\" -補助金",
                   "条件をすべて外し、言葉だけで探す => 後継者"}));
}

TEST(RelaxationTest, FiltersOfOneFieldGoTogether) {
  EXPECT_EQ(relaxed("課題:hr 規模:小規模 課題:dx"),
            (Lines{"課題の条件を外す => 規模:小規模", "規模の条件を外す => 課題:hr 課題:dx"}));
  EXPECT_EQ(
      relaxed("課題:hr 社長", {"issue=dx", "agent=機械"}),
      (Lines{"課題の条件を外す => 社長 agent:機械", "agentの条件を外す => 課題:hr 社長 課題:dx",
             "言葉を外し、条件だけで探す => 課題:hr 課題:dx agent:機械",
             "条件をすべて外し、言葉だけで探す => 社長"}));
}

TEST(RelaxationTest, OneThingCanOnlyBeGivenUpForAnother) {
  EXPECT_EQ(relaxed("後継者 現場"), Lines{});
  EXPECT_EQ(relaxed("規模:小規模"), Lines{});
  EXPECT_EQ(relaxed(""), Lines{});
  EXPECT_EQ(relaxed("\"現場の反発\""), Lines{"\"現場の反発\" の囲みを外す => 現場の反発"});
  EXPECT_EQ(relaxed("社長 (父 -母)"),
            (Lines{"「父 -母」を外す => 社長", "言葉を外し、条件だけで探す => (父 -母)"}));
}

TEST(RelaxationTest, IsBounded) {
  std::string text = "社長";
  for (int i = 0; i < 60; ++i) text += " -語" + std::to_string(i);
  EXPECT_EQ(relaxed(text).size(), kMaxRelaxations);
}

}  // namespace
}  // namespace kizuki
