#include "server/web/reading_parts.hpp"

#include "engine/base/utf8.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

/// Below this the text hardly says so.
constexpr double kSure = 0.7;
constexpr std::size_t kShownBecause = 60;

std::string reading_label(std::string_view facet, std::string_view value,
                          const Taxonomy& taxonomy) {
  const std::string_view label = facet_label(facet);
  return std::string(label.empty() ? facet : label) + " " + shown_value(facet, value, taxonomy);
}

void print_switch(std::string_view form, const std::string& code, const std::string& label,
                  std::string_view because, bool on, bool guess, Html& out) {
  out << R"(<label class="chip)";
  if (guess) out << " chip--guess";
  out << R"("><input type="hidden" name="r" form=")" << form << R"(" value=")" << code
      << R"("><input type="checkbox" name="u" form=")" << form << R"(" value=")" << code << "\"";
  if (on) out << " checked";
  // One piece, so that the words begin where the label ends, on a narrow screen too.
  out << R"(><span><span class="chip__v">)" << label << "</span>";
  if (!because.empty()) {
    out << " <small>「" << utf8_prefix(because, kShownBecause) << "」</small>";
  }
  out << "</span></label>";
}

}  // namespace

Html print_reading_switches(const std::vector<UnderstoodAttribute>& readings,
                            const std::vector<std::string>& disbelieved, std::string_view form,
                            const Taxonomy& taxonomy) {
  Html out;
  if (readings.empty() && disbelieved.empty()) return out;
  out << R"(<div class="chips">)";
  for (const UnderstoodAttribute& reading : readings) {
    print_switch(form, reading.facet + "=" + reading.value,
                 reading_label(reading.facet, reading.value, taxonomy), reading.because, true,
                 reading.weight < kSure, out);
  }
  for (const std::string& code : disbelieved) {
    const std::size_t equals = code.find('=');
    const std::string facet = code.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : code.substr(equals + 1);
    print_switch(form, code, reading_label(facet, value, taxonomy), "", false, false, out);
  }
  out << "</div>\n";
  return out;
}

Html print_readings(const std::vector<UnderstoodAttribute>& readings,
                    const std::vector<std::string>& disbelieved, std::string_view form,
                    const Taxonomy& taxonomy) {
  Html out;
  const Html switches = print_reading_switches(readings, disbelieved, form, taxonomy);
  if (switches.empty()) return out;
  out << R"(<details class="more readings")";
  if (!disbelieved.empty()) out << " open";
  out << R"(><summary>ことばから読み取ったこと（)" << readings.size() + disbelieved.size()
      << R"(）</summary><p class="small muted">読み取ったことに合う事例を、少し上に並べています。違うものはチェックを外してください。</p>
)" << switches
      << R"(<p><button class="btn btn--s" form=")" << form
      << R"(">選んだものでさがしなおす</button></p></details>
)";
  return out;
}

Html print_pick(std::string_view id, std::string_view title) {
  Html out;
  out << R"(<label class="hit__pick"><input type="checkbox" name="c" form="picks" value=")" << id
      << R"(">選ぶ<span class="vh">：)" << title << "</span></label>\n";
  return out;
}

Html print_keep(std::string_view csrf, std::string_view id, std::string_view title) {
  Html out;
  if (csrf.empty()) return out;
  out << R"(<p class="no-print"><button class="btn btn--s btn--quiet" form="keep" name="add" value=")"
      << id << R"(">マイリストに加える<span class="vh">：)" << title << "</span></button></p>\n";
  return out;
}

Html print_tray(std::string_view csrf) {
  Html out;
  if (!csrf.empty()) {
    out << R"(<form id="keep" method="post" action="/mylist" data-keep>)" << csrf_field(csrf)
        << "</form>\n";
  }
  out << R"(<form id="picks" method="get" action="/compare"></form>
<div class="tray" role="group" aria-label="選んだ事例"><span class="tray__n">件を選択中</span><button class="btn btn--main" form="picks">比較する（2〜3件）</button></div>
)";
  return out;
}

}  // namespace kizuki
