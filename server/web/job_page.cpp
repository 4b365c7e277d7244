#include "server/web/job_page.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "server/web/operate_parts.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

std::string name_of(const JobOrder& order) {
  switch (order.kind) {
    case JobKind::kIngest:
      return "取り込み " + order.source;
    case JobKind::kUpdate:
      return "索引の更新";
    case JobKind::kMerge:
      return "索引のまとめ直し";
    case JobKind::kRebuild:
      return "索引の作り直し";
    case JobKind::kRollback:
      return "前の世代に戻す";
    case JobKind::kEssence:
      return "ノウハウの数えなおし";
    case JobKind::kVerify:
      return "検査";
  }
  return "";
}

void print_state(const JobRecord& job, Html& out) {
  if (job.stopping) {
    out << R"(<span class="tag tag--now">中止しています</span>)";
    return;
  }
  switch (job.state) {
    case JobState::kWaiting:
      out << R"(<span class="tag">待機</span>)";
      return;
    case JobState::kRunning:
      out << R"(<span class="tag tag--now">実行中</span>)";
      return;
    case JobState::kDone:
      out << R"(<span class="tag tag--ok">完了</span>)";
      return;
    case JobState::kFailed:
      out << R"(<span class="tag tag--bad">失敗</span>)";
      return;
    case JobState::kCancelled:
      out << R"(<span class="tag">中止</span>)";
      return;
  }
}

void print_progress(const JobRecord& job, Html& out) {
  const JobProgress& progress = job.progress;
  if (job.state == JobState::kRunning && progress.total > 0) {
    const std::uint64_t percent =
        std::min<std::uint64_t>(100, progress.done * 100 / progress.total);
    out << R"(<label class="vh" for="j)" << job.number << R"(">進み</label><progress id="j)"
        << job.number << R"(" max=")" << progress.total << R"(" value=")"
        << std::min(progress.done, progress.total) << R"(">)" << percent << "%</progress> "
        << progress.stage << " " << with_commas(progress.done) << " / "
        << with_commas(progress.total) << progress.unit;
  } else if (job.state == JobState::kWaiting) {
    out << "前の作業が終わると始まります";
  } else if (const std::string_view result = job_result(job); !result.empty()) {
    out << result;
  } else if (job.state == JobState::kRunning) {
    out << "準備しています";
  }
  if (job.refused_count > 0) out << "　受け付けず " << with_commas(job.refused_count) << "件";
}

/// The same order once more.
void print_again(const JobRecord& job, std::string_view csrf, Html& out) {
  out << R"(<form method="post" action="/operate">)" << csrf_field(csrf);
  if (job.order.kind == JobKind::kIngest) {
    out << R"(<input type="hidden" name="source" value=")" << job.order.source
        << R"("><input type="hidden" name="profile" value=")" << job.order.profile << "\">";
  }
  out << R"(<button class="btn btn--s" name="start" value=")" << job_kind_code(job.order.kind)
      << R"(">やりなおす<span class="vh">：)" << name_of(job.order) << "</span></button></form>";
}

}  // namespace

Html print_job_row(const JobRecord& job, std::string_view csrf) {
  Html out;
  out << R"(<div class="job"><b>)" << name_of(job.order) << "</b><div>";
  print_progress(job, out);
  out << "</div><span>";
  print_state(job, out);
  out << "</span>";
  if (job.ended()) {
    out << R"(<span class="chips"><a href="/operate/jobs/)" << job.number
        << R"(">記録<span class="vh">：)" << name_of(job.order) << " " << job.number
        << "</span></a>";
    if (job.state == JobState::kFailed) print_again(job, csrf, out);
    out << "</span>";
  } else if (!job.stopping) {
    out << R"(<form method="post" action="/operate">)" << csrf_field(csrf)
        << R"(<button class="btn btn--s btn--bad" name="cancel" value=")" << job.number
        << R"(">中止する<span class="vh">：)" << name_of(job.order) << "</span></button></form>";
  }
  out << "</div>\n";
  return out;
}

Html print_refused_table(const JobRecord& job, std::size_t limit) {
  Html out;
  begin_operate_table("受け付けなかった記録", {"ファイル", "#行", "番号", "項目", "理由"}, out);
  for (std::size_t i = 0; i < std::min(limit, job.refused.size()); ++i) {
    const RefusedRecord& record = job.refused[i];
    out << R"(<tr><th scope="row">)" << job.order.source << R"(</th><td class="n">)";
    if (record.line > 0) out << with_commas(record.line);
    out << "</td><td>" << record.id << "</td><td>" << record.field << "</td><td>" << record.reason
        << "</td></tr>\n";
  }
  end_operate_table(out);
  return out;
}

Html print_job_page(const JobRecord& job, std::string_view csrf) {
  Html out;
  print_operate_head("", "作業の記録", out);
  out << R"(<p class="crumb"><a href="/operate#jobs">作業の一覧にもどる</a></p>
<section class="sec"><h2>)"
      << name_of(job.order) << "</h2>" << print_job_row(job, csrf)
      << R"(<dl class="strip"><div><dt>番号</dt><dd>)" << job.number
      << "</dd></div><div><dt>頼んだ人</dt><dd>" << job.account
      << "</dd></div><div><dt>頼んだ時刻（UTC）</dt><dd>" << shown_time(job.asked_at)
      << "</dd></div>";
  if (!job.began_at.empty()) {
    out << "<div><dt>始まり</dt><dd>" << shown_time(job.began_at) << "</dd></div>";
  }
  if (!job.ended_at.empty()) {
    out << "<div><dt>終わり</dt><dd>" << shown_time(job.ended_at) << "</dd></div>";
  }
  if (!job.order.profile.empty()) {
    out << "<div><dt>読み方</dt><dd>" << job.order.profile << "</dd></div>";
  }
  out << "</dl></section>\n";
  if (!job.messages.empty()) {
    out << R"(<section class="sec"><h2>この作業が知らせたこと</h2><ul>)";
    for (const std::string& message : job.messages) out << "<li>" << message << "</li>";
    out << "</ul></section>\n";
  }
  if (job.refused_count > 0) {
    out << R"(<section class="sec"><h2>受け付けなかった記録 )" << with_commas(job.refused_count)
        << "件</h2>";
    if (job.refused.size() < job.refused_count) {
      out << R"(<p class="lead">はじめの )" << with_commas(job.refused.size()) << "件です。</p>";
    }
    out << print_refused_table(job, job.refused.size())
        << R"(<p class="sec-s"><a class="btn btn--s" href="/operate/jobs/)" << job.number
        << R"(?as=csv">CSVで受け取る</a></p></section>
)";
  }
  return out;
}

}  // namespace kizuki
