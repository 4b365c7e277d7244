#include "indexer/source/document/pdf_document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/base/filter_process.hpp"
#include "engine/base/utf8.hpp"
#include "indexer/source/outer_space.hpp"

namespace kizuki {
namespace {

constexpr const char* kReader = "/usr/bin/pdftotext";
constexpr std::size_t kMostTextBytes = std::size_t{16} << 20U;
constexpr std::size_t kFewestRepeated = 3;  // pages that a running title stands on

using Page = std::vector<std::string_view>;  // lines with text

/// Cuts at `separator`; the last part may be empty.
std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<Page> pages_of(std::string_view text) {
  std::vector<Page> pages;
  for (const std::string_view part : parts_of(text, '\f')) {
    Page page;
    for (const std::string_view line : parts_of(part, '\n')) {
      if (const std::string_view words = without_outer_space(line); !words.empty())
        page.push_back(words);
    }
    if (!page.empty()) pages.push_back(std::move(page));
  }
  return pages;
}

/// "3", "- 3 -", "3/12", "３ページ", "P.3": one number or two, of at most four digits each.
bool is_page_number(std::string_view line) {
  static constexpr std::array<std::string_view, 12> kAround = {
      "-", "‐", "−", "–", "—", "/", "／", "ページ", "頁", "P.", " ", "\u3000"};
  std::size_t numbers = 0;
  std::size_t digits = 0;  // of the number being read
  while (!line.empty()) {
    const auto mark = std::find_if(kAround.begin(), kAround.end(),
                                   [&](std::string_view one) { return line.starts_with(one); });
    if (mark != kAround.end()) {
      line.remove_prefix(mark->size());
      digits = 0;
      continue;
    }
    std::size_t at = 0;
    const char32_t letter = utf8_next(line, at);
    const bool is_digit =
        (letter >= U'0' && letter <= U'9') || (letter >= U'０' && letter <= U'９');
    if (digits++ == 0) ++numbers;
    if (!is_digit || digits > 4 || numbers > 2) return false;
    line.remove_prefix(at);
  }
  return numbers > 0;
}

/// Where pages carry what is not of the text.
enum class Edge : std::uint8_t { kFirst, kLast };

std::string_view line_at(const Page& page, Edge edge) {
  if (page.empty()) return {};
  return edge == Edge::kFirst ? page.front() : page.back();
}

/// Takes away the first (last) line of each page for which `drops` holds, when there is one on more
/// than half of the pages, and on `fewest`.
template <typename Drops>
void drop_lines(std::vector<Page>& pages, Edge edge, std::size_t fewest, Drops&& drops) {
  const auto has_one = [&](const Page& page) {
    return !page.empty() && drops(line_at(page, edge));
  };
  const auto count = static_cast<std::size_t>(std::count_if(pages.begin(), pages.end(), has_one));
  if (count < fewest || count * 2 <= pages.size()) return;
  for (Page& page : pages) {
    if (has_one(page)) page.erase(edge == Edge::kFirst ? page.begin() : page.end() - 1);
  }
}

/// The line that most pages have there.
std::string_view commonest_line(const std::vector<Page>& pages, Edge edge) {
  std::map<std::string_view, std::size_t> counts;
  for (const Page& page : pages) ++counts[line_at(page, edge)];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string_view() : most->first;
}

/// Numbers of pages, and then the running titles above or below them.
void drop_edges(std::vector<Page>& pages) {
  for (const Edge edge : {Edge::kFirst, Edge::kLast}) {
    drop_lines(pages, edge, 1, is_page_number);
    const std::string_view title = commonest_line(pages, edge);
    drop_lines(pages, edge, kFewestRepeated, [&](std::string_view line) { return line == title; });
  }
}

bool ends_sentence(std::string_view line) {
  static constexpr std::array<std::string_view, 8> kEnds = {"。", "！", "？", "．",
                                                            "」", "】", "：", ":"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return line.ends_with(end); });
}

bool begins_item(std::string_view line) {
  static constexpr std::array<std::string_view, 12> kMarks = {"・", "●", "○", "◎", "※", "-",
                                                              "→",  "①", "②", "③", "④", "⑤"};
  return looks_like_heading(line) ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return line.starts_with(mark); });
}

/// Between what a line end parted: nothing in Japanese, a space between letters of other writings.
void join(std::string& before, std::string_view line) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ',' || c == ';';
  };
  if (!before.empty() && is_letter(before.back()) && is_letter(line.front())) before += ' ';
  before += line;
}

Error refuse(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), "", 0, "", ""};
}

}  // namespace

CaseDocument document_of_pages(std::string_view text) {
  auto pages = pages_of(text);
  drop_edges(pages);
  CaseDocument document;
  std::string paragraph;
  bool goes_on = false;
  for (const Page& page : pages) {
    std::size_t longest = 0;
    for (const std::string_view line : page) longest = std::max(longest, utf8_length(line));
    for (const std::string_view line : page) {
      if (!goes_on || begins_item(line)) document.paragraph(std::exchange(paragraph, {}));
      join(paragraph, line);
      goes_on =
          utf8_length(line) * 5 >= longest * 4 && !ends_sentence(line) && !looks_like_heading(line);
    }
  }
  document.paragraph(paragraph);
  return document;
}

Result<CaseDocument> read_pdf_document(std::string_view bytes, std::size_t text_bytes) {
  FilterLimits limits;
  limits.output_bytes = kMostTextBytes;
  const auto output =
      run_filter({kReader, "-raw", "-enc", "UTF-8", "-eol", "unix", "-q", "-", "-"}, bytes, limits);
  if (!output) {
    if (output.error().code == ErrorCode::kNotFound) {
      Error error = output.error();
      error.message =
          "PDF を読む pdftotext がありません（sudo apt install poppler-utils poppler-data）";
      return error;
    }
    if (output.error().code == ErrorCode::kLimitExceeded) {
      return refuse(
          "PDF が重すぎて読めません（ページを分けるか、文章を写した .txt を指定してください）");
    }
    return output.error();
  }
  if (output->status != 0) {
    return refuse("PDF を開けません（壊れているか、パスワードが付いています）");
  }
  if (!utf8_is_valid(output->bytes)) return refuse("PDF の文字が読めません");
  if (output->bytes.size() > text_bytes) {
    return Error{ErrorCode::kLimitExceeded,
                 "文章が長すぎます（記録の上限を超えます。ファイルを分けてください）",
                 "",
                 0,
                 "",
                 ""};
  }
  auto document = document_of_pages(output->bytes);
  if (document.is_empty()) {
    return refuse(
        "文字の入っていない PDF "
        "です（スキャンした画像なら、文字認識をかけて保存し直してください）");
  }
  return document;
}

}  // namespace kizuki
