#include "server/web/analysis_page.hpp"

#include <algorithm>
#include <string_view>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownGaps = 24;
constexpr std::uint32_t kLeastPublished = 3;
constexpr std::array<std::string_view, kScaleColumns> kScaleShort{"小", "中"};

/// Shades by number: 1 at the least, 5 at the most, in steps that fit the largest.
class Shades {
 public:
  explicit Shades(std::uint32_t largest) : width_(std::max<std::uint32_t>(1, largest / 8)) {}

  std::uint32_t of(std::uint32_t number) const {
    if (number == 0) return 0;
    return number <= width_ ? 1
                            : std::min<std::uint32_t>(2 + (number - width_ - 1) / (2 * width_), 5);
  }
  std::uint32_t from(std::uint32_t shade) const {
    return shade <= 1 ? shade : width_ * (2 * shade - 3) + 1;
  }

 private:
  std::uint32_t width_;
};

class AnalysisPage {
 public:
  AnalysisPage(const AnalysisView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy) {}

  Html print() {
    print_head();
    print_steps();
    print_matrix();
    print_stated();
    print_trends();
    print_together();
    print_gaps();
    print_method();
    return std::move(out_);
  }

 private:
  void print_head() {
    out_ << R"(<div class="page__head"><h1>分析</h1><p>読める事例 )" << with_commas(view_.cases)
         << R"(件（同じ内容のものは1件に数えます）</p><div class="page__acts">)";
    if (view_.publish) {
      out_ << R"(<a class="btn btn--s" href="/analysis">そのままの数を見る</a>)";
    } else {
      out_ << R"(<a class="btn btn--s" href="/analysis?publish=1">外に出す表にする</a>)";
    }
    out_
        << R"(<button class="btn btn--s" type="button" data-print hidden>印刷する</button></div></div>
)";
    if (view_.outdated) out_ << print_outdated();
    if (view_.publish) {
      out_
          << R"(<div class="note" role="status"><strong>外に出す表</strong>3件に満たない数は「＜3」とし、そこから逆算できる合計は出しません。</div>
)";
    }
    out_
        << R"(<dl class="big"><div><dt>事例</dt><dd>)" << with_commas(view_.cases)
        << R"(<small class="small">件</small></dd></div><div><dt>ノウハウ</dt><dd>)" << view_.cards
        << R"(<small class="small">件</small></dd></div><div><dt>根拠の文</dt><dd>)"
        << with_commas(view_.sentences)
        << R"(<small class="small">文</small></dd></div><div><dt>足りないところ（課題×規模）</dt><dd>)"
        << gaps_of(view_.issues).size() << R"(<small class="small">か所</small></dd></div></dl>
)";
  }

  /// The number as it may be shown.
  Html number(std::uint32_t count) const {
    Html out;
    if (view_.publish && count > 0 && count < kLeastPublished) return out << "＜3";
    return out << count;
  }

  // ---- steps

  void print_steps() {
    std::uint32_t most = 1;
    for (const std::uint32_t cases : view_.step_cases) most = std::max(most, cases);
    out_
        << R"(<section class="sec"><h2>ステップごとの厚み</h2><p class="lead">そのステップの記述がある事例の数。</p><div class="cols cols--chart"><figure role="group" aria-label="ステップごとの事例数の図"><svg class="stepchart" viewBox="0 0 640 )"
        << 34 * kStepCount + 4
        << R"(" role="img" aria-labelledby="sct"><title id="sct">ステップごとの事例数。値は隣の表</title>)";
    for (std::size_t i = 0; i < view_.steps.size(); ++i) print_step_bar(i, most);
    out_
        << R"(</svg><p class="legend"><span><i class="k-s"></i>小規模</span><span><i class="k-m"></i>中規模</span><span><i class="k-o"></i>規模の分からないもの</span></p></figure><table><caption>ステップの記述がある事例</caption><thead><tr><th scope="col">ステップ</th><th scope="col" class="n">小規模</th><th scope="col" class="n">中規模</th><th scope="col" class="n">すべて</th></tr></thead><tbody>
)";
    for (std::size_t i = 0; i < view_.steps.size(); ++i) {
      const int step = static_cast<int>(i) + 1;
      const auto& cells = view_.steps.at(i);
      out_ << R"(<tr><th scope="row">)" << step_badge(step) << " " << step_name(step)
           << R"(</th><td class="n">)" << number(cells[0]) << R"(</td><td class="n">)"
           << number(cells[1]) << R"(</td><td class="n">)";
      if (view_.publish) {
        out_ << "―";
      } else {
        out_ << view_.step_cases.at(i);
      }
      out_ << "</td></tr>\n";
    }
    out_ << "</tbody></table></div></section>\n";
  }

  void print_step_bar(std::size_t index, std::uint32_t most) {
    constexpr std::uint32_t kLeft = 36;
    constexpr std::uint32_t kWidth = 590;
    const auto shown = [&](std::uint32_t count) {
      return view_.publish && count < kLeastPublished ? 0U : count;
    };
    const std::size_t top = 34 * index + 4;
    const auto& cells = view_.steps.at(index);
    out_ << R"(<g class="s)" << index + 1 << R"("><rect class="sq" x="0" y=")" << top
         << R"(" width="26" height="26" rx="3"/><text class="nn" x="13" y=")" << top + 18
         << R"(" text-anchor="middle">)" << index + 1 << "</text></g>";
    std::uint32_t left = kLeft;
    const auto bar = [&](std::string_view name, std::uint32_t count) {
      const std::uint32_t width = count * kWidth / most;
      if (width == 0) return;
      out_ << "<rect class=\"" << name << "\" x=\"" << left << "\" y=\"" << top + 3 << "\" width=\""
           << width << R"(" height="20"/>)";
      left += width;
    };
    bar("b-fg", shown(cells[0]));
    bar("b-2", shown(cells[1]));
    if (!view_.publish) bar("b-0", view_.step_cases.at(index) - cells[0] - cells[1]);
  }

  // ---- issue × step × scale

  void print_matrix() {
    std::uint32_t largest = 0;
    for (const IssueCoverage& row : view_.issues) {
      for (const auto& cells : row.cells) largest = std::max({largest, cells[0], cells[1]});
    }
    const Shades shades(largest);
    out_
        << R"(<section class="sec"><h2>課題 × ステップ × 規模</h2><p class="lead">数を押すと、その事例が開きます。</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="mxc"><table class="heat"><caption id="mxc">記述のある事例の数（小＝小規模、中＝中規模）</caption><thead><tr><th scope="col" rowspan="2">課題</th>)";
    for (int step = 1; step <= kStepCount; ++step) {
      out_ << R"(<th scope="colgroup" colspan="2">)" << step_badge(step) << step_name_markup(step)
           << "</th>";
    }
    if (!view_.publish) out_ << R"(<th scope="col" rowspan="2">事例</th>)";
    out_ << "</tr><tr>";
    for (int step = 1; step <= kStepCount; ++step) {
      for (const std::string_view scale : kScaleShort) {
        out_ << R"(<th scope="col">)" << scale << "</th>";
      }
    }
    out_ << "</tr></thead><tbody>\n";
    for (const IssueCoverage& row : view_.issues) {
      if (row.cases > 0) print_matrix_row(row, shades);
    }
    out_ << "</tbody></table></div>\n";
    print_legend(shades);
    out_ << "</section>\n";
  }

  void print_matrix_row(const IssueCoverage& row, const Shades& shades) {
    out_ << R"(<tr><th scope="row">)" << shown_value("issue", row.issue, taxonomy_) << "</th>";
    for (std::size_t step = 0; step < row.cells.size(); ++step) {
      for (std::size_t scale = 0; scale < kScaleColumns; ++scale) {
        print_cell(row.cells.at(step).at(scale), shades,
                   "/?f=issue:" + percent_encode(row.issue) +
                       "&f=step:" + std::to_string(step + 1) +
                       "&f=scale:" + std::string(kScaleCodes.at(scale)) + "#hits");
      }
    }
    if (!view_.publish) out_ << R"(<td class="n">)" << row.cases << "</td>";
    out_ << "</tr>\n";
  }

  void print_cell(std::uint32_t count, const Shades& shades, const std::string& link) {
    const bool hidden = view_.publish && count > 0 && count < kLeastPublished;
    out_ << R"(<td class="h)" << (hidden ? 1 : shades.of(count)) << "\">";
    if (count == 0 || view_.publish || link.empty()) {
      out_ << number(count);
    } else {
      out_ << "<a href=\"" << link << "\">" << count << "</a>";
    }
    out_ << "</td>";
  }

  void print_legend(const Shades& shades) {
    constexpr std::uint32_t kDarkest = 5;
    out_ << R"(<p class="legend"><span>色：</span><span><i class="h0"></i>0</span>)";
    for (std::uint32_t shade = 1; shade <= kDarkest; ++shade) {
      const std::uint32_t from = shades.from(shade);
      out_ << R"(<span><i class="h)" << shade << R"("></i>)" << from;
      if (shade == kDarkest) {
        out_ << "以上";
      } else if (shades.from(shade + 1) - 1 > from) {
        out_ << "–" << shades.from(shade + 1) - 1;
      }
      out_ << "</span>";
    }
    out_ << "</p>\n";
  }

  // ---- stated → essential

  void print_stated() {
    const CrossTable& table = view_.stated;
    out_ << R"(<section class="sec"><h2>相談の課題 → 奥にあった課題</h2>)";
    if (table.rows.empty() || table.columns.empty()) {
      out_
          << R"(<p class="muted">両方を書いた事例がまだないため、表にできません。事例を書くときに分けて記すと、ここに出ます。</p></section>
)";
      return;
    }
    std::uint32_t largest = 0;
    for (const auto& row : table.counts) {
      for (const std::uint32_t count : row) largest = std::max(largest, count);
    }
    const Shades shades(largest);
    out_
        << R"(<p class="lead">相談に来たときの課題（行）の奥に、どの課題（列）があったか。</p><div class="scroll" tabindex="0" role="region" aria-labelledby="sec2"><table class="heat"><caption id="sec2">両方を書いた事例の数</caption><thead><tr><th scope="col">相談の課題</th>)";
    for (const std::string& column : table.columns) {
      out_ << R"(<th scope="col">)" << shown_value("issue", column, taxonomy_) << "</th>";
    }
    out_ << "</tr></thead><tbody>\n";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      out_ << R"(<tr><th scope="row">)" << shown_value("issue", table.rows[row], taxonomy_)
           << "</th>";
      for (const std::uint32_t count : table.counts[row]) print_cell(count, shades, "");
      out_ << "</tr>\n";
    }
    out_ << "</tbody></table></div>\n";
    print_legend(shades);
    out_ << "</section>\n";
  }

  // ---- rising and fading

  void print_trends() {
    if (view_.since.empty()) return;
    out_ << R"(<section class="sec" id="trend"><h2>増えたノウハウ、減ったノウハウ</h2>
<form class="inline no-print" method="get" action="/analysis#trend"><div class="field"><label for="sy">分け目の年</label><select class="input" id="sy" name="since">)";
    for (const std::string& year : view_.years) {
      out_ << "<option value=\"" << year << "\"";
      if (year == view_.since) out_ << " selected";
      out_ << ">" << year << "年から</option>";
    }
    out_ << R"(</select></div><button class="btn">分けなおす</button></form>
