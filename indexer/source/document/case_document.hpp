// A written report as a case: its title, and sections under their headings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"

namespace kizuki {

/// Whether a line by itself reads as a heading though no form says so: at most 30 characters, no
/// 「。」, and it begins as headings do (■, ◆, 【課題】, 第1章, 1．, （1）).
bool looks_like_heading(std::string_view line);

/// Collects what stands in a report, in order. Empty parts are passed over.
class CaseDocument {
 public:
  /// The report's own title; of several the first.
  void title(std::string_view text);
  /// Begins a section. A heading with nothing below goes before the next one: "支援の経過 初回".
  void heading(std::string_view text);
  /// Lines of text; one that looks_like_heading begins a section.
  void paragraph(std::string_view text);
  /// A row of a table. Forms put a label into the first cell: when the other one of two cells is a
  /// text (30 characters or more), the label begins a section. All else is a line: "企業名：A社",
  /// or the cells with wide spaces between.
  void row(const std::vector<std::string>& cells);

  /// What stands in `notes`, as one section under `name`; nothing when it is empty.
  void add_notes(std::string_view name, const CaseDocument& notes);

  bool is_empty() const { return sections_.empty() && pending_heading_.empty(); }
  /// The case's record (data/schema/case.schema.json): `id`, a title (title(), else the first
  /// heading or line, at most 60 characters of it, else `name`; a first line
  /// that is all of the title, and no sentence, is no section), and at most 200 sections: what is
  /// more stands in the last.
  Json record(std::string_view id, std::string_view name) const;

 private:
  struct Section {
    std::string heading;
    std::string text;
  };
  void line(std::string_view text);
  std::string shown_title(std::string_view name) const;

  std::string title_;
  std::string pending_heading_;
  std::vector<Section> sections_;
};

/// The id of a report that lies at `place`: "doc-" and 16 hex digits of the place's SHA-256. The
/// same place is the same case, whatever it says by now; files of one name in two folders are two
/// cases.
std::string document_id(std::string_view place);

}  // namespace kizuki
