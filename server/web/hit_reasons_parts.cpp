#include "server/web/hit_reasons_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/query/match_places.hpp"
#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/similar_page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownPlaces = 6;
constexpr std::size_t kShownWords = 6;       // of a place
constexpr std::size_t kShownSentence = 300;  // bytes

std::string_view relation(RankedGroup::Kind kind) {
  switch (kind) {
    case RankedGroup::Kind::kWord:
      return "";
    case RankedGroup::Kind::kEquivalent:
      return "同じ意味のことば";
    case RankedGroup::Kind::kWeaker:
      return "近いことば";
    case RankedGroup::Kind::kSpelling:
      return "別の書き方";
    case RankedGroup::Kind::kReading:
      break;
  }
  return "読みが同じ";
}

/// A sentence in its brackets, cut where it is long.
Html in_brackets(std::string_view sentence) {
  Html out;
  const std::string_view shown = utf8_prefix(sentence, kShownSentence);
  out << "「" << shown;
  if (shown.size() < sentence.size()) out << "…";
  return out << "」";
}

class HitReasonList {
 public:
  HitReasonList(const Hit& hit, const Taxonomy& taxonomy, const ReasonsShown& shown)
      : hit_(hit), taxonomy_(taxonomy), shown_(shown) {}

  Html print() {
    if (shown_.places) {
      print_words();
      print_places();
    }
    // The bars tell what differs as well.
    if (shown_.likeness) add("合うところ", print_likeness(hit_, taxonomy_));
    print_know_how("共通のノウハウ", true);
    print_know_how("この事例のノウハウ", false);
    if (!shown_.likeness) add("違うところ", list_differences(hit_, taxonomy_));
    if (!out_.empty()) add("順位の内訳", score());
    return std::move(out_);
  }

 private:
  void add(std::string_view name, const Html& told) {
    if (!told.empty()) out_ << "<dt>" << name << "</dt><dd>" << told << "</dd>\n";
  }

  void print_words() {
    Html words;
    for (const MatchedWord& match : hit_.matched) {
      words << "<li>" << match.word;
      if (match.word != match.asked) {
        words << R"( <span class="muted">← )" << match.asked;
        if (!relation(match.kind).empty()) words << "（" << relation(match.kind) << "）";
        words << "</span>";
      }
      words << "</li>";
    }
    if (words.empty()) return;
    Html list;
    list << R"(<ul class="words">)" << words << "</ul>";
    add("合ったことば", list);
  }

  void add_list(std::string_view name, const Html& entries) {
    if (entries.empty()) return;
    Html list;
    list << "<ul>" << entries << "</ul>";
    add(name, list);
  }

  void print_places() {
    Html places;
    const auto& all = hit_.explanation->places;
    for (std::size_t i = 0; i < std::min(all.size(), kShownPlaces); ++i) {
      places << "<li>" << place(all[i]) << "</li>";
    }
    if (all.size() > kShownPlaces) {
      places << R"(<li class="muted">ほか )" << all.size() - kShownPlaces << "か所</li>";
    }
    add_list("書かれた所", places);
  }

  Html place(const MatchPlace& place) const {
    Html out;
    if (place.field == FieldKind::kBody) {
      const std::string heading =
          place.heading.empty() ? "第" + std::to_string(place.section + 1) + "節" : place.heading;
      out << R"(<a href="/cases/)" << percent_encode(hit_.id) << shown_.behind_address << "#p"
          << place.section + 1 << "\">" << heading << "</a> ";
      for (const int step : place.steps) out << step_badge(step);
    } else {
      out << part_name(place.field) << " ";
    }
    out << R"( <span class="muted">)";
    for (std::size_t i = 0; i < std::min(place.words.size(), kShownWords); ++i) {
      if (i > 0) out << "、";
      out << place.words[i];
    }
    if (place.words.size() > kShownWords) out << " ほか";
    return out << "</span>";
  }

  void print_know_how(std::string_view name, bool shared) {
    Html entries;
    for (const KnowHowReason& reason : hit_.explanation->know_how) {
      if (reason.asked.empty() == shared) continue;
      entries << R"(<li><a href="/knowhow/)" << percent_encode(reason.card) << "\">" << reason.label
              << "</a>";
      if (shared) entries << "<p><i>もと</i>" << in_brackets(reason.asked) << "</p>";
      if (!reason.found.empty()) {
        entries << "<p>";
        if (shared) entries << "<i>事例</i>";
        entries << in_brackets(reason.found) << "</p>";
      }
      entries << "</li>";
    }
    add_list(name, entries);
  }

  /// Shares of the score; nothing of a hit that was not ranked.
  Html score() const {
    const ScoreParts& parts = hit_.explanation->score;
    const std::array<std::pair<std::string_view, double>, 3> named{
        {{"ことば", parts.words},
         {"文字の並び", parts.characters},
         {"課題や業種など", parts.attributes}}};
    double sum = 0;
    for (const auto& [name, value] : named) sum += std::max(value, 0.0);
    Html out;
    if (sum <= 0) return out;
    for (const auto& [name, value] : named) {
      const auto share = static_cast<std::int64_t>(std::lround(std::max(value, 0.0) * 100 / sum));
      if (share == 0) continue;
      if (!out.empty()) out << "、";
      out << name << " " << share << "％";
    }
    return out;
  }

  const Hit& hit_;
  const Taxonomy& taxonomy_;
  const ReasonsShown& shown_;
  Html out_;
};

}  // namespace

Html print_hit_reasons(const Hit& hit, const Html& line, const Taxonomy& taxonomy,
                       const ReasonsShown& shown) {
  Html out;
  if (!hit.explanation) return out;
  const Html told = HitReasonList(hit, taxonomy, shown).print();
  if (told.empty()) return out;
  return out << R"(<details class="why"><summary><b>なぜ出たか</b>)" << line
             << R"(</summary><dl class="reasons">)"
             << "\n"
             << told << "</dl></details>\n";
}

}  // namespace kizuki
