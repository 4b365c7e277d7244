#include "server/web/similar_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/hit_reasons_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"
#include "server/web/reading_parts.hpp"

namespace kizuki {
namespace {

struct PurposeLabel {
  SimilarPurpose purpose;
  std::string_view label;
  std::string_view meaning;
};
constexpr std::array<PurposeLabel, 4> kPurposes{
    {{SimilarPurpose::kSituation, "状況が近い", "同じ課題をかかえた、似た会社"},
     {SimilarPurpose::kMeasures, "手当てが近い", "同じ課題・ステップ・道具。会社は問いません"},
     {SimilarPurpose::kContrast, "対照的", "同じ課題をかかえた、業種や規模の違う会社"},
     {SimilarPurpose::kVaried, "いろいろ", "似た状況の会社を、たがいに似ていないものから"}}};

Html joined(const AttributeReason& reason, const std::vector<std::string>& values,
            const Taxonomy& taxonomy) {
  Html out;
  for (const std::string& value : values) {
    if (!out.empty()) out << "、";
    out << shown_value(reason.name, value, taxonomy);
  }
  return out;
}

/// What makes hit and seed comparable in this attribute, in words.
Html comparison(const AttributeReason& reason, const Taxonomy& taxonomy) {
  Html out;
  if (!reason.shared.empty()) {
    return out << "<b>" << joined(reason, reason.shared, taxonomy) << "</b>が同じ";
  }
  if (reason.asked.empty()) {
    return out << joined(reason, reason.found, taxonomy)
               << R"( <span class="muted">（こちらは不明）</span>)";
  }
  if (reason.found.empty()) {
    return out << joined(reason, reason.asked, taxonomy)
               << R"( <span class="muted">（この事例には記述なし）</span>)";
  }
  return out << joined(reason, reason.asked, taxonomy) << "と"
             << joined(reason, reason.found, taxonomy);
}

class SimilarPage {
 public:
  SimilarPage(const SimilarView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy) {}

  Html print() {
    out_
        << R"(<div class="page__head"><h1>似た事例</h1><p>相談メモ、または一つの事例から、似た事例をさがします</p></div>
)";
    const bool started = !view_.request.empty() && view_.problem.empty();
    out_ << R"(<div class="cols)";
    if (started) out_ << " cols--half";
    out_ << "\">\n";
    print_form();
    if (started) print_hits();
    out_ << "</div>\n";
    return std::move(out_);
  }

 private:
  void print_form() {
    out_
        << R"(<section aria-label="もとになるメモ"><form class="stack" id="f" method="post" action="/similar#hits">
)" << csrf_field(view_.csrf);
    if (!view_.problem.empty()) {
      out_
          << R"(<div class="note note--warn" role="alert"><strong>このままではさがせません</strong>)"
          << view_.problem << "</div>\n";
    }
    if (view_.seed) {
      out_
          << R"(<div class="panel panel--wash stack-s"><p class="small muted">もとにした事例</p><p><a href="/cases/)"
          << percent_encode(view_.seed->id) << R"(">)" << view_.seed->title
          << R"(</a></p><input type="hidden" name="case" value=")" << view_.seed->id
          << "\"></div>\n";
    }
    out_
        << R"(<input type="hidden" name="p" value=")"
        << std::string(purpose_code(view_.request.purpose)) << R"(">
<div class="field"><label for="m">)"
        << std::string(view_.seed ? "相談メモ（書くと、こちらからさがします）" : "相談メモ")
        << R"(</label><textarea class="input" id="m" name="m" rows=")" << (view_.seed ? 4 : 9)
        << R"(">
)" << view_.request.text
        << R"(</textarea><p class="hint">20KBまで。会社のようす、社長のことば、困っていることを書いてください。メモは保存せず、URLにも記録にも残りません。</p></div>
