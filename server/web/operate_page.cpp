#include "server/web/operate_page.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "server/web/job_page.hpp"
#include "server/web/operate_parts.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

/// Of the last ingest, on this page; all of them are on the page of the job.
constexpr std::size_t kShownRefused = 10;

struct Startable {
  JobKind kind;
  std::string_view verb;
  std::string_view what;
};
constexpr std::array<Startable, 5> kStartable{
    {{JobKind::kUpdate, "更新する", "取り込んだあと変わった事例だけを索引に加えます。"},
     {JobKind::kMerge, "まとめ直す", "解析済みの事例から、次の世代を作ります。"},
     {JobKind::kRebuild, "すべて解析し直す", "辞書を替えたときなどに。時間がかかります。"},
     {JobKind::kEssence, "ノウハウを数えなおす", "ノウハウと候補を、いまの事例で数えます。"},
     {JobKind::kVerify, "検査する", "ライブラリと索引が壊れていないか、すべて読んで確かめます。"}}};

std::string gigabytes(std::uint64_t bytes) { return with_commas(bytes >> 30) + " GB"; }

std::string megabytes(std::uint64_t bytes) {
  return with_commas((bytes + (std::uint64_t{1} << 20) - 1) >> 20) + " MB";
}

class OperatePage {
 public:
  explicit OperatePage(const OperateView& view) : view_(view) {}

