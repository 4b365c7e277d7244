#include "bench/tagging/tag_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace kizuki {
namespace {

constexpr std::size_t kBins = 10;

struct Bin {
  std::size_t outcomes = 0;
  double probability = 0;  // mean
  double share = 0;        // of positives
};

std::array<Bin, kBins> bins_of(std::span<const Outcome> outcomes) {
  std::array<Bin, kBins> bins{};
  for (const Outcome& outcome : outcomes) {
    const auto p = static_cast<double>(outcome.probability);
    Bin& bin = bins[std::min(kBins - 1, static_cast<std::size_t>(p * kBins))];
    ++bin.outcomes;
    bin.probability += p;
    bin.share += outcome.positive ? 1 : 0;
  }
  for (Bin& bin : bins) {
    if (bin.outcomes == 0) continue;
    bin.probability /= static_cast<double>(bin.outcomes);
    bin.share /= static_cast<double>(bin.outcomes);
  }
  return bins;
}

std::string dots(std::span<const Outcome> outcomes, const char* colour) {
  std::string out;
  for (const Bin& bin : bins_of(outcomes)) {
    if (bin.outcomes == 0) continue;
    const double radius = 2 + std::sqrt(static_cast<double>(bin.outcomes)) / 6;
    out += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\" fill-opacity=\".6\"/>\n",
        40 + 300 * bin.probability, 320 - 300 * bin.share, radius, colour);
  }
  return out;
}

}  // namespace

std::string label_table(const SetScores& scores) {
  std::string out = "| label | given | F1 | missed: named instead |\n|---|---|---|---|\n";
  for (const auto& [label, counts] : scores.labels()) {
    std::vector<std::pair<std::size_t, std::string>> others;
    const auto found = scores.confusions().find(label);
    if (found != scores.confusions().end()) {
      for (const auto& [other, count] : found->second) others.emplace_back(count, other);
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string named;
    for (std::size_t i = 0; i < std::min<std::size_t>(others.size(), 4); ++i) {
      named += fmt::format("{}{} {}", i == 0 ? "" : ", ",
                           others[i].second.empty() ? "(none)" : others[i].second, others[i].first);
    }
    out += fmt::format("| {} | {} | {:.2f} | {} |\n", label, counts.hit + counts.missed,
                       counts.f1(), named);
  }
  return out;
}

std::string wrong_table(std::vector<WrongTag> wrong, std::size_t most) {
  std::stable_sort(wrong.begin(), wrong.end(), [](const WrongTag& a, const WrongTag& b) {
    return a.confidence > b.confidence;
  });
  if (wrong.size() > most) wrong.resize(most);
  std::string out = "| where | named | given | confidence |\n|---|---|---|---|\n";
  for (const WrongTag& tag : wrong) {
    out +=
        fmt::format("| {} | {} | {} | {:.2f} |\n", tag.where, tag.named, tag.given, tag.confidence);
  }
  return out;
}

std::string reliability_table(std::span<const Outcome> outcomes) {
  std::string out = "| bin | decisions | mean probability | given |\n|---|---|---|---|\n";
  const auto bins = bins_of(outcomes);
  for (std::size_t i = 0; i < kBins; ++i) {
    if (bins[i].outcomes == 0) continue;
    out += fmt::format("| .{}–{} | {} | {:.3f} | {:.3f} |\n", i,
                       i + 1 == kBins ? "1" : fmt::format(".{}", i + 1), bins[i].outcomes,
                       bins[i].probability, bins[i].share);
  }
  return out;
}

std::string reliability_svg(std::span<const Outcome> steps, std::span<const Outcome> issues) {
  std::string out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 360\" "
      "font-family=\"sans-serif\" "
      "font-size=\"11\">\n<title>Reliability of tag confidences</title>\n"
      "<rect x=\"40\" y=\"20\" width=\"300\" height=\"300\" fill=\"none\" stroke=\"#888\"/>\n"
      "<line x1=\"40\" y1=\"320\" x2=\"340\" y2=\"20\" stroke=\"#bbb\"/>\n"
      "<text x=\"130\" y=\"350\">confidence</text>\n"
      "<text x=\"14\" y=\"200\" transform=\"rotate(-90 14 200)\">share that is right</text>\n"
      "<text x=\"36\" y=\"334\">0</text><text x=\"336\" y=\"334\">1</text>\n";
  out += dots(steps, "#1f6f8b") + dots(issues, "#c8553d");
  out +=
      "<circle cx=\"60\" cy=\"38\" r=\"5\" fill=\"#1f6f8b\"/><text x=\"70\" y=\"42\">steps</text>\n"
      "<circle cx=\"60\" cy=\"56\" r=\"5\" fill=\"#c8553d\"/><text x=\"70\" "
      "y=\"60\">issues</text>\n"
      "</svg>\n";
  return out;
}

}  // namespace kizuki
