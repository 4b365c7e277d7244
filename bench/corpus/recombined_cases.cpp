#include <array>
#include <optional>
#include <string>
#include <utility>

#include "bench/corpus/generator.hpp"
#include "bench/corpus/sentence_pool.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSteps = 8;  // 1..7, and 0 for a section without a step

// The sections of a source case without their text.
struct Outline {
  struct Part {
    Json heading;
    Json steps;                      // as given
    std::vector<std::size_t> pools;  // which sentences it takes, never empty
    double share = 0;                // of the case's text
  };
  std::vector<Part> parts;
};

std::vector<std::size_t> pools_of(const Json* steps) {
  std::vector<std::size_t> pools;
  if (steps != nullptr && steps->is_array()) {
    for (const Json& step : steps->as_array()) {
      if (!step.is_int() || step.as_int() < 1) continue;
      const auto number = static_cast<std::size_t>(step.as_int());
      if (number < kSteps) pools.push_back(number);
    }
  }
  if (pools.empty()) pools.push_back(0);
  return pools;
}

class Cases : public CorpusGenerator {
 public:
  Cases(const CaseSettings& settings, std::uint64_t seed) : settings_(settings), random_(seed) {}

  void add(const Json& source) {
    if (const Json* sections = source.find("sections"); sections != nullptr) {
      if (sections->is_array()) add_case(source, sections->as_array());
    } else {
      plain_.add(source.string_or("text", ""));
    }
  }
  bool empty() const { return cases_.empty(); }

  Json next() override {
    Json made;
    made.set("id", numbered_id("c-", ++made_, 7));
    copy(made, "title", draw_case());
    const Json& firm = draw_case();
    copy(made, "company", firm);
    copy(made, "scale", firm);
    move_company(made, draw_case());
    for (const char* member : {"supporter", "period", "issues", "tools"}) {
      copy(made, member, draw_case());
    }
    made.set("sections", draw_sections());
    copy(made, "outcome", draw_case());
    set_owner(made);
    return made;
  }

 private:
  void add_case(const Json& source, const JsonArray& sections) {
    Outline outline;
    double bytes = 0;
    for (const Json& section : sections) {
      const std::string_view text = section.string_or("text", "");
      if (text.empty()) continue;
      Outline::Part part;
      if (const Json* heading = section.find("heading")) part.heading = *heading;
      const Json* const steps = section.find("steps");
      if (steps != nullptr) part.steps = *steps;
      part.pools = pools_of(steps);
      part.share = static_cast<double>(text.size());
      bytes += part.share;
      for (const std::size_t pool : part.pools) pools_[pool].add(text);
      outline.parts.push_back(std::move(part));
    }
    if (outline.parts.empty()) return;
    for (Outline::Part& part : outline.parts) part.share /= bytes;
    outlines_.push_back(std::move(outline));
    Json rest = source;
    rest.set("sections", nullptr);
    cases_.push_back(std::move(rest));
  }

  const Json& draw_case() { return cases_[static_cast<std::size_t>(random_.below(cases_.size()))]; }

  static void copy(Json& target, const char* member, const Json& source) {
    if (const Json* value = source.find(member)) target.set(member, *value);
  }

  // Another prefecture for the company, when both cases name one.
  static void move_company(Json& made, const Json& other) {
    Json* const company = made.find("company");
    const Json* const home = other.find("company");
    if (company == nullptr || home == nullptr || company->find("prefecture") == nullptr) return;
    if (const Json* prefecture = home->find("prefecture")) company->set("prefecture", *prefecture);
  }

  Json draw_sections() {
    const Outline& outline = outlines_[static_cast<std::size_t>(random_.below(outlines_.size()))];
    const auto bytes =
        static_cast<double>(settings_.bytes / 2 + random_.below(settings_.bytes + 1));
    JsonArray sections;
    for (const Outline::Part& part : outline.parts) {
      Json section;
      if (!part.heading.is_null()) section.set("heading", part.heading);
      if (!part.steps.is_null()) section.set("steps", part.steps);
      section.set("text", draw_text(part, part.share * bytes));
      sections.push_back(std::move(section));
    }
    return sections;
  }

  // At least one sentence; ends where the length is nearest to `bytes`.
  std::string draw_text(const Outline::Part& part, double bytes) {
    std::string text;
    while (true) {
      const std::string& sentence = draw_sentence(part);
      const double middle =
          static_cast<double>(text.size()) + static_cast<double>(sentence.size()) / 2;
      if (!text.empty() && middle > bytes) return text;
      text += sentence;
    }
  }

  const std::string& draw_sentence(const Outline::Part& part) {
    if (!plain_.empty() && random_.below(2) == 0) return plain_.draw(random_);
    const auto drawn = static_cast<std::size_t>(random_.below(part.pools.size()));
    return pools_[part.pools[drawn]].draw(random_);
  }

  void set_owner(Json& made) {
    if (settings_.organizations > 0) {
      const std::uint64_t owner = 1 + random_.below(settings_.organizations);
      made.set("organization", numbered_id("org-", owner, 4));
      made.set("visibility", "organization");
      return;
    }
    const Json& owned = draw_case();
    copy(made, "organization", owned);
    copy(made, "visibility", owned);
  }

  CaseSettings settings_;
  SplitMix64 random_;
  std::vector<Json> cases_;  // without their sections
  std::vector<Outline> outlines_;
  std::array<SentencePool, kSteps> pools_;  // by step
  SentencePool plain_;
  std::uint64_t made_ = 0;
};

}  // namespace

Result<std::unique_ptr<CorpusGenerator>> make_cases(std::span<const Json> sources,
                                                    const CaseSettings& settings,
                                                    std::uint64_t seed) {
  auto cases = std::make_unique<Cases>(settings, seed);
  for (const Json& source : sources) cases->add(source);
  if (cases->empty()) {
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "元になるファイルに、本文のある「sections」を持つ事例がありません。";
    return error;
  }
  return std::unique_ptr<CorpusGenerator>(std::move(cases));
}

}  // namespace kizuki