<p class="chips"><button class="btn btn--main">メモからさがす</button>)";
    if (!view_.hits.hits.empty()) {
      out_ << R"(<a class="btn only-phone" href="#hits">)" << view_.hits.hits.size()
           << "件の結果を見る</a>";
    }
    out_ << "</p>\n";
    print_read();
    out_ << "</form></section>\n";
  }

  void print_read() {
    const Html switches = print_reading_switches(view_.hits.understanding.attributes,
                                                 view_.request.disbelieved, "f", taxonomy_);
    if (switches.empty()) return;
    out_
        << R"(<section class="panel stack-s" aria-labelledby="rh"><h2 id="rh">メモから読み取ったこと</h2><p class="small muted">かぎかっこは、もとにした語句です。違うものはチェックを外してください。点線は、はっきりしないものです。</p>
)" << switches
        << R"(<button class="btn">選んだものでさがしなおす</button></section>
)";
  }

  void print_hits() {
    out_
        << R"(<section id="hits" class="picks" aria-labelledby="hh"><div class="hits__head"><h2 id="hh">)";
    if (view_.hits.hits.empty()) {
      out_ << "似た事例は見つかりませんでした</h2></div>"
              "<p>会社のようすや社長のことばを書き足すと、見つかることがあります。</p></section>\n";
      return;
    }
    out_ << "近い順に " << view_.hits.hits.size() << "件</h2>";
    print_purposes();
    out_ << "</div>\n";
    for (std::size_t i = 0; i < view_.hits.hits.size(); ++i) {
      print_hit(view_.hits.hits[i], view_.briefs[i], i + 1);
    }
    out_ << print_tray(view_.csrf) << "</section>\n";
  }

  void print_purposes() {
    out_ << R"(<div class="sort" role="group" aria-label="似かたの種類">)";
    for (const PurposeLabel& one : kPurposes) {
      out_ << R"(<button class="linklike" form="f" name="purpose" value=")"
           << purpose_code(one.purpose) << R"(" title=")" << one.meaning << "\"";
      if (one.purpose == view_.request.purpose) out_ << R"( aria-current="true")";
      out_ << ">" << one.label << "</button>";
    }
    out_ << "</div>";
  }

  void print_hit(const Hit& hit, const CaseBrief& brief, std::size_t number) {
    out_ << R"(<article class="hit" id="h)" << number << R"("><h3><a href="/cases/)"
         << percent_encode(hit.id) << R"(">)" << marked_text(hit.title, hit.title_marks)
         << "</a></h3>\n"
         << print_pick(hit.id, hit.title) << who_line(hit.facets, brief, taxonomy_);
    if (!hit.snippets.empty()) {
      const Snippet& snippet = hit.snippets.front();
      out_ << R"(<p class="hit__text">)" << marked_text(snippet.text, snippet.marks) << "</p>\n";
    }
    out_ << print_likeness(hit, taxonomy_)
         << print_hit_reasons(hit, shared_line(hit), taxonomy_, {!view_.seed, false});
    if (!hit.near_duplicates.empty()) {
      out_ << R"(<p class="small muted">ほぼ同じ内容の事例が、ほかに )"
           << hit.near_duplicates.size() << "件あります。</p>\n";
    }
    out_ << print_keep(view_.csrf, hit.id, hit.title);
    out_ << "</article>\n";
  }

  /// The know-how that both show.
  static Html shared_line(const Hit& hit) {
    Html out;
    if (!hit.explanation) return out;
    for (const KnowHowReason& reason : hit.explanation->know_how) {
      if (reason.asked.empty()) continue;
      if (out.empty()) {
        out << "<span><i>ノウハウ</i>";
      } else {
        out << "、";
      }
      out << reason.label;
    }
    if (!out.empty()) out << "</span>";
    return out;
  }

  const SimilarView& view_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_likeness(const Hit& hit, const Taxonomy& taxonomy) {
  Html out;
  for (const AttributeReason& reason : hit.reasons) {
    if (reason.asked.empty() && reason.shared.empty()) continue;
    const auto width = static_cast<int>(std::lround(std::clamp(reason.similarity, 0.0, 1.0) * 100));
    out << "<dt>" << facet_label(reason.name)
        << R"(</dt><dd><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="近さ )"
        << width << R"(％"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
        << width << R"(" height="10"/></svg><span>)" << comparison(reason, taxonomy)
        << "</span></dd>";
  }
  if (out.empty()) return out;
  Html list;
  return list << R"(<dl class="bars">)" << out << "</dl>\n";
}

Html list_differences(const Hit& hit, const Taxonomy& taxonomy) {
  Html out;
  for (const AttributeReason& reason : hit.reasons) {
    if (!reason.shared.empty() || reason.asked.empty() || reason.found.empty()) continue;
    if (!out.empty()) out << "、";
    out << facet_label(reason.name) << "（こちらは" << joined(reason, reason.found, taxonomy)
        << "）";
  }
  return out;
}

Html print_differences(const Hit& hit, const Taxonomy& taxonomy) {
  const Html differences = list_differences(hit, taxonomy);
  Html line;
  if (differences.empty()) return line;
  return line << R"(<p class="differs"><b class="k">違い</b>)" << differences << "</p>\n";
}

Html print_similar(const SimilarView& view, const Taxonomy& taxonomy) {
  return SimilarPage(view, taxonomy).print();
}

}  // namespace kizuki
