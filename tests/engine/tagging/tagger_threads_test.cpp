// The order of cases and the number of threads change no tag.
#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "engine/tagging/tagger.hpp"
#include "tests/engine/tagging/tagging_fixture.hpp"
#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

void add_evidence(const std::vector<TagEvidence>& list, std::string& out) {
  for (const TagEvidence& evidence : list) {
    out += evidence.field + "@" + std::to_string(evidence.span.begin) + evidence.reason + ";";
  }
}

/// All that is said of a case, floats to their last bit.
std::string everything(const CaseTags& tags) {
  std::string out = std::string(scale_label(tags.scale.scale)) + tags.scale.reason;
  const auto add = [&out](float value) { out += std::to_string(double{value}) + "|"; };
  for (const IssueTag& tag : tags.issues) {
    out += tag.issue;
    add(tag.confidence);
    add_evidence(tag.evidence, out);
  }
  for (const SectionTags& section : tags.sections) {
    add(section.none);
    for (const StepTag& tag : section.steps) {
      out += std::to_string(tag.step);
      add(tag.confidence);
      add_evidence(tag.evidence, out);
    }
  }
  for (const WallTag& wall : tags.walls) out += wall.wall;
  for (const NamedTag& tool : tags.tools) out += tool.name;
  for (const NamedTag& partner : tags.partners) out += partner.name;
  return out;
}

/// What a tagger of its own says of the cases, taken in this order; by case.
std::vector<std::string> tag_all(const std::vector<CaseRecord>& cases,
                                 const std::vector<std::size_t>& order) {
  std::vector<std::string> said(cases.size());
  Tagger tagger(shipped_model());
  for (const std::size_t at : order) {
    const auto tags = tagger.tag_case(cases[at]);
    EXPECT_TRUE(tags.has_value());
    said[at] = everything(*tags);
  }
  return said;
}

TEST(TaggerThreadsTest, OrderAndThreadsChangeNothing) {
  const auto& all = sample_data().cases;
  std::vector<CaseRecord> cases;
  for (std::size_t i = 0; i < all.size(); i += 9) cases.push_back(all[i]);
  std::vector<std::size_t> order(cases.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto expected = tag_all(cases, order);

  constexpr std::size_t kThreads = 4;
  std::mt19937_64 random(test_seed());
  std::vector<std::vector<std::string>> said(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    std::shuffle(order.begin(), order.end(), random);
    threads.emplace_back([&cases, &said, i, order] { said[i] = tag_all(cases, order); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& of_thread : said) EXPECT_EQ(of_thread, expected);
}

}  // namespace
}  // namespace kizuki::test