<p class="lead">)"
         << view_.since << "年より前に始まった" << view_.older_cases << "事例と、それからの"
         << view_.newer_cases
         << "事例のうち、出てくる割合。偶然とは言いにくい差だけを出しています。</p>";
    if (view_.trends.empty()) {
      out_
          << R"(<p class="muted">はっきり増えた、または減ったと言えるものはありません。</p></section>
)";
      return;
    }
    print_trend_chart();
    out_
        << R"(<table><caption>出てくる事例の数と割合</caption><thead><tr><th scope="col">ノウハウ</th><th scope="col" class="n">前</th><th scope="col" class="n">それから</th><th scope="col">動き</th></tr></thead><tbody>
)";
    for (const ShownTrend& trend : view_.trends) {
      out_ << R"(<tr><th scope="row"><a href="/knowhow/)" << percent_encode(trend.id) << "\">"
           << trend.label << R"(</a></th><td class="n">)" << number(trend.before)
           << R"(</td><td class="n">)" << number(trend.since) << "</td><td>"
           << std::string_view(trend.rising ? "増" : "減") << "</td></tr>\n";
    }
    out_ << "</tbody></table></div></section>\n";
  }

  static std::uint32_t percent(std::uint32_t part, std::uint32_t all) {
    return all == 0 ? 0 : (part * 200 / all + 1) / 2;
  }

  void print_trend_chart() {
    constexpr std::uint32_t kTop = 40;
    constexpr std::uint32_t kHeight = 240;
    std::uint32_t most = 1;
    for (const ShownTrend& trend : view_.trends) {
      most = std::max({most, percent(trend.before, view_.older_cases),
                       percent(trend.since, view_.newer_cases)});
    }
    const auto place = [&](std::uint32_t share) { return kTop + kHeight - kHeight * share / most; };
    out_
        << R"(<div class="cols cols--chart"><figure class="scroll" tabindex="0" role="group" aria-label="割合の変化の図"><svg class="slope" viewBox="0 0 640 300" role="img" aria-labelledby="slt"><title id="slt">ノウハウが出る事例の割合の変化。値は隣の表</title><line class="ax" x1="70" y1="30" x2="70" y2="290"/><line class="ax" x1="300" y1="30" x2="300" y2="290"/><text x="70" y="18" text-anchor="middle">前</text><text x="300" y="18" text-anchor="middle">それから</text>)";
    std::uint32_t free_y = 0;  // labels do not cover one another
    std::vector<const ShownTrend*> sorted;
    for (const ShownTrend& trend : view_.trends) sorted.push_back(&trend);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const ShownTrend* left, const ShownTrend* right) {
                       return left->since > right->since;
                     });
    for (const ShownTrend* trend : sorted) {
      if (view_.publish && (trend->before < kLeastPublished || trend->since < kLeastPublished))
        continue;
      const std::uint32_t before = percent(trend->before, view_.older_cases);
      const std::uint32_t since = percent(trend->since, view_.newer_cases);
      const std::uint32_t label_y = std::max(place(since) + 4, free_y);
      free_y = label_y + 18;
      out_ << R"(<g class=")" << std::string_view(trend->rising ? "up" : "down")
           << R"("><line x1="70" y1=")" << place(before) << R"(" x2="300" y2=")" << place(since)
           << R"("/><circle cx="70" cy=")" << place(before) << R"(" r="5"/><circle cx="300" cy=")"
           << place(since) << R"(" r="5"/><text x="58" y=")" << place(before) + 5
           << R"(" text-anchor="end">)" << before << R"(%</text><text x="312" y=")" << label_y
           << "\">" << since << "% " << trend->label << "</text></g>";
    }
    out_ << "</svg></figure>";
  }

  // ---- pairs

  void print_card(const KnowHowNetwork::Node& node) {
    out_ << R"(<span class="badged">)" << step_badges(step_bits({node.step}))
         << R"(<a href="/knowhow/)" << percent_encode(node.id) << "\">" << node.label
         << "</a></span>";
  }

  void print_together() {
    const KnowHowNetwork& network = view_.together;
    out_ << R"(<section class="sec" id="together"><h2>一緒に使われるノウハウ</h2>)";
    if (network.links.empty()) {
      out_
          << R"(<p class="muted">同じ事例に3回以上、偶然より多くそろって出た組は、まだありません。</p></section>
)";
      return;
    }
    out_
        << R"(<p class="lead">同じ事例に3回以上、偶然より多くそろって出た組。丸の数字と色はおもなステップ、線の太さは事例の数です。</p><div class="cols cols--chart">)"
        << print_knowhow_network(network)
        << R"(<table><caption>そろって出た事例の数</caption><thead><tr><th scope="col">ノウハウの組</th><th scope="col">事例</th></tr></thead><tbody>
)";
    const std::uint32_t most = network.links.front().cases;
    for (const KnowHowNetwork::Link& link : network.links) {
      out_ << R"(<tr><th scope="row">)";
      print_card(network.nodes.at(link.first));
      print_card(network.nodes.at(link.second));
      out_ << "</th><td>" << bar_cell(link.cases, most) << "</td></tr>\n";
    }
    out_ << "</tbody></table></div></section>\n";
  }

  // ---- gaps

  void print_gaps() {
    const auto gaps = gaps_of(view_.issues);
    if (gaps.empty()) return;
    out_
        << R"(<section class="sec"><h2>集めたい事例</h2><p class="lead">ノウハウの根拠には3事例から要ります。足りないところを、足りない順に。</p><table><caption class="vh">足りない事例</caption><thead><tr><th scope="col">課題</th><th scope="col">規模</th><th scope="col" class="n">いま</th><th scope="col">目標まで</th></tr></thead><tbody>
)";
    for (std::size_t i = 0; i < std::min(gaps.size(), kShownGaps); ++i) {
      out_ << R"(<tr><th scope="row">)" << shown_value("issue", gaps[i].issue, taxonomy_)
           << "</th><td>" << shown_value("scale", kScaleCodes.at(gaps[i].scale), taxonomy_)
           << R"(</td><td class="n">)" << number(gaps[i].cases) << "</td><td>";
      if (view_.publish && gaps[i].cases > 0) {
        out_ << "―";
      } else {
        out_ << "あと" << kLeastCoverage - gaps[i].cases << "件";
      }
      out_ << "</td></tr>\n";
    }
    out_ << "</tbody></table>";
    if (gaps.size() > kShownGaps) {
      out_ << R"(<p class="small muted">ほかに )" << gaps.size() - kShownGaps << "か所。</p>";
    }
    out_ << "</section>\n";
  }

  void print_method() {
    out_
        << R"(<section class="sec"><h2>数え方</h2><p class="small">読む権限のある事例だけを数えています。内容がほぼ同じ事例は1件に数えます。一つの事例が課題やステップを二つ以上持つことがあるので、足しても事例の数にはなりません。ステップを本文から推定した事例 )"
        << with_commas(view_.predicted_steps) << "件、課題を推定した事例 "
        << with_commas(view_.predicted_issues)
        << R"(件を含みます。</p><p class="small muted">範囲の番号 <span class="code">)"
        << view_.snapshot.substr(0, 16)
        << "</span>（事例・決めたこと・辞書が同じなら、同じ番号です）</p></section>\n";
  }

  const AnalysisView& view_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

std::vector<CoverageGap> gaps_of(const std::vector<IssueCoverage>& issues) {
  std::vector<CoverageGap> out;
  for (const IssueCoverage& row : issues) {
    for (std::size_t scale = 0; scale < kScaleColumns; ++scale) {
      const std::uint32_t cases = row.by_scale.at(scale);
      if (cases < kLeastCoverage) out.push_back({row.issue, scale, cases});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const CoverageGap& left, const CoverageGap& right) {
    return left.cases < right.cases;
  });
  return out;
}

Html print_analysis(const AnalysisView& view, const Taxonomy& taxonomy) {
  return AnalysisPage(view, taxonomy).print();
}

}  // namespace kizuki
