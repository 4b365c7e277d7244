#include "indexer/source/document/case_document.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"
#include "indexer/source/outer_space.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostSections = 200;
constexpr std::size_t kHeadingCharacters = 30;
constexpr std::size_t kTitleCharacters = 60;
constexpr std::size_t kLabelCharacters = 30;
constexpr std::size_t kTextCharacters = 30;  // from here on a cell of a form is a text
constexpr std::string_view kWideSpace = "\u3000";

/// The first `most` characters.
std::string_view cut(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < most && at < text.size(); ++n) utf8_next(text, at);
  return text.substr(0, at);
}

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

template <std::size_t kSize>
bool take_any(std::string_view& text, const std::array<std::string_view, kSize>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return take(text, prefix); });
}

constexpr std::array<std::string_view, 30> kDigits = {
    "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "０", "１", "２", "３", "４",
    "５", "６", "７", "８", "９", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/// One to three digits.
bool take_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < 3 && take_any(text, kDigits)) ++digits;
  return digits > 0;
}

std::string joined(std::string_view first, std::string_view second, std::string_view between) {
  if (first.empty()) return std::string(second);
  return std::string(first).append(between).append(second);
}

}  // namespace

bool looks_like_heading(std::string_view line) {
  static constexpr std::array<std::string_view, 8> kMarks = {"■", "□", "◆",  "◇",
                                                             "▼", "▽", "【", "《"};
  static constexpr std::array<std::string_view, 4> kOpening = {"(", "（", "[", "［"};
  static constexpr std::array<std::string_view, 4> kClosing = {")", "）", "]", "］"};
  static constexpr std::array<std::string_view, 4> kStops = {"．", "、", ". ", "　"};
  static constexpr std::array<std::string_view, 4> kParts = {"章", "節", "部", "回"};
  std::string_view rest = without_outer_space(line);
  if (rest.empty() || utf8_length(rest) > kHeadingCharacters) return false;
  if (rest.find("。") != std::string_view::npos || rest.find('\n') != std::string_view::npos) {
    return false;
  }
  if (take_any(rest, kMarks)) return !without_outer_space(rest).empty();
  if (take(rest, "第")) return take_number(rest) && take_any(rest, kParts);
  if (take_any(rest, kOpening)) {
    return take_number(rest) && take_any(rest, kClosing) && !without_outer_space(rest).empty();
  }
  return take_number(rest) && take_any(rest, kStops) && !without_outer_space(rest).empty();
}

void CaseDocument::title(std::string_view text) {
  text = without_outer_space(text);
  if (title_.empty()) {
    title_ = text;
  } else {
    paragraph(text);
  }
}

void CaseDocument::heading(std::string_view text) {
  text = without_outer_space(text);
  if (!text.empty()) pending_heading_ = joined(pending_heading_, text, " ");
}

void CaseDocument::line(std::string_view text) {
  const bool begins = !pending_heading_.empty() || sections_.empty();
  if (begins && sections_.size() < kMostSections) {
    sections_.push_back({std::exchange(pending_heading_, {}), std::string(text)});
    return;
  }
  std::string& body = sections_.back().text;
  for (const std::string_view part : {std::string_view(pending_heading_), text}) {
    if (!part.empty()) body.append("\n").append(part);
  }
  pending_heading_.clear();
}

void CaseDocument::paragraph(std::string_view text) {
  text = without_outer_space(text);
  if (text.empty()) return;
  if (looks_like_heading(text)) {
    heading(text);
  } else {
    line(text);
  }
}

void CaseDocument::row(const std::vector<std::string>& cells) {
  std::vector<std::string_view> parts;
  for (const std::string& cell : cells) {
    if (const std::string_view part = without_outer_space(cell); !part.empty())
      parts.push_back(part);
  }
  if (parts.empty()) return;
  const bool has_label = parts.size() == 2 && utf8_length(parts[0]) <= kLabelCharacters &&
                         parts[0].find('\n') == std::string_view::npos;
  if (has_label && utf8_length(parts[1]) >= kTextCharacters) {
    heading(parts[0]);
    line(parts[1]);
    return;
  }
  if (parts.size() == 1) return paragraph(parts[0]);
  std::string all;
  for (const std::string_view part : parts) all = joined(all, part, has_label ? "：" : kWideSpace);
  line(all);
}

void CaseDocument::add_notes(std::string_view name, const CaseDocument& notes) {
  if (notes.is_empty()) return;
  heading(name);
  for (const Section& section : notes.sections_) {
    if (!section.heading.empty()) line(section.heading);
    line(section.text);
  }
}

std::string CaseDocument::shown_title(std::string_view name) const {
  if (!title_.empty()) return title_;
  std::string_view shown = pending_heading_.empty() ? name : pending_heading_;
  if (!sections_.empty()) {
    const Section& first = sections_.front();
    shown = first.heading.empty() ? first.text : first.heading;
  }
  return std::string(cut(shown.substr(0, shown.find('\n')), kTitleCharacters));
}

Json CaseDocument::record(std::string_view id, std::string_view name) const {
  const std::string shown = shown_title(name);
  JsonArray sections;
  for (const Section& section : sections_) {
    // A first line that is no sentence and has become the title says nothing more by itself.
    const bool is_title = &section == &sections_.front() && sections_.size() > 1 &&
                          section.heading.empty() && section.text == shown &&
                          shown.find("。") == std::string::npos;
    if (is_title) continue;
    JsonObject out;
    if (!section.heading.empty()) out.emplace_back("heading", Json(section.heading));
    out.emplace_back("text", Json(section.text));
    sections.emplace_back(std::move(out));
  }
  // A heading with nothing below is text, so that nothing is lost.
  if (!pending_heading_.empty() && sections.size() < kMostSections) {
    sections.emplace_back(JsonObject{{"text", Json(pending_heading_)}});
  } else if (!pending_heading_.empty()) {
    sections.back().find("text")->as_string().append("\n").append(pending_heading_);
  }
  JsonObject record;
  record.emplace_back("id", Json(std::string(id)));
  record.emplace_back("title", Json(shown));
  record.emplace_back("sections", Json(std::move(sections)));
  return Json(std::move(record));
}

std::string document_id(std::string_view place) {
  constexpr std::size_t kDigitsOfId = 16;
  return "doc-" + sha256_hex(place).substr(0, kDigitsOfId);
}

}  // namespace kizuki
