#include "server/web/case_marks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "server/http/request_target.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {
namespace {

// Letters, as digits are steps.
constexpr std::array<std::string_view, 44> kLetters{
    "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ", "ソ",
    "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ", "ノ", "ハ", "ヒ", "フ", "ヘ", "ホ",
    "マ", "ミ", "ム", "メ", "モ", "ヤ", "ユ", "ヨ", "ラ", "リ", "ル", "レ", "ロ", "ワ"};

std::string_view letter(std::size_t number) { return kLetters.at(number % kLetters.size()); }

bool is_border(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// A marked stretch of one part.
struct Stretch {
  TextSpan span;
  const EvidenceMark* evidence = nullptr;
  std::size_t number = 0;  // of the evidence, over the whole case
  bool at = false;         // where the page was opened
  bool turn = false;       // the turning point
};

bool is_stretch(std::string_view text, TextSpan span) {
  return span.begin < span.end && span.end <= text.size() && is_border(text, span.begin) &&
         is_border(text, span.end);
}

/// The stretch that the turning point shares text with bears its name; else it is one of its own.
void add_turn(std::string_view text, TextSpan turn, std::vector<Stretch>& stretches) {
  if (!is_stretch(text, turn)) return;
  for (Stretch& stretch : stretches) {
    if (stretch.span.begin < turn.end && turn.begin < stretch.span.end) {
      stretch.turn = true;
      return;
    }
  }
  stretches.push_back({turn, nullptr, 0, false, true});
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& left, const Stretch& right) {
    return left.span.begin < right.span.begin;
  });
}

std::vector<Stretch> stretches_of(std::string_view text, std::uint32_t part,
                                  const CaseMarks& marks) {
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < marks.evidence.size(); ++i) {
    const EvidenceMark& mark = marks.evidence[i];
    if (mark.section == part) out.push_back({mark.span, &mark, i, false, false});
  }
  if (marks.turn && marks.turn->section == part) add_turn(text, marks.turn->span, out);
  if (!marks.at || marks.at->first != part) return out;
  const TextSpan at = marks.at->second;
  if (!is_stretch(text, at)) return out;
  for (Stretch& stretch : out) {
    if (stretch.span.begin == at.begin && stretch.span.end == at.end) {
      stretch.at = true;
      return out;
    }
    if (stretch.span.begin < at.end && at.begin < stretch.span.end) return out;
  }
  out.push_back({at, nullptr, 0, true, false});
  std::sort(out.begin(), out.end(), [](const Stretch& left, const Stretch& right) {
    return left.span.begin < right.span.begin;
  });
  return out;
}

/// The piece of a stretch that lies in one line; its beginning bears the letter and the anchors.
Html print_piece(std::string_view piece, const Stretch& stretch, bool beginning) {
  Html out;
  if (stretch.turn && beginning) {
    out << R"(<span class="turn" id="turn">転機</span> <span class="tag tag--guess">推定</span> )";
  }
  const bool marked = stretch.at || stretch.turn;
  if (marked) {
    out << "<mark";
    if (stretch.at && beginning) out << R"( id="at" tabindex="-1")";
    out << ">";
  }
  if (stretch.evidence == nullptr) {
    out << piece;
  } else {
    const bool guess = !stretch.evidence->confirmed;
    out << R"(<span class="ev)" << std::string_view(guess ? " ev--guess" : "") << "\"";
    if (beginning) out << R"( id="e)" << stretch.number + 1 << "\"";
    out << ">";
    if (beginning) {
      out << R"(<a class="ev__m)" << std::string_view(guess ? " ev__m--guess" : "")
          << R"(" href="#k)" << stretch.number + 1 << R"(" aria-label="ノウハウ )"
          << letter(stretch.number) << "\">" << letter(stretch.number) << "</a>";
    }
    out << piece << "</span>";
  }
  if (marked) out << "</mark>";
  return out;
}

Html print_line(std::string_view text, std::size_t begin, std::size_t end,
                const std::vector<Stretch>& stretches) {
  Html out;
  std::size_t at = begin;
  for (const Stretch& stretch : stretches) {
    const std::size_t from = std::max<std::size_t>(stretch.span.begin, at);
    const std::size_t to = std::min<std::size_t>(stretch.span.end, end);
    if (from >= to) continue;
    out << text.substr(at, from - at)
        << print_piece(text.substr(from, to - from), stretch, from == stretch.span.begin);
    at = to;
  }
  return out << text.substr(at, end - at);
}

}  // namespace

Html print_marked_part(std::string_view text, std::uint32_t part, const CaseMarks& marks) {
  const std::vector<Stretch> stretches = stretches_of(text, part, marks);
  Html out;
  out << R"(<div class="part__text">)";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) out << "<p>" << print_line(text, begin, end, stretches) << "</p>";
    begin = end + 1;
  }
  return out << "</div>";
}

Html print_knowhow_of_part(std::uint32_t part, const CaseMarks& marks) {
  Html out;
  for (std::size_t i = 0; i < marks.evidence.size(); ++i) {
    const EvidenceMark& mark = marks.evidence[i];
    if (mark.section != part) continue;
    out << R"(<div class="know" id="k)" << i + 1 << R"("><a class="ev__m)"
        << std::string_view(mark.confirmed ? "" : " ev__m--guess") << R"(" href="#e)" << i + 1
        << R"(" aria-label=")" << letter(i) << R"( の文へ">)" << letter(i)
        << R"(</a><a href="/knowhow/)" << percent_encode(mark.card) << "\">" << mark.label
        << "</a><p>" << mark.organizations << "機関 " << mark.cases << "事例 ";
    if (mark.confirmed) {
      out << R"(<span class="tag tag--ok">確認済み</span>)";
    } else {
      out << R"(<span class="tag tag--guess">推定 )"
          << two_decimals(static_cast<double>(mark.confidence)) << "</span>";
    }
    out << "</p></div>\n";
  }
  return out;
}

Html print_case_questions(const CaseMarks& marks) {
  Html out;
  if (marks.questions.empty()) return out;
  out << R"(<section class="sec no-print"><h2>この場面で使える問いかけ</h2><ul class="quest">)";
  for (const std::string& question : marks.questions) out << "<li>" << question << "</li>";
  return out
         << R"(</ul><p class="small muted">この事例にあるノウハウの例からです。本文の引用ではありません。</p></section>
)";
}

}  // namespace kizuki