  Html print() {
    const auto current = std::find_if(view_.generations.begin(), view_.generations.end(),
                                      [](const GenerationInfo& info) { return info.current; });
    const bool built = current != view_.generations.end();
    print_operate_head(
        "/operate",
        built ? "いまの世代 " + std::to_string(current->number) : "世代はまだありません", out_);
    print_problem(view_.problem, out_);
    out_ << R"(<dl class="big"><div><dt>事例</dt><dd>)" << with_commas(view_.cases)
         << "</dd></div><div><dt>区画</dt><dd>" << view_.compartments
         << "</dd></div><div><dt>索引</dt><dd>"
         << (built ? megabytes(current->bytes) : std::string("-")) << "</dd></div>";
    if (view_.free_bytes > 0) {
      constexpr std::uint64_t kPlenty = std::uint64_t{10} << 30;
      out_ << "<div><dt>ディスクの空き</dt><dd>"
           << (view_.free_bytes < kPlenty ? megabytes(view_.free_bytes)
                                          : gigabytes(view_.free_bytes))
           << "</dd></div>";
    }
    print_last_check();
    out_ << "</dl>\n";
    if (view_.degraded) {
      out_
          << R"(<div class="note note--warn" role="status"><strong>索引を作り直してください</strong>いまの索引は、別の版の解析プログラムで作られています。検索はできますが、ことばの切り方が違うことがあります。下の「すべて解析し直す」で直ります。</div>
)";
    }
    print_jobs();
    print_start();
    print_refused();
    print_generations();
    out_ << R"(<script type="module" src="/static/operate.js"></script>
)";
    return std::move(out_);
  }

 private:
  const JobRecord* newest(JobKind kind) const {
    const auto found =
        std::find_if(view_.jobs.begin(), view_.jobs.end(),
                     [&](const JobRecord& job) { return job.order.kind == kind && job.ended(); });
    return found == view_.jobs.end() ? nullptr : &*found;
  }

  void print_last_check() {
    const JobRecord* check = newest(JobKind::kVerify);
    if (check == nullptr || check->state == JobState::kCancelled) return;
    out_ << "<div><dt>最後の検査</dt><dd>";
    if (check->state == JobState::kDone) {
      out_ << R"(<span class="tag tag--ok">合格</span>)";
    } else {
      out_ << R"(<span class="tag tag--bad">異常あり</span>)";
    }
    out_ << R"( <small><a href="/operate/jobs/)" << check->number << R"(">)"
         << shown_time(check->ended_at) << "</a></small></dd></div>";
  }

  void print_jobs() {
    out_ << R"(<section class="sec" id="jobs" data-live="5"><h2>作業</h2>
)";
    if (view_.jobs.empty()) {
      out_ << R"(<p class="muted">サーバーを始めてから、まだ作業はありません。</p>
)";
    }
    for (const JobRecord& job : view_.jobs) out_ << print_job_row(job, view_.csrf);
    out_
        << R"(<p class="sec-s"><a class="btn btn--s" href="/operate">いまの進みに更新</a></p></section>
)";
  }

  void print_start() {
    out_ << R"(<section class="sec"><h2>作業を始める</h2>
<p class="lead">作業は一つずつ進みます。検索は止まらず、終わると新しい内容に切り替わります。途中で中止しても、いまの内容は変わりません。</p>
)";
    print_ingest();
    out_ << R"(<form method="post" action="/operate">)" << csrf_field(view_.csrf)
         << R"(<dl class="starts">)";
    for (const Startable& one : kStartable) {
      out_ << R"(<div><dt><button class="btn btn--s" name="start" value=")"
           << job_kind_code(one.kind) << R"(">)" << one.verb << "</button></dt><dd>" << one.what
           << "</dd></div>\n";
    }
    out_ << "</dl></form></section>\n";
  }

  void print_ingest() {
    if (!view_.takes_sources) {
      out_
          << R"(<p class="note"><strong>このページから取り込むには</strong>サーバーの設定 <span class="code">sources</span> に、取り込むファイルを置くフォルダーを書いてください。コマンドでは <span class="code">kizuki index</span> で取り込めます。</p>
)";
      return;
    }
    if (view_.sources.empty()) {
      out_
          << R"(<p class="note"><strong>取り込めるファイルがありません</strong>取り込み用のフォルダーにファイルを置いて、このページを開き直してください。</p>
)";
      return;
    }
    out_
        << R"(<form class="inline" method="post" action="/operate">)" << csrf_field(view_.csrf)
        << R"(<div class="field"><label for="source">取り込むファイル</label><select class="input" id="source" name="source">)";
    for (const JobSource& source : view_.sources) {
      out_ << R"(<option value=")" << source.name << R"(">)" << source.name << "（"
           << with_commas((source.bytes + 1023) / 1024) << " KB）</option>";
    }
    out_
        << R"(</select></div><div class="field"><label for="profile">読み方</label><select class="input" id="profile" name="profile">)";
    for (const std::string& profile : view_.profiles) {
      out_ << R"(<option value=")" << profile << R"(">)" << profile << "</option>";
    }
    out_
        << R"(</select></div><button class="btn btn--main" name="start" value="ingest">取り込みを始める</button></form>
)";
  }

  void print_refused() {
    const JobRecord* job = newest(JobKind::kIngest);
    if (job == nullptr || job->refused_count == 0) return;
    out_
        << R"(<section class="sec"><h2>受け付けなかった記録 )" << with_commas(job->refused_count)
        << R"(件</h2><p class="lead">ほかの記録は取り込まれています。直した行だけを、もう一度取り込めます。</p>
)" << print_refused_table(*job, kShownRefused)
        << R"(<p class="sec-s"><a class="btn btn--s" href="/operate/jobs/)" << job->number
        << R"(">すべて見る</a></p></section>
)";
  }

  void print_generations() {
    out_ << R"(<section class="sec"><h2>世代</h2>)";
    begin_operate_table(
        "世代", {"世代", "作った日時（UTC）", "#事例", "#大きさ", "#更新", "状態", "操作"}, out_);
    bool earlier = false;  // the newest one before the current: where a rollback leads
    bool offered = false;
    for (auto info = view_.generations.rbegin(); info != view_.generations.rend(); ++info) {
      out_ << R"(<tr><th scope="row">)" << info->number << "</th><td>" << shown_time(info->built_at)
           << R"(</td><td class="n">)" << with_commas(info->cases) << R"(</td><td class="n">)"
           << megabytes(info->bytes) << R"(</td><td class="n">)" << info->update << "</td><td>";
      if (info->current) {
        out_ << R"(<span class="tag tag--now">使用中</span>)";
      } else if (!info->readable) {
        out_ << R"(<span class="tag tag--bad">この版では読めません</span>)";
      } else {
        out_ << "控え";
      }
      out_ << "</td><td>";
      if (earlier && !offered && info->readable) {
        out_
            << R"(<form method="post" action="/operate">)" << csrf_field(view_.csrf)
            << R"(<button class="btn btn--s" name="start" value="rollback">これに戻す</button></form>)";
        offered = true;
      }
      earlier = earlier || info->current;
      out_ << "</td></tr>\n";
    }
    end_operate_table(out_);
    out_ << "</section>\n";
  }

  const OperateView& view_;
  Html out_;
};

}  // namespace

Html print_operation(const OperateView& view) { return OperatePage(view).print(); }

}  // namespace kizuki
