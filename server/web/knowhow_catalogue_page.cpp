#include "server/web/knowhow_catalogue_page.hpp"

#include "server/web/page.hpp"

namespace kizuki {
namespace {

void print_notices(const KnowHowCatalogueView& view, Html& out) {
  if (!view.notice.empty()) {
    out << R"(<div class="note note--ok" role="status"><strong>取り込みました</strong>)"
        << view.notice << "</div>\n";
  }
  if (!view.problem.empty()) {
    out << R"(<div class="note note--bad" role="alert" id="problem"><strong>取り込んでいません</strong>)"
        << view.problem << " 一覧は何も変わっていません。</div>\n";
  }
}

void print_import(const KnowHowCatalogueView& view, Html& out) {
  if (view.places.empty()) return;
  out << R"(<section class="sec" id="import"><h2>ファイルから取り込む</h2>
<p class="lead">同じ番号（id）のノウハウは、ファイルの内容に置きかわります。ファイルにないものは、そのまま残ります。</p>
<form class="stack-s" method="post" action="/knowhow/catalogue" enctype="multipart/form-data">)"
      << csrf_field(view.csrf)
      << R"(<div class="field"><label for="file">ファイル</label><input class="input" type="file" id="file" name="file" accept=".jsonl,.json,.txt" required aria-describedby="file-h)";
  if (!view.problem.empty()) out << R"( problem" aria-invalid="true)";
  out << R"("><p class="hint" id="file-h">1行に1件の JSON（UTF-8）。上で書き出したものと同じ形で、250 KB まで。一行でも誤りがあれば、何も取り込みません。</p></div>
<div class="field"><label for="where">新しいノウハウを見られる人</label><select class="input" id="where" name="where">)";
  for (const auto& [value, label] : view.places) {
    out << "<option value=\"" << value << "\">" << label << "</option>";
  }
  out << R"(</select></div>
<p><button class="btn btn--main">取り込む</button></p></form></section>
)";
}

}  // namespace

Html print_knowhow_catalogue(const KnowHowCatalogueView& view) {
  Html out;
  out << R"(<nav class="crumb" aria-label="いまの場所"><ol class="crumb"><li><a href="/knowhow">ノウハウ</a></li><li aria-current="page">書き出しと取り込み</li></ol></nav>
<div class="page__head"><h1>ノウハウの書き出しと取り込み</h1><p>名前・説明・例文・問いかけを、ファイルでまとめて直せます</p></div>
)";
  print_notices(view, out);
  out << R"(<section class="sec"><h2>ファイルに書き出す</h2>
<p class="lead">読めるノウハウ )"
      << view.cards << R"(件。1行に1件の JSON です。候補と、根拠の文についての確認は入りません。</p>
<p><a class="btn" href="/knowhow/catalogue?as=jsonl">ファイルで受け取る</a></p></section>
)";
  print_import(view, out);
  return out;
}

}  // namespace kizuki
